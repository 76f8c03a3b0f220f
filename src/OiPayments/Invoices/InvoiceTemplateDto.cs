using System.ComponentModel;
using System.Text.Json;
using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary>How an application's invoices look and are numbered, in answers; and in an issued invoice, as it was then.</summary>
internal sealed record InvoiceTemplateDto(
    [property: Description("Where the logo was fetched from; null when it was uploaded, and for none.")] Uri? LogoUrl,
    [property: Description("SHA-256 of the logo as documents show it, in hexadecimal digits; null for none.")] string? LogoDigest,
    [property: Description("Who sends the invoices.")] string? CompanyName,
    [property: Description("Where they are.")] string? CompanyAddress,
    [property: Description("How to reach them.")] string? ContactDetails,
    [property: Description("Stands at the foot of each invoice.")] string? FooterNote,
    [property: Description("As #rrggbb; null for ours.")] string? AccentColor,
    [property: Description("The language of everything on a document that is not data: EN, BN or BOTH.")] InvoiceLanguage Language,
    [property: Description("PLAIN, or MUSHAK63 for the tax invoice of Bangladesh's VAT rules.")] InvoiceLayout Layout,
    [property: Description("The company's business identification number: 9 or 13 digits.")] string? Bin,
    [property: Description("Who answers for a tax invoice.")] string? OfficerName,
    [property: Description("What they are in the company.")] string? OfficerPosition,
    [property: Description("How numbers are made: {yyyy}, {yy}, {mm}, {fy} of the day in Dhaka, and one {seq} or {seq:6}.")]
    string NumberPattern,
    [property: Description("As numberPattern, for credit notes.")] string CreditNoteNumberPattern,
    [property: Description("When it was first set, UTC; null while it is ours.")] DateTimeOffset? CreatedAt,
    [property: Description("When it was last set, UTC; null while it is ours.")] DateTimeOffset? UpdatedAt,
    [property: Description("Raised by every change, 0 while it is ours: send it back as If-Match.")] int Version) : IVersioned
{
    /// <param name="template">Null for an application that has set none.</param>
    public static InvoiceTemplateDto From(InvoiceTemplate? template) => new(
        template?.LogoUrl, template?.LogoDigest, template?.CompanyName, template?.CompanyAddress, template?.ContactDetails,
        template?.FooterNote, template?.AccentColor, template?.Language ?? default, template?.Layout ?? default, template?.Bin,
        template?.OfficerName, template?.OfficerPosition, template?.NumberPattern ?? Invoices.NumberPattern.DefaultOfInvoices,
        template?.CreditNoteNumberPattern ?? Invoices.NumberPattern.DefaultOfCreditNotes, template?.CreatedAt, template?.UpdatedAt,
        template?.Version ?? 0);

    /// <summary>What an invoice keeps of it.</summary>
    public string ToKeep() => JsonSerializer.Serialize(this, InvoicesJson.Default.InvoiceTemplateDto);

    /// <summary>What it would be with this set: all but the logo, which is another question.</summary>
    public InvoiceTemplateDto With(SetTemplate.Request request) => this with
    {
        LogoUrl = request.LogoUrl,
        CompanyName = request.CompanyName,
        CompanyAddress = request.CompanyAddress,
        ContactDetails = request.ContactDetails,
        FooterNote = request.FooterNote,
        AccentColor = request.AccentColor,
        Language = request.Language ?? default,
        Layout = request.Layout ?? default,
        Bin = request.Bin,
        OfficerName = request.OfficerName,
        OfficerPosition = request.OfficerPosition,
        NumberPattern = request.NumberPattern ?? Invoices.NumberPattern.DefaultOfInvoices,
        CreditNoteNumberPattern = request.CreditNoteNumberPattern ?? Invoices.NumberPattern.DefaultOfCreditNotes,
    };

    /// <summary>The same with a company's name, if it has none.</summary>
    public InvoiceTemplateDto Naming(string application) =>
        string.IsNullOrWhiteSpace(CompanyName) ? this with { CompanyName = application } : this;

    /// <summary>What an invoice has kept.</summary>
    /// <exception cref="JsonException">It is not what was kept.</exception>
    public static InvoiceTemplateDto Kept(string snapshot) =>
        JsonSerializer.Deserialize(snapshot, InvoicesJson.Default.InvoiceTemplateDto) ?? throw new JsonException("Nothing was kept.");
}
