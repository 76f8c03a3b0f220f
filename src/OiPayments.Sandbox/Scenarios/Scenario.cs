using System.Text.Json.Serialization;

namespace OiPayments.Sandbox.Scenarios;

/// <summary>How calls of one kind end while they misbehave.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallFault>))]
internal enum CallFault
{
    /// <summary>Behaves.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>HTTP 503 with an HTML body, as from a proxy whose server is away.</summary>
    [JsonStringEnumMemberName("down")]
    Down,

    /// <summary>HTTP 200 with an HTML page where JSON belongs.</summary>
    [JsonStringEnumMemberName("html")]
    Html,

    /// <summary>No answer at all: the connection stays open until the caller gives up.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>The work is done at once, but the answer comes after <see cref="Scenario.CallDelaySeconds"/>.</summary>
    [JsonStringEnumMemberName("slow")]
    Slow,

    /// <summary>The work is done, but the answer is lost: the connection breaks.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>Says INVALID_TRANSACTION about everything. Only for validation.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}

/// <summary>What happens to the merchant's notice (IPN) on its way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeFault>))]
internal enum NoticeFault
{
    /// <summary>Sent once, signed.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Never sent.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>Sent <see cref="Scenario.IpnCopies"/> times, all at once.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>Sent once, signed with a password that is not the store's.</summary>
    [JsonStringEnumMemberName("forge")]
    Forge,
}

/// <summary>What is stated wrongly, under a signature or in an answer that is otherwise right.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Misstatement>))]
internal enum Misstatement
{
    /// <summary>The truth.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Half of the amount.</summary>
    [JsonStringEnumMemberName("amount")]
    Amount,

    /// <summary>The same figure in another currency: USD, or BDT where USD is the truth.</summary>
    [JsonStringEnumMemberName("currency")]
    Currency,

    /// <summary>A <c>tran_id</c> whose last character differs.</summary>
    [JsonStringEnumMemberName("transaction")]
    Transaction,
}

/// <summary>What becomes of a refund that the merchant asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RefundEnding>))]
internal enum RefundEnding
{
    /// <summary>Given back after <see cref="Scenario.RefundSeconds"/>.</summary>
    [JsonStringEnumMemberName("refunded")]
    Refunded,

    /// <summary>Cancelled after <see cref="Scenario.RefundSeconds"/>.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>Processing for ever.</summary>
    [JsonStringEnumMemberName("stuck")]
    Stuck,

    /// <summary>Never begun: the call itself says <c>failed</c>.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}

/// <summary>
/// What goes wrong with a payment, as a whole; the default is that nothing does. Its names are those of the control API.
/// </summary>
internal sealed record Scenario
{
    public const int MaxIpnCopies = 50;
    public const int MaxSeconds = 30 * 24 * 60 * 60;
    public const int MaxCallTimes = 1000;

    public static readonly Scenario Nothing = new();

    /// <summary>The name it is known by; null when it was put together by hand.</summary>
    public string? Name { get; init; }

    /// <summary>For opening sessions.</summary>
    public CallFault Session { get; init; }

    /// <summary>For validating payments.</summary>
    public CallFault Validation { get; init; }

    /// <summary>For the queries by transaction and by session.</summary>
    public CallFault Query { get; init; }

    /// <summary>For asking for refunds.</summary>
    public CallFault Refund { get; init; }

    /// <summary>For the queries about a refund.</summary>
    public CallFault RefundQuery { get; init; }

    /// <summary>How many calls of each kind, per transaction, are met with their fault before they are met with none; null: all.</summary>
    public int? CallTimes { get; init; }

    /// <summary>How long a slow answer takes.</summary>
    public int CallDelaySeconds { get; init; } = 15;

    public NoticeFault Ipn { get; init; }

    /// <summary>How many times a duplicated notice is sent.</summary>
    public int IpnCopies { get; init; } = 2;

    /// <summary>Above zero the customer is sent back first, and the notice follows after so many seconds.</summary>
    public int IpnDelaySeconds { get; init; }

    /// <summary>What the notice, rightly signed, states wrongly.</summary>
    public Misstatement IpnWrong { get; init; }

    /// <summary>What validation states wrongly.</summary>
    public Misstatement ValidationWrong { get; init; }

    /// <summary>The BDT amount that validation states instead of the true one.</summary>
    public decimal? ValidationAmount { get; init; }

    /// <summary>Whether every success comes with the advice to hold the goods.</summary>
    public bool Risk { get; init; }

    /// <summary>Whether a success takes the money twice: a second session under the same <c>tran_id</c> is opened and paid too.</summary>
    public bool PaidTwice { get; init; }

    /// <summary>A payment that ended without money is paid after so many seconds all the same; null: it is not.</summary>
    public int? LateSuccessSeconds { get; init; }

    public RefundEnding RefundEnding { get; init; }

    /// <summary>How long a refund takes; null: as long as the sandbox was told at its start.</summary>
    public int? RefundSeconds { get; init; }

    /// <summary>Whether a refund without <c>refund_trans_id</c> is refused, as documented since February 2025.</summary>
    public bool RefundIdRequired { get; init; } = true;

    /// <summary>Whether a repeated refund is answered with the <c>refund_ref_id</c> of the first.</summary>
    public bool RefundRepeatNamesId { get; init; } = true;

    /// <summary>Whether the caller's address counts as registered for refund calls.</summary>
    public bool RefundAddressRegistered { get; init; } = true;

    /// <summary>
    /// Makes this a storm: each transaction's faults are drawn from this number and the transaction, whatever else is set here.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>By what a storm tells transactions apart.</summary>
    public DrawBy DrawBy { get; init; }

    /// <summary>Why this cannot be followed; null when it can.</summary>
    public string? Problem() => this switch
    {
        { Session: CallFault.Invalid } or { Query: CallFault.Invalid } or { Refund: CallFault.Invalid }
            or { RefundQuery: CallFault.Invalid } =>
            "\"invalid\" is a fault of \"validation\" only.",
        { IpnCopies: < 1 or > MaxIpnCopies } => $"\"ipnCopies\" must be from 1 to {MaxIpnCopies}.",
        { ValidationAmount: <= 0 } => "\"validationAmount\" must be above zero.",
        { CallTimes: < 1 or > MaxCallTimes } => $"\"callTimes\" must be from 1 to {MaxCallTimes}.",
        { CallDelaySeconds: < 1 or > MaxSeconds } => Seconds("callDelaySeconds", 1),
        { IpnDelaySeconds: < 0 or > MaxSeconds } => Seconds("ipnDelaySeconds", 0),
        { LateSuccessSeconds: < 1 or > MaxSeconds } => Seconds("lateSuccessSeconds", 1),
        { RefundSeconds: < 0 or > MaxSeconds } => Seconds("refundSeconds", 0),
        _ => null,
    };

    public CallFault FaultOf(Call call) => call switch
    {
        Call.Session => Session,
        Call.Validation => Validation,
        Call.Query => Query,
        Call.Refund => Refund,
        Call.RefundQuery => RefundQuery,
    };

    private static string Seconds(string name, int least) => $"\"{name}\" must be from {least} to {MaxSeconds}.";
}

/// <summary>The kinds of calls that faults can be set for.</summary>
internal enum Call
{
    Session,
    Validation,
    Query,
    Refund,
    RefundQuery,
}

/// <summary>By what a storm tells transactions apart.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DrawBy>))]
internal enum DrawBy
{
    /// <summary>By their ids: for merchants that choose the same ids every time.</summary>
    [JsonStringEnumMemberName("tran_id")]
    TransactionId,

    /// <summary>By the order in which they were first asked for since the storm was set: for merchants that draw their ids.</summary>
    [JsonStringEnumMemberName("ordinal")]
    Ordinal,
}
