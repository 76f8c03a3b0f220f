using System.Text.Json.Serialization;

namespace OiPayments.Sandbox.Control;

/// <summary>How calls to one API end while it misbehaves.</summary>
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

    /// <summary>The work is done, but the answer is lost: the connection breaks.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>Says INVALID_TRANSACTION about everything. Only for validation.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}

/// <summary>What happens to the merchant's notice (IPN).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeFault>))]
internal enum NoticeFault
{
    /// <summary>Sent once, signed.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Never sent.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>Sent <see cref="Faults.IpnCopies"/> times, all at once.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>Sent once, signed with a password that is not the store's.</summary>
    [JsonStringEnumMemberName("forge")]
    Forge,
}

/// <summary>What the sandbox does wrong, as a whole; the default does nothing wrong.</summary>
internal sealed record Faults
{
    public const int MaxIpnCopies = 50;

    public static readonly Faults NoFaults = new();

    /// <summary>For opening sessions.</summary>
    public CallFault Session { get; init; }

    /// <summary>For validating payments.</summary>
    public CallFault Validation { get; init; }

    /// <summary>For the queries by transaction and by session.</summary>
    public CallFault Query { get; init; }

    public NoticeFault Ipn { get; init; }

    /// <summary>How many times a duplicated notice is sent.</summary>
    public int IpnCopies { get; init; } = 2;

    /// <summary>The BDT amount that validation states instead of the true one.</summary>
    public decimal? ValidationAmount { get; init; }

    /// <summary>Why this plan cannot be followed; null when it can.</summary>
    public string? Problem() => this switch
    {
        { Session: CallFault.Invalid } or { Query: CallFault.Invalid } => "\"invalid\" is a fault of \"validation\" only.",
        { IpnCopies: < 1 or > MaxIpnCopies } => $"\"ipnCopies\" must be from 1 to {MaxIpnCopies}.",
        { ValidationAmount: <= 0 } => "\"validationAmount\" must be above zero.",
        _ => null,
    };
}

/// <summary>Holds the faults in force.</summary>
internal sealed class FaultBoard
{
    private Faults current = Faults.NoFaults;

    public Faults Current
    {
        get => Volatile.Read(ref current);
        set => Volatile.Write(ref current, value);
    }
}
