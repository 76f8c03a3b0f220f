namespace OiPayments.Gateways;

/// <summary>One store at one gateway. Its text form leaves the password out, so that it cannot reach a log.</summary>
public sealed record GatewayAccount(string Gateway, Mode Mode, Uri BaseUrl, string StoreId, string StorePassword)
{
    public override string ToString() => $"{Gateway} {WireNames<Mode>.Of(Mode)} store {StoreId} at {BaseUrl.Host}";
}
