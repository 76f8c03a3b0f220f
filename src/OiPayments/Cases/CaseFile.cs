using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Cases;

/// <summary>
/// What kind of thing happened to a payment, on the wire <c>PAYMENT_CREATED</c> and so on. Of one instant they stand in this order.
/// </summary>
public enum HappeningKind
{
    PaymentCreated,

    /// <summary>Nobody could pay: no store at the gateway could collect it.</summary>
    NoStore,

    /// <summary>The customer was sent to the gateway.</summary>
    AttemptStarted,

    /// <summary>The gateway, or the customer's browser, told us something.</summary>
    Callback,

    /// <summary>A try ended without money.</summary>
    AttemptEnded,

    /// <summary>The gateway confirmed that it took money.</summary>
    MoneyReceived,

    /// <summary>An operator let held money count.</summary>
    HeldMoneyReleased,
    RefundRequested,

    /// <summary>The refund is on its way to the gateway.</summary>
    RefundStarted,
    RefundEnded,

    /// <summary>The gateway said the opposite of what a person had said of a refund.</summary>
    RefundContradicted,
    Journal,

    /// <summary>Something that the application is told of.</summary>
    Event,

    /// <summary>One try to tell it.</summary>
    Delivery,
}

/// <summary>One transfer of a journal.</summary>
internal sealed record CaseTransfer(
    [property: Description("The account that was debited.")] Account Debit,
    [property: Description("The account that was credited.")] Account Credit,
    [property: Description("Minor units that were moved.")] long AmountMinor,
    [property: Description("ISO 4217, in capitals.")] string Currency);

/// <summary>One thing that happened to a payment. Of the ids, those are there that the kind has.</summary>
internal sealed record Happening(
    [property: Description("When it happened, UTC.")] DateTimeOffset At,
    [property: Description("What kind of thing it was.")] HappeningKind Kind,
    [property: Description("What happened, as a sentence that can be read to a caller.")] string Text)
{
    /// <summary>The same before it was said in a language, for who says it in another.</summary>
    [JsonIgnore]
    public CaseFact? Fact { get; private init; }

    [Description("Our id of the try at the gateway that it is about.")]
    public string? TransactionId { get; init; }

    [Description("The gateway callback.")]
    public Id<GatewayCallback>? CallbackId { get; init; }

    [Description("What the callback came to.")]
    public CallbackOutcome? Outcome { get; init; }

    [Description("The journal in the application's books.")]
    public Id<Journal>? JournalId { get; init; }

    [Description("What the journal moved.")]
    public IReadOnlyList<CaseTransfer>? Transfers { get; init; }

    [Description("The refund.")]
    public Id<Refund>? RefundId { get; init; }

    [Description("The event that the application is told.")]
    public Id<WebhookEvent>? EventId { get; init; }

    [Description("The HTTP status of the receiver's answer; null when there was none.")]
    public int? ResponseStatus { get; init; }

    public static Happening Of(DateTimeOffset at, HappeningKind kind, CaseFact fact) => new(at, kind, CaseText.Of(fact)) { Fact = fact };
}

/// <summary>What who asks may do about the payment at this moment.</summary>
internal sealed record CaseActions(
    [property: Description("Whether a part of what was captured can be refunded by you.")] bool CanRefund,
    [property: Description("Minor units that can still be refunded; zero when you may not.")] long RefundableMinor,
    [property: Description("Minor units above which a refund of yours waits for another person (equal is within); null for never.")]
    long? ApprovalAboveMinor,
    [property: Description("Whether there is risky money that you may let count.")] bool CanRelease,
    [property: Description("Transactions whose money waits in suspense and can be given back by you.")]
    IReadOnlyList<string> ReturnableTransactionIds);

/// <summary>Everything known of one payment.</summary>
internal sealed record CaseFile(
    [property: Description("The payment, as its application sees it.")] PaymentDto Payment,
    [property: Description("The name of its application.")] string ApplicationName,
    [property: Description("Every try at the gateway, oldest first.")] IReadOnlyList<PaymentAttemptDto> Attempts,
    [property: Description("Its refunds, newest first; null when you may not see refunds.")] IReadOnlyList<RefundDto>? Refunds,
    [property: Description("Everything that happened to it, oldest first. Journals only with ledger:read, refunds only with refund:read.")]
    IReadOnlyList<Happening> Timeline,
    [property: Description("False when there was more of one kind than is shown; then the newest are.")] bool TimelineIsComplete,
    [property: Description("What you may do about it now.")] CaseActions Actions);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<PaymentStatus>),
        typeof(WireNameJsonConverter<HoldReason>), typeof(WireNameJsonConverter<AttemptStatus>),
        typeof(WireNameJsonConverter<RefundStatus>), typeof(WireNameJsonConverter<RefundSource>),
        typeof(WireNameJsonConverter<GatewayWord>), typeof(WireNameJsonConverter<RefundAttention>),
        typeof(WireNameJsonConverter<CallbackOutcome>), typeof(WireNameJsonConverter<Account>),
        typeof(WireNameJsonConverter<HappeningKind>),
    ])]
[JsonSerializable(typeof(CaseFile))]
internal sealed partial class CasesJson : JsonSerializerContext;
