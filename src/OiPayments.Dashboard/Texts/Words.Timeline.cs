using System.Diagnostics;
using OiPayments.Cases;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Presentation;
using OiPayments.Refunds;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    /// <summary>
    /// A step of a payment's story: in English as the API tells it, and the same in Bangla. What others wrote stays in their words.
    /// </summary>
    public string Tell(Happening step) =>
        step.Fact is not { } fact ? step.Text : Language is PageLanguage.Bangla ? InBangla(fact) : CaseText.Of(fact, Amount);

    private string InBangla(CaseFact fact) => fact switch
    {
        CaseFact.Created it => $"{it.Application} {it.Customer}-এর কাছে {Amount(it.Amount)} চেয়েছে।",
        CaseFact.NoStore { IsStill: true } it =>
            $"কেউ এটি পরিশোধ করতে পারবে না: টাকা নেওয়ার মতো কোনো {WireNames<Mode>.Of(it.Mode)} স্টোর নেই; একজন অপারেটরকে তা "
                + "নির্ধারণ করতে হবে।",
        CaseFact.NoStore it =>
            $"চাওয়ার সময় কেউ এটি পরিশোধ করতে পারত না: টাকা নেওয়ার মতো কোনো {WireNames<Mode>.Of(it.Mode)} স্টোর ছিল না।",
        CaseFact.Started { AgainUnderAPaidTransaction: true } => "আগেই পরিশোধিত একটি লেনদেনে গেটওয়ে আবার টাকা নিয়েছে।",
        CaseFact.Started { Status: AttemptStatus.Refused } => "গ্রাহক পরিশোধ করতে চেয়েছেন।",
        CaseFact.Started => "গ্রাহককে পরিশোধের জন্য গেটওয়েতে পাঠানো হয়েছে।",
        CaseFact.EndedWithout it => EndedInBangla(it),
        CaseFact.Received it => ReceivedInBangla(it),
        CaseFact.Released => "একজন অপারেটর আটকানো টাকা ছেড়েছেন: পেমেন্টটি পরিশোধিত।",
        CaseFact.CameBack it => CameBackInBangla(it),
        CaseFact.Booked it => $"{Of(it.Kind)} হিসাবে লেখা হয়েছে: "
            + string.Join(", ", it.Transfers.Select(t => $"{Of(t.Credit)} থেকে {Of(t.Debit)}-এ {Amount(t.AmountMinor, t.Currency)}")) + "।",
        CaseFact.Requested it =>
            $"{By(it.By)} {Amount(it.Amount)} ফেরত চেয়েছেন{Because(it.Reason)}{(it.NeedsApproval ? "; অনুমোদনের অপেক্ষায় ছিল" : "")}।",
        CaseFact.OnItsWay { ApprovedBy: { } by } it =>
            $"{By(by)}{(it.SecondApprovedBy is { } second ? $" ও {By(second)}" : "")} সম্মতি দিয়েছেন: {Amount(it.Amount)} ফেরতের জন্য "
                + "গেটওয়েতে যাচ্ছে।",
        CaseFact.OnItsWay it => $"{Amount(it.Amount)} ফেরতের জন্য গেটওয়েতে যাচ্ছে।",
        CaseFact.Ended { Status: RefundStatus.Succeeded } it => $"গেটওয়ে {Amount(it.Amount)} ফেরত দিয়েছে।",
        CaseFact.Ended { Status: RefundStatus.Rejected } it =>
            $"{Amount(it.Amount)} ফেরত {(it.RejectedBy is { } who ? $"{By(who)} " : "")}প্রত্যাখ্যান করেছেন{Because(it.Message)}।",
        CaseFact.Ended it => $"{Amount(it.Amount)} ফেরত হয়নি{Because(it.Message)}।",
        CaseFact.Resolved { Status: RefundStatus.Succeeded } it =>
            $"{Both(it)} গেটওয়েতে দেখে জানিয়েছেন যে {Amount(it.Amount)} ফেরত হয়েছে{Because(it.Note)}।",
        CaseFact.Resolved it => $"{Both(it)} গেটওয়েতে দেখে জানিয়েছেন যে {Amount(it.Amount)} ফেরত হয়নি{Because(it.Note)}।",
        CaseFact.Contradicted { Status: RefundStatus.Succeeded, Uncovered.IsPositive: true } it =>
            $"গেটওয়ে বলছে {Amount(it.Amount)} আসলে ফেরত দেওয়া হয়েছে। এর {Amount(it.Uncovered)} দুবার গেছে; হিসাবে এখন তা-ই লেখা।",
        CaseFact.Contradicted { Status: RefundStatus.Succeeded } it =>
            $"গেটওয়ে বলছে {Amount(it.Amount)} আসলে ফেরত দেওয়া হয়েছে; হিসাবে এখন তা-ই লেখা।",
        CaseFact.Contradicted it =>
            $"গেটওয়ে বলছে {Amount(it.Amount)} আসলে ফেরত দেওয়া হয়নি; হিসাবে এখন তা-ই লেখা, আবার ফেরত দেওয়া যাবে।",
        CaseFact.Told it => ToldInBangla(it.Type),
        CaseFact.Delivered { Error: null, ResponseStatus: { } status } it => $"অ্যাপের সার্ভার {it.Type} নিয়েছে: উত্তর {Digits(status)}।",
        CaseFact.Delivered { ResponseStatus: { } status } it => $"অ্যাপের সার্ভার {it.Type} নেয়নি: উত্তর {Digits(status)}।",
        CaseFact.Delivered it =>
            $"অ্যাপের সার্ভারকে {it.Type} জানানো যায়নি{(it.Error is { } error ? $": {DeliveryError(error).TrimEnd('।')}" : "")}।",
        _ => throw new UnreachableException($"Nobody can tell of {fact}."),
    };

    private string Both(CaseFact.Resolved it) => it.ConfirmedBy is { } second ? $"{By(it.By)} ও {By(second)}" : By(it.By);

    private static string EndedInBangla(CaseFact.EndedWithout it) => it.Status switch
    {
        AttemptStatus.Refused when it.Reason == PaymentAttempt.NoStore =>
            "পেমেন্ট শুরু করা যায়নি: এই মোডের জন্য কোনো স্টোর দেওয়া নেই, একজন অপারেটরকে দিতে হবে।",
        AttemptStatus.Refused when it.Reason == PaymentAttempt.NoGateway =>
            "পেমেন্ট শুরু করা যায়নি: এই পেমেন্টের গেটওয়ে এখানে আর চালু নেই, একজন অপারেটরকে আবার চালু করতে হবে।",
        AttemptStatus.Refused when it.Reason == PaymentAttempt.StoreNotLetIn =>
            "পেমেন্ট শুরু করা যায়নি: গেটওয়ে আমাদের স্টোরটি মানছে না, একজন অপারেটরকে সেটিংস দেখতে হবে।",
        AttemptStatus.Refused => $"গেটওয়ে তার পাতা খোলেনি{Because(it.Reason)}।",
        AttemptStatus.Cancelled => "গ্রাহক গেটওয়েতে বাতিল করেছেন।",
        AttemptStatus.Unattempted => "গ্রাহক পরিশোধ না করে গেটওয়ের পাতা ছেড়ে গেছেন।",
        AttemptStatus.Expired => "গ্রাহক পরিশোধ করার আগেই গেটওয়ের পাতার সময় শেষ হয়েছে।",
        _ => $"পরিশোধ হয়নি{Because(it.Reason)}।",
    };

    private string ReceivedInBangla(CaseFact.Received it)
    {
        var took = $"গেটওয়ে {(it.Channel is { } channel ? $"{channel} দিয়ে " : "")}{Amount(it.Took)} নিয়েছে";
        return it.Status switch
        {
            AttemptStatus.Surplus => $"{took}, যদিও পেমেন্টটি আগেই পরিশোধিত: টাকা স্থগিত আছে।",
            AttemptStatus.Mismatched => $"{took}, চাওয়া হয়েছিল {Amount(it.Asked)}: টাকা স্থগিত আছে।",
            _ when it.WasHeld => $"{took} এবং ঝুঁকিপূর্ণ বলছে: টাকা একজন অপারেটরের অপেক্ষায়।",
            _ => $"{took}: পেমেন্টটি পরিশোধিত।",
        };
    }

    private static string CameBackInBangla(CaseFact.CameBack it)
    {
        var what = it.Kind switch
        {
            CallbackKind.Ipn => "গেটওয়ে একটি বার্তা পাঠিয়েছে",
            CallbackKind.Success => "গ্রাহক পরিশোধ করে গেটওয়ে থেকে ফিরেছেন",
            CallbackKind.Fail => "গ্রাহক ব্যর্থ হয়ে গেটওয়ে থেকে ফিরেছেন",
            CallbackKind.Cancel => "গ্রাহক বাতিল করে গেটওয়ে থেকে ফিরেছেন",
        };
        var meant = it.Outcome switch
        {
            CallbackOutcome.Accepted => "সে অনুযায়ী কাজ হয়েছে",
            CallbackOutcome.Duplicate => "যা আগেই জানা ছিল",
            CallbackOutcome.Forged => "স্বাক্ষর ভুল: কিছু সরেনি",
            CallbackOutcome.Unmatched => "লেনদেনটি আমাদের নয়",
            CallbackOutcome.Mismatched => "গেটওয়ের উত্তর যা চাওয়া হয়েছিল তার সঙ্গে মেলে না",
            CallbackOutcome.Deferred => "গেটওয়ে সঙ্গে সঙ্গে নিশ্চিত করতে পারেনি, তাই আবার জিজ্ঞেস করা হচ্ছে",
            CallbackOutcome.Ignored => "এর কোনো প্রভাব নেই",
        };

        // The service's notes are in English, and say no more than this.
        return $"{what}, {meant}।";
    }

    private static string ToldInBangla(string type) => type switch
    {
        "payment.succeeded" => "অ্যাপকে জানানো হচ্ছে যে পেমেন্ট সফল।",
        "payment.failed" => "পেমেন্ট ব্যর্থ; অ্যাপকে জানানো হচ্ছে।",
        "payment.expired" => "পেমেন্টের মেয়াদ শেষ; অ্যাপকে জানানো হচ্ছে।",
        "payment.cancelled" => "গ্রাহক পেমেন্ট বাতিল করেছেন; অ্যাপকে জানানো হচ্ছে।",
        "payment.held" => "অ্যাপকে জানানো হচ্ছে যে টাকা আটকানো আছে।",
        "refund.succeeded" => "অ্যাপকে জানানো হচ্ছে যে ফেরত সফল।",
        "refund.failed" => "অ্যাপকে জানানো হচ্ছে যে ফেরত ব্যর্থ।",
        _ => $"অ্যাপকে জানানো হচ্ছে: {type}।",
    };

    public string Of(JournalKind kind) => kind switch
    {
        JournalKind.Capture => Say("Capture", "প্রাপ্তি"),
        JournalKind.GatewayFee => Say("Gateway fee", "গেটওয়ে ফি"),
        JournalKind.Surplus => Say("Surplus", "অতিরিক্ত"),
        JournalKind.Hold => Say("Hold", "আটকানো"),
        JournalKind.Release => Say("Release", "ছাড়া"),
        JournalKind.RefundStart => Say("Refund on its way", "ফেরত শুরু"),
        JournalKind.RefundSuccess => Say("Refund given back", "ফেরত সম্পন্ন"),
        JournalKind.RefundFailure => Say("Refund failed", "ফেরত ব্যর্থ"),
        JournalKind.RefundContradiction => Say("Refund, as the gateway says", "ফেরত, গেটওয়ের কথা অনুযায়ী"),
        JournalKind.InvoiceIssue => Say("Invoice issued", "ইনভয়েস ইস্যু"),
        JournalKind.InvoiceVoid => Say("Invoice made void", "ইনভয়েস অকার্যকর"),
        JournalKind.InvoicePayment => Say("Payment of an invoice", "ইনভয়েসের পেমেন্ট"),
        JournalKind.InvoiceRefund => Say("Invoice owed again after a refund", "ফেরতের পর ইনভয়েস আবার বকেয়া"),
        JournalKind.InvoiceRefundUndone => Say("Refund not given back: invoice settled again", "ফেরত হয়নি: ইনভয়েস আবার পরিশোধিত"),
        JournalKind.InvoiceWithholding => Say("Withheld from an invoice", "ইনভয়েস থেকে উৎসে কর্তন"),
        JournalKind.InvoiceCredit => Say("Credit note", "ক্রেডিট নোট"),
        JournalKind.Settlement => Say("Settlement", "নিষ্পত্তি"),
        JournalKind.FeeCorrection => Say("Fee correction", "ফি সংশোধন"),
        JournalKind.BankArrival => Say("Arrived at the bank", "ব্যাংকে পৌঁছেছে"),
        JournalKind.BankReturn => Say("Returned by the bank", "ব্যাংক ফেরত পাঠিয়েছে"),
        JournalKind.Manual => Say("Manual journal", "হাতে লেখা জাবেদা"),
    };

    // A status of HTTP is a name, and has no groups.
    private string Digits(int number) => BanglaDigits.In(Language, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason.TrimEnd('.', ' ')}";
}
