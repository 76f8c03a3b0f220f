using System.Net.Http.Headers;
using System.Text.Json;

namespace OiPayments.Client;

/// <summary>Your invoices: drafts and their steps, what settles them, their documents.</summary>
public sealed class InvoicesClient
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ApiConnection api;

    internal InvoicesClient(ApiConnection api) => this.api = api;

    /// <summary>Makes an invoice, and issues it unless <see cref="NewInvoice.Issue"/> is false.</summary>
    /// <param name="invoice">What stands on it.</param>
    /// <param name="idempotencyKey">
    /// 1 to 255 visible ASCII characters, stored before you call: the same key makes one invoice however often it is sent.
    /// </param>
    /// <param name="ct">Gives up waiting; the invoice may be made all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Invoice> CreateAsync(NewInvoice invoice, string idempotencyKey, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return api.SendAsync(
            ApiRequest.Create("invoices", invoice, OiPaymentsJson.Default.NewInvoice, idempotencyKey), OiPaymentsJson.Default.Invoice, ct);
    }

    /// <summary>Reads an invoice.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Invoice> ReadAsync(RecordName invoice, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get(PathOf(invoice)), OiPaymentsJson.Default.Invoice, ct);

    /// <summary>All invoices that are meant, page by page as they are asked for.</summary>
    /// <param name="filter">Which; all when left out.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public IAsyncEnumerable<Invoice> ListAsync(InvoiceFilter? filter = null, CancellationToken ct = default) =>
        api.ListAsync("invoices", filter ?? new(), OiPaymentsJson.Default.IReadOnlyListInvoice, ct);

    /// <summary>One page of them, for a page of yours.</summary>
    /// <param name="filter">Which; all when left out.</param>
    /// <param name="cursor"><see cref="Page{T}.NextCursor"/> of the page before; null for the first.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Page<Invoice>> ReadPageAsync(InvoiceFilter? filter = null, string? cursor = null, CancellationToken ct = default) =>
        api.ReadPageAsync("invoices", filter ?? new(), cursor, OiPaymentsJson.Default.IReadOnlyListInvoice, ct);

    /// <summary>Changes a draft. An issued invoice never changes.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="change">What changes; everything else stays.</param>
    /// <param name="ifVersion">
    /// <see cref="Invoice.Version"/> as you read it: when it is not the newest any more, nothing is changed, and the exception names what
    /// somebody else changed. Left out, the change is made whatever the version is.
    /// </param>
    /// <param name="ct">Gives up waiting; the change may be made all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Invoice> ChangeAsync(RecordName invoice, InvoiceChange change, int? ifVersion = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return api.SendAsync(
            ApiRequest.Once(HttpMethod.Patch, PathOf(invoice), change, OiPaymentsJson.Default.InvoiceChange, ifVersion),
            OiPaymentsJson.Default.Invoice, ct);
    }

    /// <summary>Deletes a draft, and answers it as it was. What has a number stays for ever.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting; it may be deleted all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Invoice> DeleteAsync(RecordName invoice, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Once(HttpMethod.Delete, PathOf(invoice)), OiPaymentsJson.Default.Invoice, ct);

    /// <summary>Issues a draft: it gets the next number of its series, and never changes again.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting; it may be issued all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Invoice> IssueAsync(RecordName invoice, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Once(HttpMethod.Post, $"{PathOf(invoice)}/issue"), OiPaymentsJson.Default.Invoice, ct);

    /// <summary>Makes an invoice void, of which nothing is paid. Its number is not given again.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting; it may be made void all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Invoice> VoidAsync(RecordName invoice, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Once(HttpMethod.Post, $"{PathOf(invoice)}/void"), OiPaymentsJson.Default.Invoice, ct);

    /// <summary>
    /// Makes a link for a certain amount. <see cref="Invoice.PayableUrl"/> always offers what is owed; mostly it is all you need.
    /// </summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="link">A part or an instalment; all that is owed when left out.</param>
    /// <param name="ct">Gives up waiting; the link may be made all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<PayableLink> CreateLinkAsync(RecordName invoice, NewPayableLink? link = null, CancellationToken ct = default) =>
        api.SendAsync(
            ApiRequest.Once(HttpMethod.Post, $"{PathOf(invoice)}/payable-link", link ?? new(), OiPaymentsJson.Default.NewPayableLink),
            OiPaymentsJson.Default.PayableLink, ct);

    /// <summary>What the customer may know of an invoice, for those who build their own page.</summary>
    /// <param name="reference">The invoice's own, or that of a link.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<PayableInvoice> ReadPayableAsync(string reference, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"pay/{RecordName.FromString(reference).InPath()}"), OiPaymentsJson.Default.PayableInvoice, ct);

    /// <summary>The invoice as a PDF. Once issued, it always looks as it did at issue; its status and what is due are of now.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="language">The template's when left out.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<byte[]> ReadPdfAsync(RecordName invoice, DocumentLanguage? language = null, CancellationToken ct = default) =>
        api.DownloadAsync($"{PathOf(invoice)}/pdf{DocumentPath.Query(language)}", ct);

    /// <summary>The mails about an invoice, the newest first, at most the last 100.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<IReadOnlyList<InvoiceMail>> ListMailsAsync(RecordName invoice, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"{PathOf(invoice)}/mails"), OiPaymentsJson.Default.IReadOnlyListInvoiceMail, ct);

    /// <summary>Takes back a part of an invoice, or all of it. What was paid beyond that is to be refunded.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="note">What is taken back, and why.</param>
    /// <param name="idempotencyKey">
    /// 1 to 255 visible ASCII characters, stored before you call: the same key makes one note however often it is sent.
    /// </param>
    /// <param name="ct">Gives up waiting; the note may be made all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<CreditNote> CreateCreditNoteAsync(
        RecordName invoice, NewCreditNote note, string idempotencyKey, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        return api.SendAsync(
            ApiRequest.Create($"{PathOf(invoice)}/credit-notes", note, OiPaymentsJson.Default.NewCreditNote, idempotencyKey),
            OiPaymentsJson.Default.CreditNote, ct);
    }

    /// <summary>The credit notes of an invoice.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<IReadOnlyList<CreditNote>> ListCreditNotesAsync(RecordName invoice, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"{PathOf(invoice)}/credit-notes"), OiPaymentsJson.Default.IReadOnlyListCreditNote, ct);

    /// <summary>Reads a credit note.</summary>
    /// <param name="note">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<CreditNote> ReadCreditNoteAsync(RecordName note, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"credit-notes/{note.InPath()}"), OiPaymentsJson.Default.CreditNote, ct);

    /// <summary>A credit note as a PDF.</summary>
    /// <param name="note">Its id, or its reference.</param>
    /// <param name="language">The template's when left out.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<byte[]> ReadCreditNotePdfAsync(RecordName note, DocumentLanguage? language = null, CancellationToken ct = default) =>
        api.DownloadAsync($"credit-notes/{note.InPath()}/pdf{DocumentPath.Query(language)}", ct);

    /// <summary>Writes down what a customer withheld at source: closes a part of the balance without money.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="withholding">How much, and the certificate that proves it.</param>
    /// <param name="idempotencyKey">
    /// 1 to 255 visible ASCII characters, stored before you call: the same key writes it down once however often it is sent.
    /// </param>
    /// <param name="ct">Gives up waiting; it may be written down all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Withholding> CreateWithholdingAsync(
        RecordName invoice, NewWithholding withholding, string idempotencyKey, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(withholding);
        return api.SendAsync(
            ApiRequest.Create($"{PathOf(invoice)}/withholdings", withholding, OiPaymentsJson.Default.NewWithholding, idempotencyKey),
            OiPaymentsJson.Default.Withholding, ct);
    }

    /// <summary>What was withheld of an invoice.</summary>
    /// <param name="invoice">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<IReadOnlyList<Withholding>> ListWithholdingsAsync(RecordName invoice, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"{PathOf(invoice)}/withholdings"), OiPaymentsJson.Default.IReadOnlyListWithholding, ct);

    /// <summary>How your next invoices look and are numbered.</summary>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<InvoiceTemplate> ReadTemplateAsync(CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get("invoices/template"), OiPaymentsJson.Default.InvoiceTemplate, ct);

    /// <summary>
    /// Replaces the whole template: what is null is cleared. Change a copy of <see cref="InvoiceTemplate.ToSettings"/> to change a part.
    /// </summary>
    /// <param name="settings">All of it.</param>
    /// <param name="ifVersion"><see cref="InvoiceTemplate.Version"/> as you read it; left out, it is set whatever the version is.</param>
    /// <param name="ct">Gives up waiting; it may be set all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<InvoiceTemplate> SetTemplateAsync(
        InvoiceTemplateSettings settings, int? ifVersion = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(settings);

        // With a version a second try would find its own work, and be refused.
        var type = OiPaymentsJson.Default.InvoiceTemplateSettings;
        return api.SendAsync(
            ifVersion is null
                ? ApiRequest.Put("invoices/template", JsonSerializer.SerializeToUtf8Bytes(settings, type), Json)
                : ApiRequest.Once(HttpMethod.Put, "invoices/template", settings, type, ifVersion),
            OiPaymentsJson.Default.InvoiceTemplate, ct);
    }

    /// <summary>Puts a logo on your next invoices.</summary>
    /// <param name="picture">A PNG or a JPEG of at most 1 MB.</param>
    /// <param name="mediaType"><c>image/png</c> or <c>image/jpeg</c>.</param>
    /// <param name="ct">Gives up waiting; it may be put there all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<InvoiceTemplate> SetLogoAsync(ReadOnlyMemory<byte> picture, string mediaType, CancellationToken ct = default) =>
        api.SendAsync(
            ApiRequest.Put("invoices/template/logo", picture.ToArray(), new(mediaType)), OiPaymentsJson.Default.InvoiceTemplate, ct);

    /// <summary>Takes the logo off your next invoices.</summary>
    /// <param name="ct">Gives up waiting; it may be taken off all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<InvoiceTemplate> RemoveLogoAsync(CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Remove("invoices/template/logo"), OiPaymentsJson.Default.InvoiceTemplate, ct);

    private static string PathOf(RecordName invoice) => $"invoices/{invoice.InPath()}";
}
