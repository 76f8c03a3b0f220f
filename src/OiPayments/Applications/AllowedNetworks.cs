using System.Net;

namespace OiPayments.Applications;

/// <summary>
/// The networks a credential may be used from, as CIDR notation writes them. An IPv4 address that came in IPv6's clothes
/// (<c>::ffff:203.0.113.7</c>, as a listener for both sees it) counts as the IPv4 address it is.
/// </summary>
internal sealed class AllowedNetworks
{
    public const int Max = 32;
    public const int MaxEntryLength = 43;
    public const int MaxTextLength = Max * (MaxEntryLength + 1);
    private const int MappedPrefixLength = 96;

    private readonly IReadOnlyList<IPNetwork> networks;

    public AllowedNetworks(IReadOnlyList<IPNetwork> networks) => this.networks = networks;

    public IReadOnlyList<string> Texts => [.. networks.Select(network => network.ToString())];

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static AllowedNetworks Parse(string text) => new([.. text.Split(' ').Select(entry => IPNetwork.Parse(entry))]);

    /// <summary>
    /// An address, or a network without bits beyond its prefix: <c>10.1.2.3</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>.
    /// </summary>
    public static bool TryReadNetwork(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        // A zone (fe80::1%eth0) names a card of one machine, and means nothing here.
        if (text.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
            return false;

        // IPAddress takes 1.2 for 1.0.0.2, and 010 for 8: what a person meant by that is anyone's guess.
        if (address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork
            && address.ToString() != (slash < 0 ? text : text[..slash])) return false;

        var length = address.GetAddressBytes().Length * 8;
        if (slash >= 0 && (!int.TryParse(
            text[(slash + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out length)
            || length > address.GetAddressBytes().Length * 8)) return false;
        if (address.IsIPv4MappedToIPv6)
        {
            if (length < MappedPrefixLength) return false;
            (address, length) = (address.MapToIPv4(), length - MappedPrefixLength);
        }

        // The parser would drop the bits beyond the prefix, which were there for some reason.
        return IPNetwork.TryParse($"{address}/{length}", out network) && network.BaseAddress.Equals(address);
    }

    public bool Contain(IPAddress? address)
    {
        if (address is null) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }

    public override string ToString() => string.Join(' ', Texts);
}
