namespace OiPayments.Cli.Profiles;

/// <summary>A login: where the service is, and who one is to it.</summary>
/// <param name="Api">The API's address with its path.</param>
/// <param name="Key">The public half.</param>
/// <param name="Secret">The secret half; never printed.</param>
internal sealed record Profile(string Api, string Key, string Secret)
{
    public bool IsLive => Key.StartsWith("oi_live_", StringComparison.Ordinal);

    // A record prints all it has.
    public override string ToString() => $"{Key} at {Api}";
}
