using System.Net;
using System.Net.Sockets;

namespace OiPayments.Webhooks;

/// <summary>
/// Which addresses events may be posted to: those of the public internet, and the networks that the settings allow. Everything that
/// leads back into our own house is refused, also when it is spelled inside an IPv6 address.
/// </summary>
internal sealed class PublicAddresses(WebhookOptions options)
{
    // IANA's special-purpose registries, less what is globally reachable; and the addresses where clouds keep a machine's secrets
    // outside of those: 168.63.129.16 is Azure's. The others' (169.254.169.254, 100.100.100.200, fd00:ec2::254) are in here anyway.
    private static readonly IPNetwork[] ClosedV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32");

    // Only 2000::/3 is the internet. Within it: protocol assignments with Teredo, and documentation.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] ClosedV6 = Networks("2001::/23", "2001:db8::/32", "3fff::/20");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsPublic(plain) || options.AllowedNetworks.Any(network => network.Contains(plain));
    }

    private static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork) return !ClosedV4.Any(network => network.Contains(address));
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return false;

        // A translator on the way turns these into the IPv4 address they carry.
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address)) return IsPublic(new(bytes.AsSpan(12, 4)));
        if (SixToFour.Contains(address)) return IsPublic(new(bytes.AsSpan(2, 4)));
        return GlobalV6.Contains(address) && !ClosedV6.Any(network => network.Contains(address));
    }

    private static IPNetwork[] Networks(params ReadOnlySpan<string> networks)
    {
        var parsed = new IPNetwork[networks.Length];
        for (var i = 0; i < networks.Length; i++) parsed[i] = IPNetwork.Parse(networks[i]);
        return parsed;
    }
}

/// <summary>Settings under <c>Webhooks</c>.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Networks that are not public and where receivers may live all the same.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];
}

/// <summary>The receiver's host is at an address that events are not sent to.</summary>
internal sealed class AddressRefusedException(string host) : IOException($"{host} is not at a public address.");
