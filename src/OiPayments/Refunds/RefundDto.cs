using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Payments;
using OiPayments.Web;

namespace OiPayments.Refunds;

/// <summary>A refund, in answers and in events. The amount is in minor units of <c>currency</c>.</summary>
internal sealed record RefundDto(
    [property: Description("The number of the refund: what the paths of this API take.")] Id<Refund> Id,
    [property: Description("The public name, rfd_….")] string Reference,
    [property: Description("The payment whose customer gets the money.")] Id<Payment> PaymentId,
    [property: Description("Whether real money moves: the payment's mode.")] Mode Mode,
    [property: Description("Minor units: 10000 is 100.00 BDT.")] long AmountMinor,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Why, as it was asked for.")] string? Reason,
    [property: Description("How far it has come. Only SUCCEEDED means that the gateway gave the money back.")] RefundStatus Status,
    [property: Description("CAPTURE: what the payment earned you. SUSPENSE: money that never counted, such as a second payment of the same thing; the payment is untouched.")] RefundSource Source,
    [property: Description("The gateway's own id for it; null until it took it.")] string? GatewayRefundId,
    [property: Description("Who asked: application, policy, or operator: and a number.")] string CreatedBy,
    [property: Description("Which operator agreed; null when nobody had to, or has yet.")] string? ApprovedBy,
    [property: Description("Which operator agreed second; null when no second had to, or has yet.")] string? SecondApprovedBy,
    [property: Description("Why it failed or was rejected; null otherwise.")] string? FailureMessage,
    [property: Description("For operators alone: what the gateway last said while the outcome is open.")] string? Note,
    [property: Description("When it was asked for, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When anything about it last changed, UTC.")] DateTimeOffset UpdatedAt)
{
    /// <summary>As the application sees it.</summary>
    public static RefundDto From(Refund r) => ForOperators(r) with { Note = null };

    public static RefundDto ForOperators(Refund r) => new(
        r.Id, r.Reference, r.PaymentId, r.Mode, r.AmountMinor, r.Currency.Code, r.Reason, r.Status, r.Source, r.GatewayRefundId,
        r.CreatedBy, r.ApprovedBy, r.SecondApprovedBy, r.FailureMessage, r.Note, r.CreatedAt, r.UpdatedAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<RefundStatus>), typeof(WireNameJsonConverter<RefundSource>)])]
[JsonSerializable(typeof(RefundDto))]
[JsonSerializable(typeof(IReadOnlyList<RefundDto>))]
internal sealed partial class RefundsJson : JsonSerializerContext;
