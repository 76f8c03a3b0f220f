using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OiPayments.Storage.Sqlite;

/// <summary>
/// Settings that SQLite keeps per connection. Without recursive triggers, INSERT OR REPLACE would remove a row past the triggers
/// that forbid it. Without a time to wait of SQLite's own, the driver looks whether another has done writing only every 150 ms
/// (https://github.com/dotnet/efcore/issues/28135); SQLite looks after one, two, five milliseconds, and so on.
/// </summary>
internal sealed class StrictSqlite : DbConnectionInterceptor
{
    public const int SecondsToWaitForALock = 30;

    private static readonly string Settings = $"PRAGMA recursive_triggers = ON; PRAGMA busy_timeout = {SecondsToWaitForALock * 1000};";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
