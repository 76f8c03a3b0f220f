using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Payments;
using OiPayments.Presentation;

namespace OiPayments.InvoicePages;

/// <summary><c>GET /api/v1/pay/{reference}</c>: what a customer may know of an invoice, for those who build their own page.</summary>
internal sealed class ReadPayableInvoice(FindPayableInvoice find, DescribeInvoice describe, PublicUrls urls, IBusinessClock clock)
{
    public sealed record Branding(
        [property: Description("Who sends the invoice.")] string? CompanyName,
        [property: Description("Where they are.")] string? CompanyAddress,
        [property: Description("How to reach them.")] string? ContactDetails,
        [property: Description("Stands at the foot of the invoice.")] string? FooterNote,
        [property: Description("As #rrggbb; null for ours.")] string? AccentColor,
        [property: Description("The picture on our pages' address; null for none.")] Uri? LogoUrl);

    public sealed record Response(
        [property: Description("As people call it, such as INV-2026-000007.")] string InvoiceNumber,
        [property: Description("How far it has come.")] InvoiceStatus Status,
        [property: Description("Whether a day to pay has passed by, and something is owed.")] bool Overdue,
        [property: Description("ISO 4217, in capitals.")] string Currency,
        [property: Description("Minor units.")] long TotalMinor,
        [property: Description("What payments brought, less what was refunded of them, in minor units.")] long AmountPaidMinor,
        [property: Description("What is owed now, in minor units.")] long AmountDueMinor,
        [property: Description("What is owed as people read it, such as ৳1,250.50.")] string AmountDueDisplay,
        [property: Description("The last day to pay all of it; null when no day was agreed upon.")] DateOnly? DueDate,
        [property: Description("What it is for.")] IReadOnlyList<InvoiceLineDto> LineItems,
        [property: Description("Its parts; empty when it is to be paid at once.")] IReadOnlyList<InstallmentDto> Installments,
        [property: Description("How it looks, as it was at issue.")] Branding Branding,
        [property: Description("Of the payment whose reference this is; null for an invoice's own reference.")]
        PaymentStatus? PaymentStatus,
        [property: Description("Where to pay: the payment's checkout page, or the invoice's page; null when nothing can be paid there.")]
        Uri? CheckoutUrl,
        [property: Description("The invoice as PDF.")] Uri PdfUrl);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/pay/{reference}", HandleAsync)
        .WithTags("Checkout")
        .WithName("readPayableInvoice")
        .WithSummary("Read an invoice as its customer sees it")
        .WithDescription("Public: the reference is the permission, an invoice's own or that of a payment which pays it. Strongly "
            + "consistent.")
        .Produces<Envelope<Response>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<Response>> RunAsync(string reference, CancellationToken ct)
    {
        if (await find.RunAsync(reference, ct) is not { } found) return Refusal.NotFound("invoice");
        var (dto, looks, now) = (describe.Of(found.It, CustomerView.Absent), found.Looks, clock.Now(found.Invoice.Scope));
        var canBePaid = !found.IsClosed
            && dto.AmountDueMinor > 0
            && (found.Link is not { } link || (link.IsPayableAt(now) && link.AmountMinor <= dto.AmountDueMinor));
        return new Response(
            dto.Number ?? "", dto.Status, dto.Overdue, dto.Currency, dto.TotalMinor, dto.AmountPaidMinor, dto.AmountDueMinor,
            AmountText.For(new(dto.AmountDueMinor, found.Invoice.Currency), PageLanguage.English), dto.DueDate, dto.LineItems,
            dto.Installments,
            new(looks.CompanyName, looks.CompanyAddress, looks.ContactDetails, looks.FooterNote, looks.AccentColor,
                looks.LogoDigest is null ? null : new Uri(urls.Web, InvoicePaths.Logo(reference))),
            found.Link?.Status,
            !canBePaid ? null : found.Link is null ? urls.PayInvoice(reference) : urls.Checkout(reference),
            new Uri(urls.Web, InvoicePaths.Pdf(reference)));
    }

    private static async Task<Reply> HandleAsync(string reference, ReadPayableInvoice read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(reference, ct), InvoicePagesJson.Default.PayableInvoice, clock);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<PaymentStatus>), typeof(WireNameJsonConverter<InvoiceStatus>)
    ])]
[JsonSerializable(typeof(ReadPayableInvoice.Response), TypeInfoPropertyName = "PayableInvoice")]
internal sealed partial class InvoicePagesJson : JsonSerializerContext;
