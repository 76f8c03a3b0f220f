namespace OiPayments.Gateways;

/// <summary>One store at one gateway. Its text form leaves the password out, so that it cannot reach a log.</summary>
public sealed record GatewayAccount(string Gateway, Mode Mode, Uri BaseUrl, string StoreId, string StorePassword)
{
    /// <summary>
    /// What the clock of the application shows that it is asked for, when that is a test clock; null: real time. A sandbox that knows of
    /// it lets time pass for what belongs to this application alone; every other gateway is not told.
    /// </summary>
    public DateTimeOffset? TestTime { get; init; }

    public override string ToString() => $"{Gateway} {WireNames<Mode>.Of(Mode)} store {StoreId} at {BaseUrl.Host}";
}
