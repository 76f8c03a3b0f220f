using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Payments;

namespace OiPayments.Refunds;

/// <summary>A refund, in answers and in events. The amount is in minor units of <c>currency</c>.</summary>
internal sealed record RefundDto(
    [property: Description("The number of the refund: what the paths of this API take.")] Id<Refund> Id,
    [property: Description("The public name, rfd_….")] string Reference,
    [property: Description("The payment whose customer gets the money.")] Id<Payment> PaymentId,
    [property: Description("Whether real money moves: the payment's mode.")] Mode Mode,
    [property: Description("Minor units: 10000 is 100.00 BDT.")] long AmountMinor,
    [property: Description("ISO 4217, in capitals: the payment's.")] string Currency,
    [property: Description(
        "Minor units of gatewayCurrency: what the gateway is asked to give back. The parts of a payment come to exactly what was taken.")]
    long GatewayAmountMinor,
    [property: Description(
        "The currency that the gateway gives back. Where it is another than currency, the refund was converted at the rate of the "
            + "payment.")]
    string GatewayCurrency,
    [property: Description(
        "That rate, such as 122.0000: gatewayCurrency for one unit of currency, as the gateway stated it; null where nothing was "
            + "converted.")]
    string? ExchangeRate,
    [property: Description(
        "Minor units of gatewayCurrency that are sent more (or less, below zero) than the amount at that rate, so that the parts come to "
            + "the whole.")]
    long RoundingMinor,
    [property: Description("Why, as it was asked for.")] string? Reason,
    [property: Description("How far it has come. Only SUCCEEDED means that the gateway gave the money back.")] RefundStatus Status,
    [property: Description(
        "CAPTURE: what the payment earned you. SUSPENSE: money that never counted, such as a second payment of the same thing; the "
            + "payment is untouched.")]
    RefundSource Source,
    [property: Description("The gateway's own id for it; null until it took it.")] string? GatewayRefundId,
    [property: Description("Who asked: application, policy, or operator: and a number.")] string CreatedBy,
    [property: Description("Which operator agreed; null when nobody had to, or has yet.")] string? ApprovedBy,
    [property: Description("Which operator agreed second; null when no second had to, or has yet.")] string? SecondApprovedBy,
    [property: Description("Why it failed or was rejected; null otherwise.")] string? FailureMessage,
    [property: Description(
        "When the gateway said the opposite of what a person had found out before: status is the gateway's word since, and a second "
            + "event told of it. Null otherwise.")]
            DateTimeOffset? ContradictedAt,
    [property: Description("For operators alone: what the gateway last said while the outcome is open, or who said how it ended.")]
    string? Note,
    [property: Description("When it was asked for, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When anything about it last changed, UTC.")] DateTimeOffset UpdatedAt)
{
    [Description(
        "For operators alone: what the gateway last said, as a fact. It decides whether a person may say what became of the refund.")]
    public GatewayWord? GatewayWord { get; init; }

    [Description("For operators alone: why a person has to look at it beside approval; null when nobody has to.")]
    public RefundAttention? Attention { get; init; }

    [Description("For operators alone: how it ended in the words of a person who saw it at the gateway; null when nobody had to say.")]
    public RefundVerdictDto? Resolution { get; init; }

    [Description("For operators alone: what is needed to decide about it.")]
    public RefundContextDto? Context { get; init; }

    /// <summary>As the application sees it.</summary>
    public static RefundDto From(Refund r) => new(
        r.Id, r.Reference, r.PaymentId, r.Mode, r.AmountMinor, r.Currency.Code, r.GatewayAmountMinor, r.GatewayCurrency.Code,
        r.ExchangeRate, r.RoundingMinor, r.Reason, r.Status, r.Source, r.GatewayRefundId, r.CreatedBy, r.ApprovedBy, r.SecondApprovedBy,
        r.FailureMessage, r.ContradictedAt, Note: null, r.CreatedAt, r.UpdatedAt);

    /// <summary>With what only operators are told, but for the context, which takes more than the refund to know.</summary>
    public static RefundDto ForOperators(Refund r) => From(r) with { Note = r.Note, GatewayWord = r.GatewayWord, Attention = r.Attention };
}

/// <summary>What a person says became of a refund, who saw it at the gateway.</summary>
internal sealed record RefundVerdictDto(
    [property: Description("SUCCEEDED or FAILED.")] RefundStatus Status,
    [property: Description("Who said so.")] string By,
    [property: Description("Their name.")] string ByName,
    [property: Description("Where they saw it.")] string Note,
    [property: Description("When they said so, UTC.")] DateTimeOffset At,
    [property: Description("Who said the same, where one person's word is not enough; null until then.")] string? ConfirmedBy,
    [property: Description("Their name.")] string? ConfirmedByName,
    [property: Description("When it was booked, UTC; null while it waits for a second person.")] DateTimeOffset? BookedAt,
    [property: Description(
        "Minor units that left although the payment had nothing left for them: the gateway gave back what was refunded once more.")]
    long UncoveredMinor);

/// <summary>A refund's surroundings, for who has to decide about it.</summary>
internal sealed record RefundContextDto(
    [property: Description("Whose payment it is.")] ApplicationId ApplicationId,
    [property: Description("The name of that application.")] string ApplicationName,
    [property: Description("The payment's public name.")] string PaymentReference,
    [property: Description("The application's own name for the customer.")] string CustomerReference,
    [property: Description("What was paid for.")] string? ProductName,
    [property: Description("Minor units that the payment was for.")] long PaymentAmountMinor,
    [property: Description("The payment's currency.")] string PaymentCurrency,
    [property: Description("Minor units of it that were given back so far.")] long RefundedMinor,
    [property: Description("Minor units of it that can still be refunded, beside this refund.")] long RefundableMinor,
    [property: Description("How many other refunds of the payment there are, whatever became of them.")] int OtherRefunds,
    [property: Description("Minor units above which another person has to agree; null for never.")] long? ApprovalThresholdMinor,
    [property: Description("Minor units above which two others have to agree; null for never.")] long? SecondApprovalThresholdMinor,
    [property: Description("How many have to agree, by the stricter of the thresholds when it was asked for and now.")] int ApprovalsNeeded,
    [property: Description("The name of who asked: an operator's or the application's; null for the application's settings.")]
    string? CreatedByName,
    [property: Description("The name of who agreed first.")] string? ApprovedByName,
    [property: Description("The name of who agreed second.")] string? SecondApprovedByName,
    [property: Description("The name of who said no.")] string? RejectedByName,
    [property: Description("Whether you may approve it now.")] bool CanApprove,
    [property: Description("Whether you may reject it, or take it back.")] bool CanReject,
    [property: Description("Whether your word about what became of it may count now.")] bool CanResolve,
    [property: Description("Whether somebody said what became of it and you may confirm it.")] bool CanConfirm,
    [property: Description("Whether you may say that you have seen to a contradiction.")] bool CanAcknowledge);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<RefundStatus>),
        typeof(WireNameJsonConverter<RefundSource>), typeof(WireNameJsonConverter<GatewayWord>),
        typeof(WireNameJsonConverter<RefundAttention>),
    ])]
[JsonSerializable(typeof(RefundDto))]
[JsonSerializable(typeof(IReadOnlyList<RefundDto>))]
internal sealed partial class RefundsJson : JsonSerializerContext;
