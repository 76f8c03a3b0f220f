using System.ComponentModel;
using System.Text.RegularExpressions;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>PUT /invoices/template</c> sets how an application's next invoices look and are numbered.</summary>
internal sealed partial class SetTemplate(UnitOfWork unit, WriteTemplate write)
{
    /// <summary>The body of <c>PUT /invoices/template</c>.</summary>
    public sealed partial record Request(
        [property: Description("Of the logo, https.")] Uri? LogoUrl,
        [property: Description("Who sends the invoices; at most 200 characters.")] string? CompanyName,
        [property: Description("Where they are; at most 1000 characters.")] string? CompanyAddress,
        [property: Description("How to reach them; at most 1000 characters.")] string? ContactDetails,
        [property: Description("Stands at the foot of each invoice; at most 1000 characters.")] string? FooterNote,
        [property: Description("As #rrggbb.")] string? AccentColor,
        [property: Description("Such as INV-{yyyy}-{seq:6}, which it is when left out. {fy} is Bangladesh's fiscal year, such as 2026-27. "
            + "When what stands around {seq} changes, the numbers begin at 1 again.")]
        string? NumberPattern) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.OptionalAddress("logoUrl"), fields.OptionalText("companyName"), fields.OptionalText("companyAddress"),
            fields.OptionalText("contactDetails"), fields.OptionalText("footerNote"), fields.OptionalText("accentColor"),
            fields.OptionalText("numberPattern"));

        public void Check(FieldErrors errors)
        {
            if (LogoUrl is { } logo && (!logo.IsAbsoluteUri || logo.Scheme != Uri.UriSchemeHttps || logo.UserInfo.Length > 0))
                errors.Add("logoUrl", "Must be an absolute https:// URL without a user name.");
            else errors.CheckText("logoUrl", LogoUrl?.OriginalString, InvoiceTemplate.MaxUrlLength);
            errors.CheckText("companyName", CompanyName, InvoiceTemplate.MaxNameLength);
            errors.CheckText("companyAddress", CompanyAddress, InvoiceTemplate.MaxTextLength);
            errors.CheckText("contactDetails", ContactDetails, InvoiceTemplate.MaxTextLength);
            errors.CheckText("footerNote", FooterNote, InvoiceTemplate.MaxTextLength);
            if (AccentColor is not null && !Colour().IsMatch(AccentColor)) errors.Add("accentColor", "Must be a colour such as #0a7d4f.");
            if (NumberPattern is not null && !Invoices.NumberPattern.TryParse(NumberPattern, out _, out var why))
                errors.Add("numberPattern", why);
        }

        [GeneratedRegex("^#[0-9a-fA-F]{6}\\z", RegexOptions.None, 1000)]
        private static partial Regex Colour();
    }

    public static void Map(RouteGroupBuilder invoices) => invoices.MapPut("/template", HandleAsync)
        .WithName("setInvoiceTemplate")
        .WithSummary("Set the template of invoices")
        .WithDescription("Replaces the whole template: a field you leave out is cleared. Issued invoices keep the template they were "
            + "issued with. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<InvoiceTemplateDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidOperationState);

    public async Task<Outcome<InvoiceTemplateDto>> RunAsync(
        CallingApplication caller, Request request, IfMatch read, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        return (await unit.RunAsync(SetAsync, ct)).OrRefuse(WriteTemplate.LostRace);

        async Task<Outcome<InvoiceTemplateDto>> SetAsync() =>
            (await write.SetAsync(caller.Id, request, read, ct)).IsRefused(out var refusal, out var set) ? refusal : set.After;
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, IfMatch read, CallingApplication caller, SetTemplate set, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await set.RunAsync(caller, body.Request, read, ct), InvoicesJson.Default.InvoiceTemplateDto, clock);
}
