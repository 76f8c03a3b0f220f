using System.Net;
using System.Net.Sockets;

namespace OiPayments.ApiTests.Web;

/// <summary>Connects from another address of this machine.</summary>
internal static class LocalAddress
{
    public static HttpClient Client(string address, Uri to) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = to };
}
