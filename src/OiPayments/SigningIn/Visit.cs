using System.Net;

namespace OiPayments.SigningIn;

/// <summary>Where a request came from, as far as signing in cares.</summary>
/// <param name="Address">The IP address; null when it came from within.</param>
/// <param name="UserAgent">What the browser or program calls itself.</param>
/// <param name="Device">The value of the cookie that a device has which signed in before; null without one.</param>
internal sealed record Visit(IPAddress? Address, string? UserAgent, string? Device)
{
    /// <summary>The address as text.</summary>
    public string? AddressText => Address is { IsIPv4MappedToIPv6: true } ? Address.MapToIPv4().ToString() : Address?.ToString();

    /// <summary>What one subscriber has: of IPv6 a /64, which is 2^64 addresses.</summary>
    public string? Network
    {
        get
        {
            if (Address is null) return null;
            if (Address.AddressFamily is not System.Net.Sockets.AddressFamily.InterNetworkV6 || Address.IsIPv4MappedToIPv6)
                return AddressText;
            var bytes = Address.GetAddressBytes();
            bytes.AsSpan(8).Clear();
            return $"{new IPAddress(bytes)}/64";
        }
    }

    /// <summary>A program's request on the API's door, which sends no cookies.</summary>
    public static Visit ToApi(HttpContext context) =>
        new(context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent.ToString(), null);

    /// <summary>A browser's request on the pages' door.</summary>
    public static Visit ToPage(HttpContext context) => ToApi(context) with { Device = DeviceCookie.Read(context) };
}
