using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>An application as it stands on the documents that it issues now.</summary>
/// <param name="Name">The application's; it stands where the template names no company.</param>
/// <param name="TimeZone">By its IANA name.</param>
/// <param name="Template">Null for an application that has set none.</param>
internal sealed record Issuer(string Name, string TimeZone, InvoiceTemplate? Template)
{
    /// <summary>Whose midnight begins a day of its invoices.</summary>
    public TimeZoneInfo Zone => ZoneNamed(TimeZone);

    public NumberPattern InvoiceNumbers => NumberPattern.Of(Template?.NumberPattern ?? NumberPattern.DefaultOfInvoices);

    public NumberPattern CreditNoteNumbers =>
        NumberPattern.Of(Template?.CreditNoteNumberPattern ?? NumberPattern.DefaultOfCreditNotes);

    /// <summary>How its documents look now. Names a company.</summary>
    public InvoiceTemplateDto Looks => InvoiceTemplateDto.From(Template).Naming(Name);

    /// <summary>A server that lost its time-zone data since counts days as nearly as it can.</summary>
    public static TimeZoneInfo ZoneNamed(string name) => TimeZones.TryFind(name, out var zone) ? zone : TimeZones.Default;
}

internal static class FindIssuer
{
    private static readonly Func<OiPaymentsDb, ApplicationId, CancellationToken, Task<Issuer>> FindAsync = OiPaymentsDb.Compile((
        db, application) =>
        db.Directory<Application>().AsNoTracking().Where(a => a.Id == application)
            .LeftJoin(
                db.Of<InvoiceTemplate>(application), a => a.Id, t => t.ApplicationId,
                (a, template) => new Issuer(a.Name, a.TimeZone, template))
            .Single());

    extension(OiPaymentsDb db)
    {
        public Task<Issuer> IssuerAsync(ApplicationId application, CancellationToken ct) => FindAsync(db, application, ct);
    }
}
