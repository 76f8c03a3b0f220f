namespace OiPayments.Checkout;

internal sealed class BanglaTexts : CheckoutTexts
{
    public override CheckoutLanguage Language => CheckoutLanguage.Bangla;

    public override CheckoutLanguage OtherLanguage => CheckoutLanguage.English;

    public override string OtherLanguageName => "English";

    public override string TestBand => "টেস্ট মোড: কোনো টাকা লেনদেন হবে না";

    public override string AmountToPay => "পরিশোধযোগ্য পরিমাণ";

    public override string Amount => "পরিমাণ";

    public override string Product => "বিবরণ";

    public override string Customer => "গ্রাহক";

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

    public override string CancelThisPayment => "পেমেন্ট বাতিল করুন";

    public override string CancelMeaning(string application) =>
        $"বাতিল করলে এই লিংক দিয়ে আর টাকা পরিশোধ করা যাবে না এবং {application}-কে তা জানিয়ে দেওয়া হবে।";

    public override string YesCancel => "হ্যাঁ, পেমেন্ট বাতিল করুন";

    public override string ReturnTo(string application) => $"{application}-এ ফিরে যান";

    public override string ContinueTo(string application) => $"{application}-এ ফিরে যান";

    public override string ViewReceipt => "রসিদ দেখুন";

    public override string YouMayClose => "আপনি এখন এই পেজটি বন্ধ করতে পারেন।";

    public override string CheckNow => "এখনই যাচাই করুন";

    public override string AlreadyPaid => "টাকা দিয়েছেন? যাচাই করুন";

    public override string StopChecking => "স্বয়ংক্রিয় যাচাই বন্ধ করুন";

    public override string WaitingSince => "অপেক্ষা শুরু";

    public override StatusText NotFound => new(
        "পেমেন্টটি খুঁজে পাওয়া যায়নি",
        "লিংকটি অসম্পূর্ণ বা ভুল হতে পারে।",
        "যে বার্তা বা পেজ থেকে লিংকটি পেয়েছেন, সেখান থেকে আবার খুলুন অথবা প্রেরকের কাছে নতুন লিংক চান।");

    public override StatusText NoSuchPage => new(
        "এমন কোনো পেজ নেই",
        "ঠিকানাটি অসম্পূর্ণ বা ভুল হতে পারে।",
        "টাকা পরিশোধ করতে এসে থাকলে, যে বার্তা বা পেজ থেকে লিংকটি পেয়েছেন, সেখান থেকে আবার খুলুন।");

    public override StatusText LostReturn => new(
        "আপনার পেমেন্ট নিরাপদ আছে",
        "এই ঠিকানাটি শুধু ব্যাংক বা ওয়ালেট থেকে ফেরার সময় কাজ করে, তাই টাকা পরিশোধ হয়েছে কি না তা এখানে জানা যায় না। এটি খোলায় কোনো টাকা কাটা হয়নি।",
        "দোকান বা বার্তার লিংক থেকে আপনার পেমেন্টের পেজটি আবার খুলুন; সেখানেই জানা যাবে। না দেখে আবার টাকা পরিশোধ করবেন না।");

    public override StatusText Front => new(
        "OI Payments",
        "গ্রাহকেরা এই পেজগুলোতে টাকা পরিশোধ করেন।",
        "টাকা পরিশোধ করতে এসে থাকলে, আপনাকে পাঠানো লিংকটি খুলুন; সেটিই আপনার পেমেন্টে নিয়ে যাবে।");

    public override string Guides => "নির্দেশিকা ও API রেফারেন্স";

    public override string Dashboard => "অপারেটরদের ড্যাশবোর্ড";

    public override StatusText Open(CheckoutPayment payment) =>
        new($"{AmountText.For(payment.Amount, Language)} পরিশোধ করুন", AmountToPay);

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

    public override StatusText Paid(bool isRevisit) => isRevisit
        ? new("পেমেন্টটি সম্পন্ন হয়েছে", "এটি আগেই পরিশোধ করা হয়েছে। আপনার কাছ থেকে আবার টাকা নেওয়া হয়নি।")
        : new("পেমেন্ট সফল হয়েছে", "ধন্যবাদ। আপনার পেমেন্ট আমরা পেয়েছি।");

    public override StatusText Declined(DeclineReason reason) => new(
        "পেমেন্ট সম্পন্ন হয়নি",
        reason switch
        {
            DeclineReason.NotSaid => "আপনার ব্যাংক বা ওয়ালেট পেমেন্টটি সম্পন্ন করেনি।",
            DeclineReason.RefusedByBank => "আপনার ব্যাংক কারণ না জানিয়ে পেমেন্টটি প্রত্যাখ্যান করেছে। কারণ জানতে ব্যাংকে যোগাযোগ করুন।",
            DeclineReason.WrongDetails => "কার্ড বা অ্যাকাউন্টের কিছু তথ্য সঠিক ছিল না।",
            DeclineReason.ExpiredCard => "কার্ডটির মেয়াদ শেষ হয়ে গেছে।",
            DeclineReason.NotEnoughMoney => "অ্যাকাউন্টে পর্যাপ্ত টাকা ছিল না।",
            DeclineReason.OverLimit => "টাকার পরিমাণ আপনার কার্ড বা অ্যাকাউন্টের লেনদেনের সীমার বেশি।",
            DeclineReason.NotAttempted => "পেমেন্ট করার আগেই আপনি ফিরে এসেছেন।",
        } + " আমরা কোনো টাকা পাইনি।",
        "একই বা অন্য কার্ড, অ্যাকাউন্ট কিংবা ওয়ালেট দিয়ে আবার চেষ্টা করতে পারেন।");

    public override StatusText Failed(string application) => new(
        "পেমেন্ট ব্যর্থ হয়েছে",
        "এই লিংক দিয়ে আর টাকা পরিশোধ করা যাবে না। আমরা কোনো টাকা পাইনি।",
        $"পরিশোধ করতে চাইলে {application}-এ গিয়ে নতুন করে শুরু করুন।");

    public override StatusText Expired(string application) => new(
        "পেমেন্টের মেয়াদ শেষ হয়ে গেছে",
        "টাকা পরিশোধের সময় পার হয়ে গেছে। আমরা কোনো টাকা পাইনি।",
        $"পরিশোধ করতে চাইলে {application}-এ গিয়ে নতুন করে শুরু করুন।");

    public override StatusText Cancelled(string application) => new(
        "পেমেন্ট বাতিল করা হয়েছে",
        "আমরা কোনো টাকা পাইনি।",
        $"ভুল করে বাতিল করে থাকলে {application}-এ গিয়ে নতুন করে শুরু করুন।");

    public override StatusText Held(string application) => new(
        "আপনার পেমেন্ট যাচাই করা হচ্ছে",
        "আপনার টাকা গ্রহণ করা হয়েছে। পেমেন্ট চূড়ান্ত করার আগে আমাদের একজন কর্মী এটি যাচাই করছেন।",
        $"আপনাকে কিছু করতে হবে না, অনুগ্রহ করে আবার টাকা দেবেন না। ফলাফল {application}-কে জানানো হবে; পেমেন্ট গৃহীত না হলে টাকা ফেরত দেওয়া হবে।");

    public override StatusText GatewayUnavailable(string gateway) => new(
        $"{gateway} সাড়া দিচ্ছে না",
        "আপনাকে সেখানে পাঠানো যায়নি এবং কোনো টাকা নেওয়া হয়নি। পেমেন্টটি এখনো পরিশোধ করা যাবে।",
        "কিছুক্ষণ পর আবার চেষ্টা করুন।");
}
