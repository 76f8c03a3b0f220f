using System.Net;
using OiPayments.Api;

namespace OiPayments.Applications;

/// <summary>What a request says about what a credential may do; each is left alone unless it was sent, and null lifts it.</summary>
internal interface ICredentialLimits
{
    Sent<bool?> ReadOnly { get; }

    Sent<IReadOnlyList<string>?> AllowedNetworks { get; }

    Sent<int?> RequestsPerSecond { get; }
}

/// <summary>Reads, checks and applies <see cref="ICredentialLimits"/>.</summary>
internal static class CredentialLimits
{
    public const int MaxRequestsPerSecond = 100_000;

    private const string Networks = "allowedNetworks";
    private const string Rate = "requestsPerSecond";

    public static Sent<bool?> ReadReadOnly(JsonFields fields) => fields.IfSent("readOnly", fields.OptionalBoolean);

    public static Sent<IReadOnlyList<string>?> ReadNetworks(JsonFields fields) => fields.IfSent(Networks, name =>
        fields.OptionalTextList(name, AllowedNetworks.Max, AllowedNetworks.MaxEntryLength) is { } texts
            ? (IReadOnlyList<string>?)[.. texts.Select(text => text ?? "")]
            : null);

    public static Sent<int?> ReadRate(JsonFields fields) =>
        fields.IfSent(Rate, name => (int?)fields.OptionalWholeNumber(name, 1, MaxRequestsPerSecond));

    public static void Check(ICredentialLimits limits, FieldErrors errors)
    {
        errors.CheckRange(Rate, limits.RequestsPerSecond.Or(null), 1, MaxRequestsPerSecond);
        if (limits.AllowedNetworks.Or(null) is not { } networks) return;

        // To one reader an empty list is "nobody", to the next "anybody".
        if (networks.Count == 0) errors.Add(Networks, "Names at least one network; send null to allow all.");
        if (networks.Count > AllowedNetworks.Max) errors.Add(Networks, $"Holds at most {AllowedNetworks.Max} entries.");
        foreach (var (place, text) in networks.Index())
        {
            var path = $"{Networks}[{place}]";
            if (errors.CheckText(path, text, AllowedNetworks.MaxEntryLength) && !AllowedNetworks.TryReadNetwork(text, out _))
                errors.Add(
                    path,
                    "Must be an address or a network without bits beyond its prefix, such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32.");
        }
    }

    /// <summary>Writes what was sent, and was checked, onto the credential.</summary>
    public static void Apply(ICredentialLimits limits, Credential credential)
    {
        if (limits.ReadOnly.Has(out var only)) credential.ReadOnly = only ?? false;
        if (limits.AllowedNetworks.Has(out var networks))
            credential.AllowedNetworks = networks is null ? null : new([.. networks.Select(Network)]);
        if (limits.RequestsPerSecond.Has(out var rate)) credential.RequestsPerSecond = rate;

        static IPNetwork Network(string text) =>
            AllowedNetworks.TryReadNetwork(text, out var network) ? network : throw new FormatException($"{text} is no network.");
    }

    public static void Copy(Credential from, Credential to) =>
        (to.ReadOnly, to.AllowedNetworks, to.RequestsPerSecond) = (from.ReadOnly, from.AllowedNetworks, from.RequestsPerSecond);
}
