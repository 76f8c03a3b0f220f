using Npgsql;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// Finds out whether a pooler hands every transaction to another connection. Statements that one client prepared then fail another's, now
/// and then at first and at nearly every request later; so a start says no at once, with what to set. It is not set by itself: whether it
/// is seen depends on who else is using the pooler at that moment, and nodes and commands should not differ by luck.
/// </summary>
internal sealed class PoolerCheck(NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings)
{
    /// <summary>How many statements each connection keeps prepared, unless the connection string or the pooler says otherwise.</summary>
    public const int MaxAutoPrepare = 500;

    private const int Rounds = 3;

    /// <exception cref="DatabaseSettingsException">There is one, and statements would be prepared.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        // Whoever set another number knows what the pooler can do.
        if (settings.MaxAutoPrepare != MaxAutoPrepare || !await IsBehindAPoolerAsync(ct) || !await AreTransactionsPooledAsync(ct)) return;
        throw new DatabaseSettingsException(
            "A pooler stands before PostgreSQL that gives every transaction another connection, as PgBouncer does in transaction mode; "
                + "prepared statements do not survive that. Set Database__Pooler=Transaction and start again. (If the pooler takes care "
                + "of prepared statements itself, set Max Auto Prepare in ConnectionStrings__Database instead.)");
    }

    /// <summary>A pooler tells its clients a process of its own making. Without one this costs one round trip.</summary>
    private async Task<bool> IsBehindAPoolerAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await BackendOfAsync(connection, ct) != connection.ProcessID;
    }

    /// <summary>
    /// Whether two clients that are both there were served by the same process of the server, or one client by two. Asked a few times:
    /// behind a busy pooler they may miss each other.
    /// </summary>
    private async Task<bool> AreTransactionsPooledAsync(CancellationToken ct)
    {
        var plain = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, MaxAutoPrepare = 0 };
        await using var unpooled = NpgsqlDataSource.Create(plain);
        await using var first = await unpooled.OpenConnectionAsync(ct);
        await using var second = await unpooled.OpenConnectionAsync(ct);
        for (var round = 0; round < Rounds; round++)
        {
            var served = await BackendOfAsync(first, ct);
            await using var held = await second.BeginTransactionAsync(ct);
            if (await BackendOfAsync(second, ct) == served || await BackendOfAsync(first, ct) != served) return true;
        }

        return false;
    }

    private static async Task<int> BackendOfAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(ct) ?? 0);
    }
}
