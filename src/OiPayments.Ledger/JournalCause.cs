namespace OiPayments.Ledger;

/// <summary>
/// The business event that a journal is booked for: the reference of what moved the money, and a word for each kind. The books take each
/// cause once, ever, so a kind that must not happen beside another has the same word.
/// </summary>
public static class JournalCause
{
    /// <param name="kind">Why money is moved.</param>
    /// <param name="subject">A payment's, a refund's or an invoice's reference, or an attempt's transaction id.</param>
    public static string Of(JournalKind kind, string subject) => subject + SuffixOf(kind);

    /// <summary>What stands after the subject: <c>:capture</c>.</summary>
    public static string SuffixOf(JournalKind kind) => kind switch
    {
        JournalKind.Capture => ":capture",
        JournalKind.GatewayFee => ":fee",
        JournalKind.Surplus => ":surplus",
        JournalKind.Hold => ":held",

        // The capture's own: whatever happens at once, a payment brings its application its amount one time.
        JournalKind.Release => ":capture",
        JournalKind.RefundStart => ":start",
        JournalKind.RefundSuccess => ":success",
        JournalKind.RefundFailure => ":failure",
        JournalKind.RefundContradiction => ":contradiction",
        JournalKind.InvoiceIssue => ":issue",
        JournalKind.InvoiceVoid => ":void",
        JournalKind.InvoicePayment => ":invoice",
        JournalKind.InvoiceRefund => ":invoice",
        JournalKind.InvoiceRefundUndone => ":invoice-undone",
        JournalKind.InvoiceWithholding => ":withheld",
        JournalKind.InvoiceCredit => ":credit",
        JournalKind.Settlement => ":settlement",
        JournalKind.FeeCorrection => ":fee-correction",
        JournalKind.BankArrival => ":bank",
        JournalKind.BankReturn => ":bank-return",
        JournalKind.Manual => ":manual",
    };
}
