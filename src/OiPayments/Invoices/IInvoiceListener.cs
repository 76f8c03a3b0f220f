namespace OiPayments.Invoices;

/// <summary>
/// A feature that acts when an invoice is issued. What it stages is saved with the invoice, or not at all; it asks nobody outside the
/// database, and it is asked before the invoice's number is taken, behind which nothing may wait.
/// </summary>
internal interface IInvoiceListener
{
    /// <param name="invoice">Issued in this unit of work, without its number yet.</param>
    /// <param name="ct">Ends the unit of work.</param>
    Task HearIssuedAsync(Invoice invoice, CancellationToken ct);
}
