using OiPayments.Presentation;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    /// <summary>
    /// Why something was not done. The service writes its reasons in English; who reads Bangla is told in Bangla what kind of reason it is
    /// and what to do, and the service's own words after it.
    /// </summary>
    public string Of(Refusal refusal) => refusal.Code switch
    {
        ErrorCode.InvalidCredentials =>
            Say("That is not right. Check what you typed and try again.", "তথ্য সঠিক নয়। যা লিখেছেন দেখে আবার চেষ্টা করুন।"),
        ErrorCode.AccountLocked =>
            Say("Too many wrong attempts. Wait a few minutes, then try again.", "অনেকবার ভুল হয়েছে। কয়েক মিনিট পরে আবার চেষ্টা করুন।"),
        ErrorCode.RateLimited => Say(
            "Too many attempts from here. Wait a minute, then try again.",
            "এখান থেকে অনেকবার চেষ্টা হয়েছে। এক মিনিট পরে আবার চেষ্টা করুন।"),
        ErrorCode.ResourceNotFound => Say(refusal.Message, "আপনার আওতায় এমন কিছু নেই।"),
        ErrorCode.SessionExpired or ErrorCode.Unauthorized or ErrorCode.TokenExpired =>
            Say(refusal.Message, "আপনার সেশন শেষ হয়েছে; আবার সাইন ইন করুন।"),
        ErrorCode.ReauthRequired => Say(refusal.Message, "এর জন্য আবার পাসওয়ার্ড বা পাসকি লাগবে। কিছু বদলায়নি।"),
        ErrorCode.Forbidden => WithDetail(refusal, "এটি করার অনুমতি আপনার নেই। কিছু বদলায়নি।"),
        ErrorCode.ValidationError => WithDetail(refusal, "কিছু তথ্য ঠিক নেই। কিছু বদলায়নি।"),
        ErrorCode.ResourceAlreadyExists => WithDetail(refusal, "এই নামে আগেই একটি আছে; অন্য নাম দিন।"),
        ErrorCode.InvalidOperationState =>
            WithDetail(refusal, "এখনকার অবস্থায় এটি করা যায় না, অথবা অন্য কেউ এর মধ্যে বদলেছেন। আবার দেখে নিন।"),
        ErrorCode.RefundExceedsBalance => WithDetail(refusal, "এত টাকা ফেরত দেওয়ার মতো বাকি নেই। কিছু করা হয়নি।"),
        ErrorCode.AmountOutOfBounds => WithDetail(refusal, "পরিমাণটি অনুমোদিত সীমার বাইরে। কিছু করা হয়নি।"),
        ErrorCode.GatewayUnavailable => WithDetail(refusal, "গেটওয়ে সাড়া দেয়নি। কিছু হারায়নি; একটু পরে আবার চেষ্টা করুন।"),
        _ => WithDetail(refusal, "এটি করা গেল না।"),
    };

    /// <summary>What came back in place of a value: the reason, or the number of a fault of ours.</summary>
    public string Problem(Refusal? refusal, string? trace) => refusal is null ? Broken(trace ?? "") : Of(refusal);

    /// <summary>What is wrong with a field, in the language of the pages.</summary>
    public string FieldProblem(string message) =>
        Language is PageLanguage.Bangla ? FieldTexts.InBangla(message) ?? message : message;

    /// <summary>The same refusal, whose fields are complained of in the language of the pages.</summary>
    public Refusal WithFields(Refusal refusal) => refusal.Fields is not { } fields ? refusal : refusal with
    {
        Fields = fields.ToDictionary(field => field.Key, field => FieldProblem(field.Value), StringComparer.Ordinal),
    };

    /// <summary>Why an application's server did not take an event.</summary>
    public string DeliveryError(string error) => Language is not PageLanguage.Bangla ? error : error switch
    {
        _ when error.StartsWith("The receiver answered ", StringComparison.Ordinal) =>
            $"গ্রাহক-প্রোগ্রাম {BanglaDigitsOf(error)} উত্তর দিয়েছে।",
        _ when error.StartsWith("No answer within ", StringComparison.Ordinal) => $"{BanglaDigitsOf(error)} সেকেন্ডে কোনো উত্তর আসেনি।",
        _ when error.StartsWith("Refused to connect", StringComparison.Ordinal) =>
            "ঠিকানাটি উন্মুক্ত ইন্টারনেটের নয়, তাই কিছু পাঠানো হয়নি।",
        _ when error.StartsWith("Could not connect", StringComparison.Ordinal) => "গ্রাহক-প্রোগ্রামের সঙ্গে সংযোগ করা যায়নি।",
        _ when error.StartsWith("Could not send", StringComparison.Ordinal) => "গ্রাহক-প্রোগ্রামকে পাঠানো যায়নি।",
        _ => $"পাঠানো যায়নি ({error})",
    };

    private string BanglaDigitsOf(string text) => BanglaDigits.In(Language, new([.. text.Where(char.IsAsciiDigit)]));

    private string WithDetail(Refusal refusal, string bangla) => Say(refusal.Message, $"{bangla} ({refusal.Message})");
}
