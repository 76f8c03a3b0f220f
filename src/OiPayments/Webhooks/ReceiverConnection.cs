using System.Net;
using System.Net.Sockets;

namespace OiPayments.Webhooks;

/// <summary>The addresses of a host: the system's resolver, unless a test plays it.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken ct);

/// <summary>
/// Opens connections to receivers of events, and to whatever else an application names by its address. The host is resolved here, once,
/// every address it has is judged, and the connection goes to those very addresses: a name that answers differently the second time gains
/// nothing by it.
/// </summary>
internal sealed partial class ReceiverConnection(PublicAddresses addresses, ResolveHost resolve, ILogger<ReceiverConnection> log)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(2);
    private const int MaxHeaderKibibytes = 16;
    private const int MaxDrainedBytes = 16 * 1024;

    /// <summary>
    /// No redirects, cookies, proxy or decompression: what a receiver answers is a status, and a little text that is kept.
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = KeepFor,
        MaxResponseHeadersLength = MaxHeaderKibibytes,
        MaxResponseDrainSize = MaxDrainedBytes,
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await resolve(host, ct);

        // One bad address among good ones is a trap or a mistake; either way it is for a person to mend.
        if (Array.Find(found, address => !addresses.Allows(address)) is { } refused)
        {
            Refused(log, host, refused);
            throw new AddressRefusedException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "Did not connect to {Host}: {Address} is not a public address, and Webhooks__AllowedNetworks does not hold it")]
    private static partial void Refused(ILogger log, string host, IPAddress address);
}
