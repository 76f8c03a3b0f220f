using System.ComponentModel;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>What was withheld of an invoice, in answers.</summary>
internal sealed record WithholdingDto(
    [property: Description("The number of the record.")] Id<InvoiceWithholding> Id,
    [property: Description("The number of the invoice.")] Id<Invoice> InvoiceId,
    [property: Description("What it was withheld for.")] WithholdingKind Kind,
    [property: Description("Minor units.")] long AmountMinor,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Of the certificate that proves it, such as a Mushak 6.6.")] string CertificateNumber,
    [property: Description("The day of the certificate.")] DateOnly Date,
    [property: Description("Who wrote it down: `application`, or `operator:7`.")] string CreatedBy,
    [property: Description("When it was written down, UTC.")] DateTimeOffset CreatedAt)
{
    [Description("For operators alone: the name of the operator who wrote it down; null when no operator did.")]
    public string? CreatedByName { get; init; }

    public static WithholdingDto From(InvoiceWithholding w, Currency currency) => new(
        w.Id, w.InvoiceId, w.Kind, w.AmountMinor, currency.Code, w.CertificateNumber, w.Date, w.CreatedBy, w.CreatedAt);
}

/// <summary>The body of <c>POST …/withholdings</c>.</summary>
internal sealed record WithholdingRequest(
    [property: Description("What the customer withheld it for.")] WithholdingKind Kind,
    [property: Description("Minor units; at most what is owed.")] long AmountMinor,
    [property: Description("Of the certificate that proves it, such as a Mushak 6.6. Counts once for one invoice and kind.")]
    string CertificateNumber,
    [property: Description("The day of the certificate, such as 2026-07-31; not in the future.")] DateOnly Date)
    : IRequest<WithholdingRequest>
{
    public static WithholdingRequest Read(JsonFields fields, FieldErrors errors) => new(
        fields.RequiredEnum<WithholdingKind>("kind"), fields.RequiredWholeNumber("amountMinor", 1, Money.MaxMinorUnits),
        fields.RequiredText("certificateNumber"), fields.OptionalDay("date", isRequired: true) ?? default);

    public void Check(FieldErrors errors)
    {
        errors.CheckRange("amountMinor", AmountMinor, 1, Money.MaxMinorUnits);
        errors.CheckFilled("certificateNumber", CertificateNumber, InvoiceWithholding.MaxCertificateLength);
    }
}

/// <summary>
/// Settles a part of an invoice without money, whoever writes it down: the customer withheld it at source and proves so. It joins the
/// caller's unit of work, and the caller saves.
/// </summary>
internal sealed class WithholdFromInvoice(OiPaymentsDb db, IIdSource ids, SettleInvoice settle, IBusinessClock clock)
{
    public async Task<Outcome<InvoiceWithholding>> RunAsync(
        InvoiceWithLines it, WithholdingRequest request, string createdBy, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        var (invoice, now, number) = (it.Invoice, clock.Now(it.Invoice.Scope), request.CertificateNumber.Trim());
        if (!invoice.Counts) return invoice.OnlyIssued("be withheld from");
        if (request.AmountMinor > invoice.DueMinor)
            return new Refusal(
                ErrorCode.AmountOutOfBounds,
                $"This invoice is owed {invoice.DueMinor} {invoice.Currency} minor units. Nothing was changed.");

        var today = TimeZones.DayOf(await db.ZoneOfAsync(invoice.ApplicationId, ct), now);
        if (request.Date > today) return FieldErrors.One("date", $"Is in the future: today is {today:O}.");
        if (await db.Of<InvoiceWithholding>(invoice.Scope).AnyAsync(
            w => w.InvoiceId == invoice.Id && w.Kind == request.Kind && w.CertificateNumber == number, ct))
            return new Refusal(
                ErrorCode.InvalidOperationState, "This certificate counts for this invoice already. Nothing was changed.");

        var withheld = new InvoiceWithholding
        {
            ApplicationId = invoice.ApplicationId,
            Id = await ids.NextAsync<InvoiceWithholding>(ct),
            InvoiceId = invoice.Id,
            Mode = invoice.Mode,
            Kind = request.Kind,
            AmountMinor = request.AmountMinor,
            CertificateNumber = number,
            Date = request.Date,
            CreatedBy = createdBy,
            CreatedAt = now,
        };
        db.Add(withheld);
        await settle.RunAsync(
            it,
            new(JournalKind.InvoiceWithholding, $"{invoice.Reference}:{withheld.Id}", WithheldMinor: withheld.AmountMinor), ct);
        return withheld;
    }
}
