using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OiPayments.Payments;

/// <summary>One try at the gateway, as operators see it. Amounts are in minor units.</summary>
internal sealed record PaymentAttemptDto(
    [property: Description("Our id for it at the gateway.")] string TransactionId,
    [property: Description("How far it has come.")] AttemptStatus Status,
    [property: Description("The application's own store that it was made with: whose merchant panel knows it. Null: the service's store.")]
    string? OwnStoreId,
    [property: Description("Minor units that the gateway charged; null while it charged nothing.")] long? ChargedMinor,
    [property: Description("ISO 4217, of what was charged.")] string? ChargedCurrency,
    [property: Description("Minor units that the gateway keeps of it; null when it did not say.")] long? FeeMinor,
    [property: Description("The gateway's own id of the success.")] string? GatewayTxnId,
    [property: Description("What the customer paid with, in the gateway's words.")] string? Channel,
    [property: Description("Whether the gateway calls the money risky.")] bool Risky,
    [property: Description("Why it ended without money, in the gateway's words.")] string? Reason,
    [property: Description("The refund that gives its suspended money back; null while none does.")] long? ReturnedByRefundId,
    [property: Description("When it began, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When it last changed, UTC.")] DateTimeOffset UpdatedAt)
{
    public static PaymentAttemptDto From(PaymentAttempt a) => new(
        a.TransactionId, a.Status, a.Override?.StoreId, a.ChargedMinor, a.ChargedCurrency?.Code, a.FeeMinor, a.BankTransactionId, a.Channel,
        a.IsRisky, a.Reason, a.ReturnedByRefundId, a.CreatedAt, a.UpdatedAt)
    {
        HasSuspendedMoney = a.HasSuspendedMoney,
    };

    /// <summary><see cref="PaymentAttempt.HasSuspendedMoney"/>; what an operator may do about it stands beside the attempts.</summary>
    [JsonIgnore]
    public bool HasSuspendedMoney { get; private init; }
}
