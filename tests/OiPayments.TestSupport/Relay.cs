using System.Net;
using System.Net.Sockets;

namespace OiPayments.TestSupport;

/// <summary>What hears both sides of one connection through a <see cref="Relay"/>, each piece before it goes on.</summary>
public interface IListener
{
    void ClientSpoke(ReadOnlySpan<byte> bytes);

    void ServerSpoke();
}

/// <summary>Stands between clients and a server of this machine and passes everything on, while somebody listens to each connection.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int target;
    private readonly Func<IListener> listen;
    private readonly Task accepting;

    /// <param name="target">The server's port.</param>
    /// <param name="listen">Makes the listener of a new connection.</param>
    public Relay(int target, Func<IListener> listen)
    {
        (this.target, this.listen) = (target, listen);
        door.Start();
        accepting = AcceptAsync();
    }

    /// <summary>For the clients.</summary>
    public int Port => ((IPEndPoint)door.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        door.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassOnAsync(await door.AcceptTcpClientAsync(stopping.Token));
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Nobody needs it any more.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
                client.NoDelay = server.NoDelay = true;
                var listener = listen();
                await Task.WhenAny(
                    CopyAsync(client.GetStream(), server.GetStream(), listener.ClientSpoke),
                    CopyAsync(server.GetStream(), client.GetStream(), _ => listener.ServerSpoke()));
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Either side may hang up whenever it likes.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Action<ReadOnlySpan<byte>> watch)
    {
        var buffer = new byte[256 * 1024];
        while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var length)
        {
            watch(buffer.AsSpan(0, length));
            await to.WriteAsync(buffer.AsMemory(0, length), stopping.Token);
        }
    }
}
