namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string PaymentsToday => Say("Payments today", "আজকের পেমেন্ট");
    public string SucceededToday => Say("Succeeded today", "আজ সফল");
    public string SuccessRate => Say("Success rate", "সাফল্যের হার");
    public string LastWeekday(string figure) => Say($"{figure} a week ago by this time", $"এক সপ্তাহ আগে এ সময়ে {figure}");
    public string NeedsAPerson => Say("Needs a person", "কারও দেখা দরকার");
    public string NothingNeedsAPerson => Say("Nothing does at the moment", "এখন কিছু নেই");
    public string RefundsWaiting => Say("refunds wait for approval", "রিফান্ড অনুমোদনের অপেক্ষায়");
    public string PaymentsHeld => Say("payments with money held", "পেমেন্টের টাকা আটকানো");
    public string PaymentsSuspended => Say("payments with money in suspense", "পেমেন্টের টাকা স্থগিত");
    public string WebhooksParkedWord => Say("webhooks are parked", "ওয়েবহুক আটকে আছে");
}
