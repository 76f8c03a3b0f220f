using System.Net;
using System.Net.Sockets;

namespace OiPayments.Server;

/// <summary>
/// Whether this process may listen where it was told to, asked before anything else is begun. The server would find out at the end of
/// the start, name no setting, and log the failure with its stack.
/// </summary>
internal static class ListenAddresses
{
    /// <exception cref="SettingsException">It may not; the message names the setting.</exception>
    public static void Try(ServerSettings settings)
    {
        Try("Urls__Api", settings.ApiUrl);
        Try("Urls__Web", settings.WebUrl);
        Try("Urls__Management", settings.ManagementUrl);
        if (settings.IsSandboxEnabled) Try("Urls__Sandbox", settings.SandboxUrl);
    }

    private static void Try(string setting, Uri url)
    {
        foreach (var address in AddressesOf(url))
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, url.Port));
            }
            catch (SocketException failure) when (url.IsLoopback && IsUnknown(failure) && address.Equals(IPAddress.IPv6Loopback))
            {
                // A machine without IPv6: the server leaves that half of localhost out.
            }
            catch (SocketException failure)
            {
                throw new SettingsException(
                    $"{setting}: cannot listen on {url.GetLeftPart(UriPartial.Authority)}: {WhyNot(failure, setting, url)}", failure);
            }
        }
    }

    /// <summary>As the server reads them: a name that is not this machine's own stands for every network.</summary>
    private static IEnumerable<IPAddress> AddressesOf(Uri url)
    {
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)) return [address];
        return url.IsLoopback ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Any];
    }

    private static bool IsUnknown(SocketException failure) =>
        failure.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;

    private static string WhyNot(SocketException failure, string setting, Uri url) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"the port is in use. Stop what uses it, or set {setting} to another port; each process on a machine needs ports of its own.",
        SocketError.AccessDenied =>
            $"this user may not open port {url.Port}, as with most ports below 1024. Set {setting} to a higher port, and let the proxy in "
                + "front listen on that one.",
        SocketError.AddressNotAvailable => $"this machine has no address {url.Host}. http://*:{url.Port} listens on every one it has.",
        _ => $"{failure.Message}.",
    };
}
