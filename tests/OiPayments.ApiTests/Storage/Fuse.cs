using System.Text;
using Npgsql;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>Stands before PostgreSQL, and does one thing to the first connection on which a certain text is said.</summary>
internal sealed class Fuse : IAsyncDisposable
{
    /// <summary>
    /// The first eight bytes of a request to cancel what runs on another connection
    /// (https://www.postgresql.org/docs/current/protocol-message-formats.html).
    /// </summary>
    private static readonly byte[] CancelRequest = [0, 0, 0, 16, 4, 210, 22, 46];

    private readonly Relay relay;
    private readonly NpgsqlConnectionStringBuilder connection;
    private volatile Plan? plan;
    private int cancels;

    public Fuse(string database)
    {
        // What is prepared goes by a name, and not by its text.
        connection = new(database) { MaxAutoPrepare = 0 };
        relay = new(connection.Port, () => new Conversation(this));
        connection.Port = relay.Port;
    }

    private enum Blow
    {
        BeforeTheServer,
        AfterTheServer,
        HoldTheAnswer,
    }

    public string Database => connection.ToString();

    /// <summary>How often somebody asked the server to cancel what runs.</summary>
    public int Cancels => Volatile.Read(ref cancels);

    /// <summary>Nobody gets through.</summary>
    public void Cut() => relay.Cut();

    public void Mend() => relay.Mend();

    /// <summary>The next time that this is said to the server, the connection breaks before the server hears it.</summary>
    /// <param name="text">What is said.</param>
    /// <param name="then">Not that breaks the connection, but this, said on it later.</param>
    public void BreakBefore(string text, string? then = null) => plan = new(text, then, Blow.BeforeTheServer);

    /// <summary>The next time that this is said to the server, the connection breaks when it answers.</summary>
    /// <inheritdoc cref="BreakBefore"/>
    public void BreakAfter(string text, string? then = null) => plan = new(text, then, Blow.AfterTheServer);

    /// <summary>The next time that this is said to the server, its answer is held back.</summary>
    /// <returns>Says that the answer is there, and lets it through.</returns>
    public (Task IsThere, Action LetGo) HoldAnswerTo(string text)
    {
        var held = plan = new(text, null, Blow.HoldTheAnswer);
        return (held.IsThere.Task, held.LetGo.SetResult);
    }

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    private sealed record Plan(string Text, string? Then, Blow Blow)
    {
        public TaskCompletionSource IsThere { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource LetGo { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Conversation(Fuse fuse) : IListener
    {
        private volatile Plan? armed;
        private volatile Plan? mine;
        private volatile bool hasThen;

        public void ClientSpoke(ReadOnlySpan<byte> bytes)
        {
            if (bytes.StartsWith(CancelRequest)) Interlocked.Increment(ref fuse.cancels);
            var text = Encoding.ASCII.GetString(bytes);
            if (fuse.plan is { } plan
                && text.Contains(plan.Text, StringComparison.Ordinal)
                && Interlocked.CompareExchange(ref fuse.plan, null, plan) == plan) armed = plan;
            if (armed is { } waiting && (waiting.Then is null || text.Contains(waiting.Then, StringComparison.Ordinal))) mine = waiting;
        }

        // The answer to what was said before may come after it was said: a server that loses its client then does not do it.
        public void ServerSpoke(ReadOnlySpan<byte> bytes)
        {
            if (mine is { Then: { } then } && Encoding.ASCII.GetString(bytes).Contains(then, StringComparison.Ordinal)) hasThen = true;
        }

        public Task<bool> MayAskAsync() => Task.FromResult(mine is not { Blow: Blow.BeforeTheServer });

        public async Task<bool> MayAnswerAsync()
        {
            if (mine is not { } plan) return true;
            if (plan.Blow is Blow.AfterTheServer) return plan.Then is not null && !hasThen;
            plan.IsThere.TrySetResult();
            await plan.LetGo.Task;
            return true;
        }
    }
}
