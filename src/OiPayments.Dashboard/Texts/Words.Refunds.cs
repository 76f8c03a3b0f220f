using System.Globalization;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string RefundWord => Say("Refund", "রিফান্ড");
    public string ApprovalQueue => Say("Approval queue", "অনুমোদনের সারি");
    public string NothingToApprove => Say("Nothing waits for approval", "অনুমোদনের অপেক্ষায় কিছু নেই");
    public string NothingToApproveNext => Say(
        "Refunds above an app’s threshold come here until somebody other than the one who asked decides.",
        "অ্যাপের সীমার বেশি ফেরত এখানে আসে, অনুরোধকারী ছাড়া অন্য কেউ সিদ্ধান্ত না নেওয়া পর্যন্ত।");
    public string NoRefunds => Say("No refunds yet", "এখনও কোনো রিফান্ড নেই");
    public string NoRefundsNext => Say(
        "Open a payment that succeeded and choose Refund; apps ask with POST /payments/{id}/refunds.",
        "একটি সফল পেমেন্ট খুলে ফেরত বেছে নিন; অ্যাপ POST /payments/{id}/refunds দিয়ে চাইতে পারে।");
    public string AskedBy => Say("Asked by", "অনুরোধকারী");
    public string ApprovedBy => Say("Approved by", "অনুমোদনকারী");
    public string MoneyFrom => Say("Out of", "উৎস");
    public string CapturedMoney => Say("What the payment captured", "পেমেন্টে প্রাপ্ত টাকা");
    public string GatewayNote => Say("Last word of the gateway", "গেটওয়ের শেষ কথা");
    public string Updated => Say("Last changed", "শেষ পরিবর্তন");
    public string Approve(string amount) => Say($"Approve {amount}", $"{amount} অনুমোদন করুন");
    public string ApproveTitle => Say("Approve a refund", "রিফান্ড অনুমোদন");
    public string ApproveMeaning(string amount) => Say(
        $"{amount} goes to the gateway as soon as everybody who must has approved. This cannot be called back.",
        $"যাদের অনুমোদন দরকার সবাই দিলেই {amount} গেটওয়েতে যাবে। এটি ফেরানো যায় না।");
    public string Approved => Say("Approved by you.", "আপনি অনুমোদন দিয়েছেন।");
    public string Reject => Say("Reject", "প্রত্যাখ্যান করুন");
    public string RejectMeaning => Say(
        "Nothing goes back to the customer, and the amount can be refunded again later.",
        "গ্রাহকের কাছে কিছু ফিরবে না, পরে আবার ফেরত দেওয়া যাবে।");
    public string Rejected => Say("Rejected. Nothing moved.", "প্রত্যাখ্যাত। কিছু সরেনি।");
    public string ResolveButton => Say("Say what became of it", "কী হয়েছে জানান");
    public string ResolveTitle => Say("What became of a refund", "রিফান্ডের কী হয়েছে");
    public string ResolveMeaning(string amount) => Say(
        $"The service asks the gateway about {amount} until it has an answer. When it gets none, look in the gateway’s merchant panel and "
            + "say here what it shows. What you say is booked.",
        $"উত্তর না পাওয়া পর্যন্ত সেবাটি গেটওয়েকে {amount} সম্পর্কে জিজ্ঞেস করে। উত্তর না এলে গেটওয়ের মার্চেন্ট প্যানেলে দেখুন এবং যা "
            + "দেখা যায় এখানে জানান। আপনি যা জানাবেন তা হিসাবে লেখা হবে।");
    public string ResolveSeen => Say("The merchant panel shows", "মার্চেন্ট প্যানেলে যা দেখা যায়");
    public string ResolveSucceeded(string amount) => Say($"{amount} was given back", $"{amount} ফেরত হয়েছে");
    public string ResolveFailed => Say("It will not be given back", "এটি ফেরত হবে না");
    public string ResolveKnown => Say("It is there and still in progress", "এটি আছে এবং এখনও চলছে");
    public string ResolveIdHint => Say(
        "As the panel shows it. The service asks about it from now on.", "প্যানেলে যেভাবে আছে। এখন থেকে সেবাটি এটি সম্পর্কে জিজ্ঞেস করবে।");
    public string ResolveNote => Say("Where you saw it", "কোথায় দেখেছেন");
    public string ResolveNoteHint => Say("It goes into the audit log.", "এটি নিরীক্ষা-লগে থাকবে।");
    public string Resolved(string status) => Say(
        $"Noted: {status}. It is booked, and the app is being told.",
        $"লেখা হয়েছে: {status}। হিসাবে লেখা হয়েছে এবং অ্যাপকে জানানো হচ্ছে।");
    public string ResolvedKnown =>
        Say("Noted. The service asks the gateway about it.", "লেখা হয়েছে। সেবাটি গেটওয়েকে এ সম্পর্কে জিজ্ঞেস করছে।");
    public string ResolveConfirm => Say("Confirm what became of it", "কী হয়েছে নিশ্চিত করুন");
    public string ResolutionProposed(string by, string status, string note) => Say(
        $"{by} says: {status} ({note}). Above the app’s threshold a second person has to say the same before it is booked.",
        $"{by} জানিয়েছেন: {status} ({note})। অ্যাপের সীমার বেশি হলে হিসাবে লেখার আগে আরেকজনকে একই কথা জানাতে হবে।");
    public string ProposedDone =>
        Say("Noted. It is booked when a second person says the same.", "লেখা হয়েছে। আরেকজন একই কথা জানালে হিসাবে লেখা হবে।");
    public string ResolvedBy => Say("Said at the gateway by", "গেটওয়েতে দেখে জানিয়েছেন");
    public string AskedFirst => Say(
        "The gateway is asked first. When it says clearly what became of the refund, that is booked, whatever is chosen here.",
        "প্রথমে গেটওয়েকে জিজ্ঞেস করা হয়। সে স্পষ্ট বললে সেটিই হিসাবে লেখা হয়, এখানে যা-ই বেছে নেওয়া হোক।");
    public string ContradictedNote => Say(
        "The gateway says the opposite of what was said here. The books follow the gateway, and the app was told.",
        "এখানে যা জানানো হয়েছিল গেটওয়ে তার উল্টো বলছে। হিসাব গেটওয়েকে অনুসরণ করে, অ্যাপকেও জানানো হয়েছে।");
    public string Uncovered(string amount) => Say(
        $"{amount} left twice and stands in suspense until somebody decides who bears it.",
        $"{amount} দুবার গেছে; কে বহন করবে তা ঠিক না হওয়া পর্যন্ত স্থগিত হিসাবে আছে।");
    public string Acknowledge => Say("I have seen to it", "আমি ব্যবস্থা নিয়েছি");
    public string AcknowledgeNote => Say("What was done about it", "কী করা হয়েছে");
    public string Acknowledged => Say("Noted. It is off the list.", "লেখা হয়েছে। তালিকা থেকে সরানো হয়েছে।");
    public string UnclearNote => Say(
        "The service cannot find out what becomes of this refund by asking. Somebody has to look in the gateway’s merchant panel.",
        "সেবাটি জিজ্ঞেস করে এই রিফান্ডের ফল জানতে পারছে না। কাউকে গেটওয়ের মার্চেন্ট প্যানেলে দেখতে হবে।");
    public string NeedsALook => Say("Needs a look", "দেখা দরকার");
    public string Of(RefundAttention attention) => attention switch
    {
        RefundAttention.Unclear => Say("The gateway cannot tell", "গেটওয়ে জানাতে পারে না"),
        RefundAttention.Contradicted => Say("The gateway contradicts", "গেটওয়ে উল্টো বলছে"),
    };

    public string PaymentTotal => Say("The payment was for", "পেমেন্টের পরিমাণ");
    public string RefundedBefore(int others) => others == 0
        ? Say("No other refund of this payment", "এই পেমেন্টের আর কোনো রিফান্ড নেই")
        : Say(
            $"{Number(others)} other {(others == 1 ? "refund" : "refunds")} of this payment",
            $"এই পেমেন্টের আরও {Number(others)}টি রিফান্ড");
    public string OtherRefunds => Say("Refunds beside it", "অন্য রিফান্ড");
    public string ApprovalThreshold => Say("Approval needed above", "যার বেশি হলে অনুমোদন দরকার");
    public string NoThreshold => Say("never", "কখনও না");
    public string ThresholdAlways => Say("always", "সব সময়");
    public string TwoPeople => Say("two people have to agree", "দুজনের সম্মতি দরকার");
    public string AtTheGateway => Say("Asked of the gateway", "গেটওয়ের কাছে চাওয়া");
    public string AtRate(string amount, string rate) =>
        Say($"{amount}, at the payment’s rate of {rate}", $"{amount}, পেমেন্টের হার {rate} অনুযায়ী");
    public string YouAsked => Say("You asked for it: somebody else has to approve.", "আপনি চেয়েছেন: অন্য কাউকে অনুমোদন দিতে হবে।");
    public string YouApproved => Say("You have approved it: a second person has to.", "আপনি অনুমোদন দিয়েছেন: আরেকজনকে দিতে হবে।");
    public string RejectedBy => Say("Rejected by", "প্রত্যাখ্যানকারী");
    public string Needed => Say("Needed.", "এটি দরকার।");
    public string WaitsForApproval(string by) => Say($"Waits for somebody other than {by}.", $"{by} ছাড়া অন্য কারও অপেক্ষায়।");

    /// <summary>Who it was, by name where the name is known: of an operator, or of the application.</summary>
    public string By(string who, string? name) => name is null ? By(who)
        : who.StartsWith("application", StringComparison.Ordinal) ? Say($"{name} (the app)", $"{name} (অ্যাপ)")
        : name;

    /// <summary>Who it was, from the <c>operator:3</c> that records keep.</summary>
    public string By(string who) => who.Split(':', 2) switch
    {
        ["operator", var number] => Say($"operator {number}", $"অপারেটর {Digits(number)}"),
        ["application", ..] => Say("the app", "অ্যাপ"),
        ["policy", ..] => Say("the app’s settings", "অ্যাপের সেটিংস"),
        _ => who,
    };

    private string Digits(string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? Number(known) : number;

    public string Event => Say("Event", "ঘটনা");
    public string EventType => Say("Type", "ধরন");
    public string Attempts => Say("Attempts", "চেষ্টা");
    public string Answer => Say("Answer", "উত্তর");
    public string NextTry => Say("Next try", "পরের চেষ্টা");
    public string Delivered => Say("Delivered", "পৌঁছেছে");
    public string Payload => Say("Payload", "পাঠানো তথ্য");
    public string PayloadRemoved => Say(
        "This was removed: it was older than the service keeps it, or its customer was erased.",
        "এটি সরিয়ে ফেলা হয়েছে: সেবাটি যত দিন রাখে তার চেয়ে পুরোনো ছিল, অথবা এর গ্রাহকের তথ্য মুছে ফেলা হয়েছে।");
    public string SendAgain => Say("Send again", "আবার পাঠান");
    public string SentAgain => Say("It is on its way again.", "আবার পাঠানো হচ্ছে।");
    public string NoWebhooks => Say("No events yet", "এখনও কোনো ঘটনা নেই");
    public string NoWebhooksNext =>
        Say(
            "Every change of a payment or refund makes an event for its app. Give an app a webhook address in its settings and it hears "
                + "of them.",
            "পেমেন্ট বা রিফান্ডের প্রতিটি পরিবর্তনে অ্যাপের জন্য একটি ঘটনা তৈরি হয়। অ্যাপের সেটিংসে ওয়েবহুক ঠিকানা দিন, তাহলে সে জানতে "
                + "পারবে।");
    public string NoAttemptsYet => Say("Not tried yet.", "এখনও চেষ্টা হয়নি।");

    public string NoCallbacks => Say("The gateway has not called yet", "গেটওয়ে এখনও কিছু জানায়নি");
    public string NoCallbacksNext => Say(
        "Every notice of the gateway, and every browser it sends back, is kept here as evidence, forged ones too.",
        "গেটওয়ের প্রতিটি বার্তা ও ফেরত পাঠানো ব্রাউজার এখানে প্রমাণ হিসেবে থাকে, জাল হলেও।");
    public string Outcome_ => Say("What came of it", "ফলাফল");
    public string Signature => Say("Signature", "স্বাক্ষর");
    public string SignatureGood => Say("The gateway’s", "গেটওয়ের");
    public string SignatureBad => Say("Not the gateway’s", "গেটওয়ের নয়");

    public string Of(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => Say("Waiting", "অপেক্ষায়"),
        DeliveryStatus.Delivered => Say("Delivered", "পৌঁছেছে"),
        DeliveryStatus.Retrying => Say("Trying again", "আবার চেষ্টা হচ্ছে"),
        DeliveryStatus.Parked => Say("Parked", "আটকে আছে"),
    };

    public string Of(CallbackOutcome outcome) => outcome switch
    {
        CallbackOutcome.Accepted => Say("Accepted", "গৃহীত"),
        CallbackOutcome.Duplicate => Say("Known already", "আগেই জানা"),
        CallbackOutcome.Forged => Say("Forged", "জাল"),
        CallbackOutcome.Unmatched => Say("Not ours", "আমাদের নয়"),
        CallbackOutcome.Mismatched => Say("Does not match", "মেলে না"),
        CallbackOutcome.Deferred => Say("To be asked again", "আবার জানতে হবে"),
        CallbackOutcome.Ignored => Say("Of no interest", "অপ্রাসঙ্গিক"),
    };
}
