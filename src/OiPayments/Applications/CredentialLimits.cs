using System.Net;
using OiPayments.Api;

namespace OiPayments.Applications;

/// <summary>What a request says about what a credential may do; each is left alone unless it was sent, and null lifts it.</summary>
internal sealed class CredentialLimits
{
    public const int MaxRequestsPerSecond = 100_000;

    private bool? readOnly;
    private (AllowedNetworks? Networks, bool WasSent) networks;
    private (int? PerSecond, bool WasSent) rate;

    private CredentialLimits()
    {
    }

    public static CredentialLimits Read(JsonFields fields, FieldErrors errors) => new()
    {
        readOnly = fields.OptionalBoolean("readOnly") ?? (fields.Has("readOnly") ? false : null),
        networks = (ReadNetworks(fields, errors), fields.Has("allowedNetworks")),
        rate = ((int?)fields.OptionalWholeNumber("requestsPerSecond", 1, MaxRequestsPerSecond), fields.Has("requestsPerSecond")),
    };

    public static void Copy(Credential from, Credential to) =>
        (to.ReadOnly, to.AllowedNetworks, to.RequestsPerSecond) = (from.ReadOnly, from.AllowedNetworks, from.RequestsPerSecond);

    public void ApplyTo(Credential credential)
    {
        if (readOnly is { } only) credential.ReadOnly = only;
        if (networks.WasSent) credential.AllowedNetworks = networks.Networks;
        if (rate.WasSent) credential.RequestsPerSecond = rate.PerSecond;
    }

    private static AllowedNetworks? ReadNetworks(JsonFields fields, FieldErrors errors)
    {
        const string name = "allowedNetworks";
        if (fields.OptionalTextList(name, AllowedNetworks.Max, AllowedNetworks.MaxEntryLength) is not { } texts) return null;

        // To one reader an empty list is "nobody", to the next "anybody".
        if (texts.Count == 0) errors.Add(name, "Names at least one network; send null to allow all.");
        var read = new List<IPNetwork>();
        foreach (var (place, text) in texts.Index())
        {
            if (text is null) continue;
            if (AllowedNetworks.TryReadNetwork(text, out var network)) read.Add(network);
            else errors.Add($"{name}[{place}]", "Must be an address or a network without bits beyond its prefix, such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32.");
        }

        return new(read);
    }
}
