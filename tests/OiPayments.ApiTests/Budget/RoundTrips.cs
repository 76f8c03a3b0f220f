using System.Collections.Concurrent;
using System.Text;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Budget;

/// <summary>
/// Stands between the server and PostgreSQL and counts what the wire shows: a round trip is what the client sends after the server
/// has spoken. Messages that are sent together, such as a pipelined BEGIN, are one.
/// </summary>
internal sealed class RoundTrips : IAsyncDisposable
{
    private readonly ConcurrentQueue<StringBuilder> rounds = new();
    private readonly Relay relay;

    public RoundTrips(int target) => relay = new(target, () => new Conversation(this));

    public int Port => relay.Port;

    /// <summary>What each round trip since the last <see cref="Reset"/> carried, as far as it is text.</summary>
    public IReadOnlyList<string> Seen => [.. rounds.Select(round => round.ToString())];

    public void Reset() => rounds.Clear();

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    private sealed class Conversation(RoundTrips trips) : IListener
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

        public void ServerSpoke(ReadOnlySpan<byte> bytes)
        {
            lock (gate) current = null;
        }
    }
}
