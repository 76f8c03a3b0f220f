using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OiPayments.Storage.Sqlite;

/// <summary>
/// Settings that SQLite keeps per connection. Without recursive triggers, INSERT OR REPLACE would remove a row past the triggers
/// that forbid it.
/// </summary>
internal sealed class StrictSqlite : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA recursive_triggers = ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
