using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OiPayments.TestSupport;

/// <summary>What hears both sides of one connection through a <see cref="Relay"/>, each piece before it goes on.</summary>
public interface IListener
{
    void ClientSpoke(ReadOnlySpan<byte> bytes);

    void ServerSpoke(ReadOnlySpan<byte> bytes);

    /// <summary>Whether what the client has just said may go on; else both lose the connection. May take its time.</summary>
    Task<bool> MayAskAsync() => Task.FromResult(true);

    /// <summary>Whether what the server has just said may go on; else both lose the connection. May take its time.</summary>
    Task<bool> MayAnswerAsync() => Task.FromResult(true);
}

/// <summary>
/// Stands between clients and a server of this machine and passes everything on, while somebody listens to each connection.
/// </summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int target;
    private readonly Func<IListener> listen;
    private readonly Task accepting;
    private readonly ConcurrentDictionary<TcpClient, bool> clients = new();
    private volatile bool isCut;

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

    /// <summary>Nobody gets through, and whoever was through is cut off, as when a server dies.</summary>
    public void Cut()
    {
        isCut = true;
        foreach (var client in clients.Keys) client.Close();
    }

    /// <summary>Whoever comes from now on gets through again.</summary>
    public void Mend() => isCut = false;

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
            clients[client] = true;
            try
            {
                if (isCut) return;
                await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
                client.NoDelay = server.NoDelay = true;
                var listener = listen();
                await Task.WhenAny(
                    CopyAsync(client.GetStream(), server.GetStream(), listener.ClientSpoke, listener.MayAskAsync),
                    CopyAsync(server.GetStream(), client.GetStream(), listener.ServerSpoke, listener.MayAnswerAsync));
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException
                or ObjectDisposedException)
            {
                // Either side may hang up whenever it likes.
            }
            finally
            {
                clients.TryRemove(client, out _);
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Action<ReadOnlySpan<byte>> watch, Func<Task<bool>> mayPass)
    {
        var buffer = new byte[256 * 1024];
        while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var length)
        {
            watch(buffer.AsSpan(0, length));
            if (!await mayPass()) return;
            await to.WriteAsync(buffer.AsMemory(0, length), stopping.Token);
        }
    }
}
