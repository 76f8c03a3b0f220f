using OiPayments.Applications;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.InvoicePages;

/// <summary>An invoice as its customer's page needs it.</summary>
/// <param name="It">Issued, and perhaps void since; never a draft.</param>
/// <param name="Looks">As they were at issue.</param>
/// <param name="IsClosed">Whether the application takes no payments at present.</param>
/// <param name="Link">The payment that the page was opened by; null when it was opened by the invoice's own reference.</param>
internal sealed record PayableInvoice(InvoiceWithLines It, InvoiceTemplateDto Looks, bool IsClosed, Payment? Link)
{
    public Invoice Invoice => It.Invoice;
}

/// <summary>
/// Finds an invoice by a public reference in a customer's hands: its own, or that of a payment which pays it. The reference is the whole
/// permission.
/// </summary>
internal sealed class FindPayableInvoice(OiPaymentsDb db)
{
    /// <summary>Null for a mistyped reference, which costs no query, for one nobody has, for a draft, for a payment of nothing.</summary>
    public async Task<PayableInvoice?> RunAsync(string text, CancellationToken ct)
    {
        Payment? link = null;
        Invoice? invoice = null;
        if (Reference.TryParse(text, Invoice.ReferencePrefix, out var own))
        {
            invoice = await db.Of<Invoice>(own.ApplicationId).SingleOrDefaultAsync(i => i.Reference == own.Text, ct);
        }
        else if (await LinkAsync(text, ct) is { InvoiceId: { } number } found)
        {
            var id = new Id<Invoice>(number);
            (link, invoice) = (found, await db.Of<Invoice>(found.Scope).SingleOrDefaultAsync(i => i.Id == id, ct));
        }

        if (invoice is not { Branding: { } branding }) return null;
        var status = await db.Directory<Application>().Where(a => a.Id == invoice.ApplicationId).Select(a => a.Status).SingleAsync(ct);
        return new(
            await db.WithLinesAsync(invoice, ct), InvoiceTemplateDto.Kept(branding), status is ApplicationStatus.Disabled, link);
    }

    /// <summary>The payment of this reference, whether it pays an invoice or not.</summary>
    public async Task<Payment?> LinkAsync(string text, CancellationToken ct) =>
        Reference.TryParse(text, Payment.ReferencePrefix, out var reference)
            ? await db.Of<Payment>(reference.ApplicationId).SingleOrDefaultAsync(p => p.Reference == reference.Text, ct)
            : null;
}
