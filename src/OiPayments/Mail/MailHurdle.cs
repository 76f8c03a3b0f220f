using OiPayments.Invoices;

namespace OiPayments.Mail;

/// <summary>Why an operator cannot send a mail about an invoice now.</summary>
internal enum MailHurdle
{
    /// <summary>The service has no mail server.</summary>
    NoServer,

    /// <summary>It is a draft, or void.</summary>
    NotIssued,

    /// <summary>It names no address of its customer.</summary>
    NoAddress,

    /// <summary>There is nothing to remind of.</summary>
    NothingOwed,
}

internal static class MailHurdles
{
    /// <summary>Null where nothing is in the way.</summary>
    public static MailHurdle? HurdleOf(this MailOptions options, Invoice invoice, MailKind kind) => invoice switch
    {
        _ when !options.IsOn => MailHurdle.NoServer,
        { Counts: false } => MailHurdle.NotIssued,
        { CustomerEmail: null } => MailHurdle.NoAddress,
        { DueMinor: 0 } when kind is MailKind.Reminder => MailHurdle.NothingOwed,
        _ => null,
    };
}
