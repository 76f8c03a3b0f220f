using OiPayments.Presentation;

namespace OiPayments.Checkout;

internal sealed class BanglaTexts : CheckoutTexts
{
    public override PageLanguage Language => PageLanguage.Bangla;

    public override PageLanguage OtherLanguage => PageLanguage.English;

    public override string OtherLanguageName => "English";

    public override string TestBand => "টেস্ট মোড: কোনো টাকা লেনদেন হবে না";

    public override string AmountToPay => "পরিশোধযোগ্য পরিমাণ";

    public override string Amount => "পরিমাণ";

    public override string Product => "বিবরণ";

    public override string Customer => "গ্রাহক";
    public override string CustomerErased => "ব্যক্তিগত তথ্য মুছে ফেলা হয়েছে";

    public override string PayBefore => "শেষ সময়";

    public override string PaidTo => "প্রাপক";

    public override string PaidOn => "সময়";

    public override string PaidWith => "মাধ্যম";

    public override string ReferenceLabel => "রেফারেন্স";

    public override string TimeZoneName => "বাংলাদেশ সময়";

    public override string Pay(CheckoutPayment payment) =>
        $"{payment.GatewayName} দিয়ে {AmountText.For(payment.Amount, Language)} পরিশোধ করুন";

    public override string TryAgain => "আবার চেষ্টা করুন";

    public override string Trust(string gateway) =>
        $"আপনি {gateway}-এর নিরাপদ পেজে টাকা পরিশোধ করবেন। আমরা কখনোই আপনার কার্ডের তথ্য দেখতে পাই না।";

    public override string ChargedIn(string gateway, Currency currency) =>
        $"{gateway} এটি নিজস্ব বিনিময় হারে {NameOf(currency)} কেটে নেবে। কত টাকা, তা পরিশোধের আগে তাদের পেজে দেখে নিন।";

    public override string Opening(string gateway) =>
        $"{gateway}-এর পেজ খোলা হচ্ছে। ২০ সেকেন্ড পর্যন্ত সময় লাগতে পারে, অনুগ্রহ করে অপেক্ষা করুন।";

    public override string OpeningTakes(string gateway) => $"বোতাম চাপার পর {gateway}-এর পেজ খুলতে ২০ সেকেন্ড পর্যন্ত সময় লাগতে পারে।";

    public override string CancelThisPayment => "পেমেন্ট বাতিল করুন";

    public override string CancelMeaning(string application) =>
        $"বাতিল করলে এই লিংক দিয়ে আর টাকা পরিশোধ করা যাবে না এবং {application}-কে তা জানিয়ে দেওয়া হবে।";

    public override string YesCancel => "হ্যাঁ, পেমেন্ট বাতিল করুন";

    public override string ReturnTo(string application) => $"{application}-এ ফিরে যান";

    public override string ContinueTo(string application) => $"{application}-এ ফিরে যান";

    public override string ViewReceipt => "রসিদ দেখুন";

    public override string ViewInvoice => "ইনভয়েস দেখুন";

    public override string YouMayClose => "আপনি এখন এই পেজটি বন্ধ করতে পারেন।";

    public override string CheckNow => "এখনই যাচাই করুন";

    public override string AlreadyPaid => "টাকা দিয়েছেন? যাচাই করুন";

    public override string NotPaidYetLink => "এখনো টাকা দেননি? পেমেন্টে ফিরে যান";

    public override string StopChecking => "স্বয়ংক্রিয় যাচাই বন্ধ করুন";

    public override string WaitingSince => "অপেক্ষা শুরু";

    public override StatusText NotFound => new(
        "পেমেন্টটি খুঁজে পাওয়া যায়নি",
        "লিংকটি অসম্পূর্ণ বা ভুল হতে পারে।",
        "যে বার্তা বা পেজ থেকে লিংকটি পেয়েছেন, সেখান থেকে আবার খুলুন অথবা প্রেরকের কাছে নতুন লিংক চান।");

    public override StatusText NoSuchPage(Uri? api) => new(
        "এমন কোনো পেজ নেই",
        api is null ? "ঠিকানাটি অসম্পূর্ণ বা ভুল হতে পারে।" : $"API এই ঠিকানায় নেই। API-এর ঠিকানা: {api}।",
        "টাকা পরিশোধ করতে এসে থাকলে, যে বার্তা বা পেজ থেকে লিংকটি পেয়েছেন, সেখান থেকে আবার খুলুন।");

    public override StatusText LostReturn => new(
        "আপনার পেমেন্ট নিরাপদ আছে",
        "এই ঠিকানাটি শুধু ব্যাংক বা ওয়ালেট থেকে ফেরার সময় কাজ করে, তাই টাকা পরিশোধ হয়েছে কি না তা এখানে জানা যায় না। এটি খোলায় কোনো "
            + "টাকা কাটা হয়নি।",
        "দোকান বা বার্তার লিংক থেকে আপনার পেমেন্টের পেজটি আবার খুলুন; সেখানেই জানা যাবে। না দেখে আবার টাকা পরিশোধ করবেন না।");

    public override StatusText Front => new(
        "OI Payments",
        "গ্রাহকেরা এই পেজগুলোতে টাকা পরিশোধ করেন।",
        "টাকা পরিশোধ করতে এসে থাকলে, আপনাকে পাঠানো লিংকটি খুলুন; সেটিই আপনার পেমেন্টে নিয়ে যাবে।");

    public override string Guides => "নির্দেশিকা ও API রেফারেন্স";

    public override string Dashboard => "অপারেটরদের ড্যাশবোর্ড";

    public override StatusText Open(CheckoutPayment payment) =>
        new($"{AmountText.For(payment.Amount, Language)} পরিশোধ করুন", AmountToPay);

    public override StatusText ServiceUnavailable(bool looksAgain) => new(
        "পৃষ্ঠাটি এই মুহূর্তে দেখানো যাচ্ছে না",
        "আমাদের সেবার একটি অংশ সাড়া দিচ্ছে না। কিছুই হারায়নি: আপনি যে পেমেন্ট করেছেন বা শুরু করেছেন, তা রাখা আছে।",
        looksAgain
            ? "পৃষ্ঠাটি নিজে থেকেই আবার চেষ্টা করবে। টাকা দিয়ে থাকলে আবার দেবেন না।"
            : "ফিরে যান, একটু অপেক্ষা করে পৃষ্ঠাটি আবার খুলুন। টাকা দিয়ে থাকলে আবার দেবেন না।");

    public override StatusText Sent(string gateway) => new(
        "আপনি পেমেন্ট শুরু করেছেন",
        $"{gateway}-এর পেজটি অন্য ট্যাবে খোলা থাকলে সেখানেই পেমেন্ট সম্পন্ন করুন।",
        "পেজটি বন্ধ করে ফেললে আবার শুরু করতে পারেন। ইতিমধ্যে পেমেন্ট অনুমোদন করে থাকলে দ্বিতীয়বার টাকা দেবেন না, আগে যাচাই করুন।");

    public override StatusText Waiting(string gateway, bool looksAgain) => new(
        "আপনার পেমেন্ট নিশ্চিত করা হচ্ছে",
        $"আমরা {gateway}-এর নিশ্চিতকরণের অপেক্ষায় আছি। সাধারণত কয়েক সেকেন্ড সময় লাগে।",
        looksAgain
            ? "পেজটি নিজে থেকেই যাচাই করছে। অনুগ্রহ করে আবার টাকা দেবেন না।"
            : "পেজটি এখন আর নিজে থেকে যাচাই করছে না। অনুগ্রহ করে আবার টাকা দেবেন না।");

    public override StatusText Paid(bool isRevisit, MoneyKnown beside) => new(
        isRevisit ? "পেমেন্টটি সম্পন্ন হয়েছে" : "পেমেন্ট সফল হয়েছে",
        isRevisit
            ? "এটি আগেই পরিশোধ করা হয়েছে।" + (beside is MoneyKnown.None ? " আপনার কাছ থেকে আবার টাকা নেওয়া হয়নি।" : "")
            : "ধন্যবাদ। আপনার পেমেন্ট আমরা পেয়েছি।",
        beside switch
        {
            MoneyKnown.None => null,
            MoneyKnown.MayHaveBeenTaken =>
                "অনুগ্রহ করে আবার টাকা দেবেন না। আপনার অন্য কোনো চেষ্টাতেও টাকা নেওয়া হয়ে থাকলে তা ফেরত দেওয়া হবে।",
            MoneyKnown.GoesBack => "আপনি একাধিকবার টাকা দিয়েছেন। অতিরিক্ত টাকা গণ্য হবে না, তা আপনাকে ফেরত দেওয়া হবে।",
        });

    public override StatusText Declined(DeclineReason reason, CheckoutPayment payment) => new(
        "পেমেন্ট সম্পন্ন হয়নি",
        reason switch
        {
            DeclineReason.NotSaid => "পেমেন্টটি সম্পন্ন হয়নি, কারণ জানানো হয়নি।",
            DeclineReason.RefusedByBank => "আপনার ব্যাংক কারণ না জানিয়ে পেমেন্টটি প্রত্যাখ্যান করেছে। কারণ জানতে ব্যাংকে যোগাযোগ করুন।",
            DeclineReason.WrongDetails => "কার্ড বা অ্যাকাউন্টের কিছু তথ্য সঠিক ছিল না।",
            DeclineReason.ExpiredCard => "কার্ডটির মেয়াদ শেষ হয়ে গেছে।",
            DeclineReason.NotEnoughMoney => "অ্যাকাউন্টে পর্যাপ্ত টাকা ছিল না।",
            DeclineReason.OverLimit => "টাকার পরিমাণ আপনার কার্ড বা অ্যাকাউন্টের লেনদেনের সীমার বেশি।",
            DeclineReason.NotAttempted => "পেমেন্ট করার আগেই আপনি ফিরে এসেছেন।",
            DeclineReason.NotStarted => $"{payment.GatewayName} পেমেন্টটি শুরু করেনি, আপনাকে সেখানে পাঠানো হয়নি।",
        } + " আমরা কোনো টাকা পাইনি।",
        reason is DeclineReason.NotStarted
            ? $"আবার চেষ্টা করতে পারেন। আবারও এমন হলে {payment.ApplicationName}-কে জানান।"
            : "একই বা অন্য কার্ড, অ্যাকাউন্ট কিংবা ওয়ালেট দিয়ে আবার চেষ্টা করতে পারেন।");

    public override StatusText NotPaidYet(CheckoutPayment payment, bool isCancelled) => new(
        isCancelled ? $"আপনি {payment.GatewayName}-এর পেজে বাতিল করেছেন" : "আপনি এখনো টাকা পরিশোধ করেননি",
        "কোনো টাকা দেওয়া হয়নি। নিচের সময় পর্যন্ত এখানে পরিশোধ করতে পারবেন।",
        $"পরিশোধ করতে না চাইলে পেজের শেষে পেমেন্টটি বাতিল করুন, তখন {payment.ApplicationName}-কে জানানো হবে। বাতিল না করা পর্যন্ত এটি "
            + "খোলা থাকবে।");

    public override StatusText Failed(CheckoutPayment payment, MoneyKnown money) => new(
        "পেমেন্ট ব্যর্থ হয়েছে", $"এই লিংক দিয়ে আর টাকা পরিশোধ করা যাবে না। {MoneyOf(money, payment)}", StartAgain(payment, money));

    public override StatusText Expired(CheckoutPayment payment, MoneyKnown money) => new(
        "পেমেন্টের মেয়াদ শেষ হয়ে গেছে", $"টাকা পরিশোধের সময় পার হয়ে গেছে। {MoneyOf(money, payment)}", StartAgain(payment, money));

    public override StatusText Cancelled(CheckoutPayment payment, MoneyKnown money) => new(
        "পেমেন্ট বাতিল করা হয়েছে", MoneyOf(money, payment),
        money is MoneyKnown.None
            ? $"ভুল করে বাতিল করে থাকলে {payment.ApplicationName}-এ গিয়ে নতুন করে শুরু করুন।"
            : StartAgain(payment, money));

    public override StatusText Held(string application) => new(
        "আপনার পেমেন্ট যাচাই করা হচ্ছে",
        "আপনার টাকা গ্রহণ করা হয়েছে। পেমেন্ট চূড়ান্ত করার আগে আমাদের একজন কর্মী এটি যাচাই করছেন।",
        $"আপনাকে কিছু করতে হবে না, অনুগ্রহ করে আবার টাকা দেবেন না। ফলাফল {application}-কে জানানো হবে; পেমেন্ট গৃহীত না হলে টাকা ফেরত "
            + "দেওয়া হবে।");

    public override StatusText NotOwed(CheckoutPayment payment, MoneyKnown money) => new(
        "এই লিংকটি আর কার্যকর নয়",
        $"যে ইনভয়েসের জন্য এই লিংক, তাতে এখন এর চেয়ে কম টাকা বাকি আছে, অথবা কিছুই বাকি নেই। {MoneyOf(money, payment)}",
        money is MoneyKnown.MayHaveBeenTaken ? null : "কত টাকা বাকি আছে তা দেখতে ইনভয়েসটি খুলুন।");

    public override StatusText ShopClosed(string application) => new(
        $"{application} এখন পেমেন্ট নিচ্ছে না",
        "এই পেমেন্ট এখন করা যাবে না। আমরা কোনো টাকা পাইনি।",
        $"কখন পরিশোধ করা যাবে তা {application}-এর কাছে জেনে নিন, অথবা পরে এই পাতাটি আবার খুলুন।");

    public override StatusText GatewayUnavailable(string gateway) => new(
        $"{gateway} সাড়া দিচ্ছে না",
        "আপনাকে সেখানে পাঠানো যায়নি এবং কোনো টাকা নেওয়া হয়নি। পেমেন্টটি এখনো পরিশোধ করা যাবে।",
        "কিছুক্ষণ পর আবার চেষ্টা করুন।");

    public override StatusText CannotTakePayments(string application) => new(
        "এই মুহূর্তে পেমেন্টটি করা যাচ্ছে না",
        $"{application} এখনো এখানে টাকা নিতে পারছে না। এতে আপনার কোনো ভুল নেই, আপনার কার্ড বা ওয়ালেটেও কোনো সমস্যা নেই। আপনার কাছ থেকে "
            + "কোনো টাকা নেওয়া হয়নি।",
        $"পেমেন্টটি খোলা থাকবে। পরে আবার চেষ্টা করুন, অথবা {application}-কে জানান।");

    private static string MoneyOf(MoneyKnown money, CheckoutPayment payment) => money switch
    {
        MoneyKnown.None => "আমরা কোনো টাকা পাইনি।",
        MoneyKnown.MayHaveBeenTaken =>
            $"এখনো কোনো পেমেন্ট নিশ্চিত হয়নি। {payment.GatewayName}-এ পেমেন্ট অনুমোদন করে থাকলে আবার টাকা দেবেন না: নিশ্চিত হলে এই "
                + "পেজেই দেখা যাবে।",
        MoneyKnown.GoesBack => "এর জন্য নেওয়া টাকা গ্রহণ করা যায়নি, তা আপনাকে ফেরত দেওয়া হবে।",
    };

    private static string StartAgain(CheckoutPayment payment, MoneyKnown money) => money is MoneyKnown.MayHaveBeenTaken
        ? $"কিছু অনুমোদন না করে থাকলে এবং পরিশোধ করতে চাইলে {payment.ApplicationName}-এ গিয়ে নতুন করে শুরু করুন।"
        : $"পরিশোধ করতে চাইলে {payment.ApplicationName}-এ গিয়ে নতুন করে শুরু করুন।";

    private static string NameOf(Currency currency) => currency == Currency.Bdt ? "বাংলাদেশি টাকায়" : $"{currency.Code} মুদ্রায়";
}
