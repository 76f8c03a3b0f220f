using System.ComponentModel;
using System.Text.RegularExpressions;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Documents;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>PUT /invoices/template</c> sets how an application's next invoices look and are numbered.</summary>
internal sealed partial class SetTemplate(UnitOfWork unit, WriteTemplate write)
{
    /// <summary>The body of <c>PUT /invoices/template</c>.</summary>
    public sealed partial record Request(
        [property: Description("Of the logo, https: a PNG or JPEG of at most 1 MB. It is fetched now, and kept.")] Uri? LogoUrl,
        [property: Description("Who sends the invoices; at most 200 characters.")] string? CompanyName,
        [property: Description("Where they are; at most 1000 characters.")] string? CompanyAddress,
        [property: Description("How to reach them; at most 1000 characters.")] string? ContactDetails,
        [property: Description("Stands at the foot of each page; at most 300 characters.")] string? FooterNote,
        [property: Description("As #rrggbb.")] string? AccentColor,
        [property: Description("The language of everything on a document that is not data; EN when left out.")] InvoiceLanguage? Language,
        [property: Description("MUSHAK63 for the tax invoice of Bangladesh's VAT rules, which needs bin, officerName and officerPosition; "
            + "PLAIN when left out.")]
        InvoiceLayout? Layout,
        [property: Description("The company's business identification number: 9 or 13 digits.")] string? Bin,
        [property: Description("Who answers for a tax invoice; at most 200 characters.")] string? OfficerName,
        [property: Description("What they are in the company; at most 200 characters.")] string? OfficerPosition,
        [property: Description("Such as INV-{yyyy}-{seq:6}, which it is when left out. {fy} is Bangladesh's fiscal year, such as 2026-27. "
            + "When what stands around {seq} changes, the numbers begin at 1 again.")]
        string? NumberPattern,
        [property: Description("As numberPattern, for credit notes: CN-{yyyy}-{seq:6} when left out. No number of one may be a number of "
            + "the other.")]
        string? CreditNoteNumberPattern) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.OptionalAddress("logoUrl"), fields.OptionalText("companyName"), fields.OptionalText("companyAddress"),
            fields.OptionalText("contactDetails"), fields.OptionalText("footerNote"), fields.OptionalText("accentColor"),
            fields.OptionalEnum<InvoiceLanguage>("language"), fields.OptionalEnum<InvoiceLayout>("layout"), fields.OptionalText("bin"),
            fields.OptionalText("officerName"), fields.OptionalText("officerPosition"), fields.OptionalText("numberPattern"),
            fields.OptionalText("creditNoteNumberPattern"));

        public void Check(FieldErrors errors)
        {
            errors.CheckWebAddress("logoUrl", LogoUrl, InvoiceTemplate.MaxUrlLength);
            errors.CheckText("companyName", CompanyName, InvoiceTemplate.MaxNameLength);
            errors.CheckText("companyAddress", CompanyAddress, InvoiceTemplate.MaxTextLength);
            errors.CheckText("contactDetails", ContactDetails, InvoiceTemplate.MaxTextLength);
            errors.CheckText("footerNote", FooterNote, DocumentRules.MaxFooterNote);
            if (AccentColor is not null && !Colour().IsMatch(AccentColor)) errors.Add("accentColor", "Must be a colour such as #0a7d4f.");
            errors.CheckBin("bin", Bin);
            errors.CheckText("officerName", OfficerName, InvoiceTemplate.MaxNameLength);
            errors.CheckText("officerPosition", OfficerPosition, InvoiceTemplate.MaxNameLength);
            if (Layout is InvoiceLayout.Mushak63) CheckTaxInvoice(errors);
            CheckPatterns(errors);
        }

        private void CheckTaxInvoice(FieldErrors errors)
        {
            foreach (var (name, text) in new[] { ("bin", Bin), ("officerName", OfficerName), ("officerPosition", OfficerPosition) })
                if (string.IsNullOrWhiteSpace(text)) errors.Add(name, "Is needed for the layout MUSHAK63.");
        }

        private void CheckPatterns(FieldErrors errors)
        {
            var areRead = Invoices.NumberPattern.TryParse(
                NumberPattern ?? Invoices.NumberPattern.DefaultOfInvoices, out var ofInvoices, out var why);
            if (!areRead) errors.Add("numberPattern", why);
            if (!Invoices.NumberPattern.TryParse(
                    CreditNoteNumberPattern ?? Invoices.NumberPattern.DefaultOfCreditNotes, out var ofCreditNotes, out why))
                errors.Add("creditNoteNumberPattern", why);
            else if (areRead && ofCreditNotes.MeetsSeriesOf(ofInvoices))
                errors.Add("creditNoteNumberPattern", "Must differ from numberPattern in what stands around {seq}, at any time.");
        }

        [GeneratedRegex("^#[0-9a-fA-F]{6}\\z", RegexOptions.None, 1000)]
        private static partial Regex Colour();
    }

    public static void Map(RouteGroupBuilder invoices) => invoices.MapPut("/template", HandleAsync)
        .WithName("setInvoiceTemplate")
        .WithSummary("Set the template of invoices")
        .WithDescription("Replaces the whole template: a field you leave out is cleared; a logo that was uploaded stays. Issued invoices "
            + "keep the template they were issued with. When the logo cannot be fetched, nothing is changed. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidOperationState);

    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(
        CallingApplication caller, Request request, IfMatch read, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        if ((await write.FetchAsync(request, ct)).IsRefused(out var unfetched, out var logo)) return unfetched;
        return (await unit.RunAsync(SetAsync, ct)).OrRefuse(WriteTemplate.LostRace);

        async Task<Outcome<InvoiceTemplateDto>> SetAsync() =>
            (await write.SetAsync(caller.Id, request, logo, read, ct)).IsRefused(out var refusal, out var set) ? refusal : set.After;
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, IfMatch read, CallingApplication caller, SetTemplate set, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await set.RunAsync(caller, body.Request, read, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
