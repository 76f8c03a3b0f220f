using System.ComponentModel;
using System.Text.Json;
using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary>How an application's invoices look and are numbered, in answers; and in an issued invoice, as it was then.</summary>
internal sealed record InvoiceTemplateDto(
    [property: Description("Of the logo, https; null for none.")] Uri? LogoUrl,
    [property: Description("Who sends the invoices.")] string? CompanyName,
    [property: Description("Where they are.")] string? CompanyAddress,
    [property: Description("How to reach them.")] string? ContactDetails,
    [property: Description("Stands at the foot of each invoice.")] string? FooterNote,
    [property: Description("As #rrggbb; null for ours.")] string? AccentColor,
    [property: Description("How numbers are made: {yyyy}, {yy}, {mm}, {fy} of the day in Dhaka, and one {seq} or {seq:6}.")]
    string NumberPattern,
    [property: Description("When it was first set, UTC; null while it is ours.")] DateTimeOffset? CreatedAt,
    [property: Description("When it was last set, UTC; null while it is ours.")] DateTimeOffset? UpdatedAt,
    [property: Description("Raised by every change, 0 while it is ours: send it back as If-Match.")] int Version) : IVersioned
{
    /// <param name="template">Null for an application that has set none.</param>
    public static InvoiceTemplateDto From(InvoiceTemplate? template) => new(
        template?.LogoUrl, template?.CompanyName, template?.CompanyAddress, template?.ContactDetails, template?.FooterNote,
        template?.AccentColor, template?.NumberPattern ?? Invoices.NumberPattern.DefaultOfInvoices, template?.CreatedAt,
        template?.UpdatedAt, template?.Version ?? 0);

    /// <summary>What an invoice keeps of it.</summary>
    public static string Snapshot(InvoiceTemplate? template) =>
        JsonSerializer.Serialize(From(template), InvoicesJson.Default.InvoiceTemplateDto);
}
