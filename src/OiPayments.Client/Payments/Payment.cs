using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>A payment. Every amount is in minor units of <see cref="Currency"/>.</summary>
public sealed record Payment
{
    /// <summary>The number of the payment: keep it with your order.</summary>
    public required long Id { get; init; }

    /// <summary>The public name, such as <c>pay_…</c>: what customers and links carry.</summary>
    public required string Reference { get; init; }

    /// <summary>How far it has come. Only SUCCEEDED means that money arrived, and it can still come after another end.</summary>
    public required PaymentStatus Status { get; init; }

    /// <summary>Whose payment it is.</summary>
    public required long ApplicationId { get; init; }

    /// <summary>Whether real money moves.</summary>
    public required Mode Mode { get; init; }

    /// <summary>What was asked for.</summary>
    [JsonIgnore]
    public Money Amount => new(AmountMinor, Currency);

    /// <summary>What was asked for, in minor units: 10000 is 100.00 BDT.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    public required string Currency { get; init; }

    /// <summary>Who collects the money.</summary>
    public required string Gateway { get; init; }

    /// <summary>The gateway's own id of the success; null until paid.</summary>
    public string? GatewayTxnId { get; init; }

    /// <summary>The page to send the customer to. The only URL here that is meant for them.</summary>
    public required Uri CheckoutUrl { get; init; }

    /// <summary>Where the checkout page's form posts to; null when the payment can no longer be paid.</summary>
    public Uri? RedirectUrl { get; init; }

    /// <summary>The invoice this payment belongs to, if any.</summary>
    public long? InvoiceId { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// When the customer's data in it was erased, UTC: the customer's reference is <c>[erased]</c> then. Null when it was not.
    /// </summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Your own name for the customer.</summary>
    public required string CustomerReference { get; init; }

    /// <summary>As it was sent; null where none was sent, and in every event.</summary>
    public string? CustomerName { get; init; }

    /// <summary>As it was sent; null where none was sent, and in every event.</summary>
    public string? CustomerEmail { get; init; }

    /// <summary>As it can be called; null where none was sent, and in every event.</summary>
    public string? CustomerPhone { get; init; }

    /// <summary>What is paid for, as the customer knows it.</summary>
    public string? ProductName { get; init; }

    /// <summary>For your own staff; customers do not see it.</summary>
    public string? Description { get; init; }

    /// <summary>Your own notes, as sent.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Where the customer goes at the end, with <c>?reference=</c> added.</summary>
    public Uri? ReturnUrl { get; init; }

    /// <summary>When the gateway's confirmation was booked; null until then.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>Until when the customer can start to pay.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Since when money that arrived waits for an operator instead of counting; null when none does.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Why it waits.</summary>
    public HoldReason? HoldReason { get; init; }

    /// <summary>Why the last attempt did not succeed, such as <c>DECLINED</c>.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The gateway's words for it.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>What the gateway keeps, in minor units; null until known.</summary>
    public long? FeeMinor { get; init; }

    /// <summary>What the gateway has given back.</summary>
    [JsonIgnore]
    public Money Refunded => new(RefundedMinor, Currency);

    /// <summary>What the gateway has given back, in minor units.</summary>
    public required long RefundedMinor { get; init; }

    /// <summary>What can still be refunded.</summary>
    [JsonIgnore]
    public Money Refundable => new(RefundableMinor, Currency);

    /// <summary>What can still be refunded, in minor units.</summary>
    public required long RefundableMinor { get; init; }

    /// <summary>What the customer paid with, in the gateway's words; null until paid.</summary>
    public string? Channel { get; init; }
}
