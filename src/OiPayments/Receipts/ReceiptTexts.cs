using System.Globalization;
using OiPayments.Presentation;

namespace OiPayments.Receipts;

/// <summary>Every word of a receipt's page, in its language.</summary>
internal sealed class ReceiptTexts(PageLanguage language)
{
    public string NotFoundTitle => Say("No such receipt", "এমন কোনো রসিদ নেই");
    public string NotFoundMeaning => Say(
        "Check the link, or ask whoever you paid. Only a payment that is complete can have a receipt.",
        "লিংকটি মিলিয়ে দেখুন, অথবা যাঁকে পরিশোধ করেছেন তাঁর কাছে জেনে নিন। রসিদ থাকে কেবল সম্পন্ন পেমেন্টের।");

    public string Title => Say("Receipt", "রসিদ");
    public string Meaning(string sender) => Say($"{sender} received this payment.", $"{sender} এই পেমেন্ট পেয়েছে।");

    /// <summary>What was given back since; null when nothing was.</summary>
    public string? GivenBack(ReceiptView view) => view switch
    {
        { Refunded.IsPositive: false } => null,
        _ when view.Refunded == view.Amount => Say("All of it was refunded since.", "পরে পুরোটাই ফেরত দেওয়া হয়েছে।"),
        _ => Say($"{Of(view.Refunded)} of it was refunded since.", $"পরে এর {Of(view.Refunded)} ফেরত দেওয়া হয়েছে।"),
    };

    public string Refunded => Say("Refunded", "ফেরত");
    public string Invoice => Say("Invoice", "ইনভয়েস");
    public string Installment => Say("Instalment", "কিস্তি");
    public string GatewayReference => Say("Transaction", "লেনদেন নম্বর");
    public string Pdf => Say("Download as PDF", "PDF নামান");

    public string Of(Money amount) => AmountText.For(amount, language);

    public string NumberOf(int number) => BanglaDigits.In(language, number.ToString(CultureInfo.InvariantCulture));

    private string Say(string english, string bangla) => language is PageLanguage.Bangla ? bangla : english;
}
