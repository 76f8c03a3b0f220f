using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Links;

namespace OiPayments.Payments;

/// <summary>A payment as applications see it, in answers and in events. Every amount is in minor units of <c>currency</c>.</summary>
internal sealed record PaymentDto(
    [property: Description("The number of the payment: what the paths of this API take.")] Id<Payment> Id,
    [property: Description("The public name, such as pay_…: what customers and links carry.")] string Reference,
    [property: Description("How far it has come. Only SUCCEEDED means that money arrived, and it can still come after another end.")]
    PaymentStatus Status,
    [property: Description("Whose payment it is.")] ApplicationId ApplicationId,
    [property: Description("Whether real money moves: the mode of the credential it was made with.")] Mode Mode,
    [property: Description("Minor units: 10000 is 100.00 BDT.")] long AmountMinor,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Who collects the money.")] string Gateway,
    [property: Description("The gateway's own id of the success; null until paid.")] string? GatewayTxnId,
    [property: Description("The page to send the customer to. The only URL here that is meant for them.")] Uri CheckoutUrl,
    [property: Description("Where the checkout page's form posts to open the gateway's page; null when the payment can no longer be paid.")]
    Uri? RedirectUrl,
    [property: Description("The invoice this payment belongs to, if any.")] long? InvoiceId,
    [property: Description("When it was created, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When anything about it last changed, UTC.")] DateTimeOffset UpdatedAt,
    [property: Description("Your own name for the customer.")] string CustomerReference,
    [property: Description(
        "As it was sent. For operators without the permission customer:read only initials. Null where none was sent, and in every event.")]
    string? CustomerName,
    [property: Description(
        "As it was sent. For operators without the permission customer:read only its first letter and its domain. Null where none was "
            + "sent, and in every event.")]
    string? CustomerEmail,
    [property: Description(
        "As it was sent. For operators without the permission customer:read only its last digits. Null where none was sent, and in every "
            + "event.")]
    string? CustomerPhone,
    [property: Description("What is paid for, as the customer knows it.")] string? ProductName,
    [property: Description("For your own staff; customers do not see it.")] string? Description,
    [property: Description("Your own notes, as sent.")] IReadOnlyDictionary<string, string>? Metadata,
    [property: Description("Where the customer goes at the end, with ?reference= added.")] Uri? ReturnUrl,
    [property: Description("When the gateway's confirmation was booked; null until then.")] DateTimeOffset? PaidAt,
    [property: Description("Until when the customer can start to pay.")] DateTimeOffset ExpiresAt,
    [property: Description("Since when money that arrived waits for an operator instead of counting; null when none does.")]
    DateTimeOffset? HeldAt,
    [property: Description("Why it waits: the gateway calls it risky, or charged something else than was asked.")] HoldReason? HoldReason,
    [property: Description(
        "Why the last attempt did not succeed: DECLINED, CANCELLED, UNATTEMPTED, EXPIRED, REFUSED, NO_STORE, ATTEMPTS_EXHAUSTED, "
            + "RISK_REJECTED or AMOUNT_MISMATCH.")]
    string? FailureCode,
    [property: Description("The gateway's words for it.")] string? FailureMessage,
    [property: Description("Minor units: what the gateway keeps; null until known.")] long? FeeMinor,
    [property: Description("Minor units that the gateway has given back.")] long RefundedMinor,
    [property: Description("Minor units that can still be refunded: what was captured, less refunds done, begun and waiting for approval.")]
    long RefundableMinor,
    [property: Description("What the customer paid with, in the gateway's words; null until paid.")] string? Channel)
{
    [Description("When the customer's data in it was erased, UTC: customerReference is [erased] then. Null when it was not.")]
    public DateTimeOffset? ErasedAt { get; init; }

    public static PaymentDto From(Payment p, PublicUrls urls, DateTimeOffset now, CustomerView view) =>
        From(p, urls, now, CustomerData.Of(p, view));

    /// <summary>The payment as an event tells of it.</summary>
    public static PaymentDto ForEvents(Payment p, PublicUrls urls, DateTimeOffset now) => From(p, urls, now, CustomerView.Absent);

    private static PaymentDto From(Payment p, PublicUrls urls, DateTimeOffset now, CustomerData customer) => new(
        p.Id, p.Reference, p.Status, p.ApplicationId, p.Mode, p.AmountMinor, p.Currency.Code, p.Gateway, p.GatewayTxnId,
        urls.Checkout(p.Reference), p.IsPayableAt(now) ? urls.Pay(p.Reference) : null, p.InvoiceId,
        p.CreatedAt, p.UpdatedAt, p.CustomerReference, customer.Name, customer.Email, customer.Phone, p.ProductName, p.Description,
        p.Metadata is null ? null : JsonSerializer.Deserialize(p.Metadata, PaymentsJson.Default.IReadOnlyDictionaryStringString),
        p.ReturnUrl, p.PaidAt, p.ExpiresAt, p.HeldAt, p.HoldReason, p.FailureCode, p.FailureMessage, p.FeeMinor, p.RefundedMinor,
        p.RefundableMinor, p.Channel)
    {
        ErasedAt = p.ErasedAt,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<PaymentStatus>),
        typeof(WireNameJsonConverter<HoldReason>)
    ])]
[JsonSerializable(typeof(PaymentDto))]
[JsonSerializable(typeof(IReadOnlyList<PaymentDto>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class PaymentsJson : JsonSerializerContext;
