using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OiPayments.Persistence;
using OiPayments.Storage;

namespace OiPayments.Server.Backups;

/// <summary>The database as a file, for the commands that copy it.</summary>
internal static class SqliteFile
{
    public const string OnPostgreSql =
        "This command is for SQLite. On PostgreSQL a backup is the database server's: pg_basebackup and an archive of its write-ahead log, "
            + "from which any second can be restored. docs/backup.md has the commands.";

    /// <exception cref="SettingsException">The database is no file of its own.</exception>
    public static string Of(OiPaymentsDb db, DatabaseProvider provider)
    {
        if (provider is not DatabaseProvider.Sqlite) throw new SettingsException(OnPostgreSql);
        return Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);
    }
}
