using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OiPayments.ApiTests.Budget;

/// <summary>
/// Stands between the server and PostgreSQL and counts what the wire shows: a round trip is what the client sends after the server
/// has spoken. Messages that are sent together, such as a pipelined BEGIN, are one.
/// </summary>
internal sealed class RoundTrips : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<StringBuilder> rounds = new();
    private readonly int target;
    private readonly Task accepting;

    public RoundTrips(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What each round trip since the last <see cref="Reset"/> carried, as far as it is text.</summary>
    public IReadOnlyList<string> Seen => [.. rounds.Select(round => round.ToString())];

    public void Reset() => rounds.Clear();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                _ = RelayAsync(client);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
                client.NoDelay = server.NoDelay = true;
                var conversation = new Conversation(this);
                await Task.WhenAny(
                    CopyAsync(client.GetStream(), server.GetStream(), conversation.ClientSpoke),
                    CopyAsync(server.GetStream(), client.GetStream(), _ => conversation.ServerSpoke()));
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
                // Either side may hang up whenever it likes.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Action<ReadOnlySpan<byte>> watch)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var length)
        {
            watch(buffer.AsSpan(0, length));
            await to.WriteAsync(buffer.AsMemory(0, length), stopping.Token);
        }
    }

    private sealed class Conversation(RoundTrips trips)
    {
        private readonly Lock gate = new();
        private StringBuilder? current;

        public void ClientSpoke(ReadOnlySpan<byte> bytes)
        {
            lock (gate)
            {
                if (current is null) trips.rounds.Enqueue(current = new());
                foreach (var b in bytes) current.Append(b is >= 32 and < 127 ? (char)b : ' ');
            }
        }

        public void ServerSpoke()
        {
            lock (gate) current = null;
        }
    }
}
