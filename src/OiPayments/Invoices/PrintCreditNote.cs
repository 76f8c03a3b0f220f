using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary>
/// Draws a credit note, the same one for ever: the note, what stands in the invoice that it takes back from, the template as it was then
/// and the logo that this names never change.
/// </summary>
internal sealed class PrintCreditNote(OiPaymentsDb db, DrawDocuments draw)
{
    /// <param name="note">Which.</param>
    /// <param name="request">How.</param>
    /// <param name="withCustomer">Whether the reader may know who the customer is.</param>
    /// <param name="ct">Ends the wait for others' documents.</param>
    public async Task<Outcome<PdfDownload>> PrintAsync(CreditNote note, PdfRequest request, bool withCustomer, CancellationToken ct)
    {
        var template = InvoiceTemplateDto.Kept(note.Branding);
        var invoice = await db.Of<Invoice>(note.Scope).AsNoTracking().SingleAsync(i => i.Id == note.InvoiceId, ct);
        var document = new CreditNoteDocument(note, invoice, template)
        {
            Logo = await db.LogoOfAsync(note.ApplicationId, template, ct),
            WithCustomer = withCustomer,
            Language = template.LanguageOr(request.Language),
        };
        return (await draw.DrawAsync(document.Write(), ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named(note.Number, pdf);
    }
}
