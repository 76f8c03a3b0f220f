using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OiPayments.Storage.Sqlite;

/// <summary>Copies a SQLite database while others write to it, by SQLite's own backup.</summary>
public static class SqliteCopy
{
    /// <summary>16 MiB, after which progress is told.</summary>
    private const int PagesAtOnce = 4096;

    /// <param name="connection">Of the database that is copied.</param>
    /// <param name="target">A file that is not there, or is empty.</param>
    /// <param name="progress">Told how many bytes are copied, and how many there are.</param>
    /// <param name="ct">Ends it between steps.</param>
    /// <exception cref="SqliteException">One of the two cannot be read or written.</exception>
    public static void Run(string connection, string target, Action<long, long> progress, CancellationToken ct)
    {
        using var from = new SqliteConnection(
            new SqliteConnectionStringBuilder(connection) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        from.Open();

        // One instant for the whole copy. Without it SQLite begins anew whenever another process has written between two steps, and beside
        // a busy service never ends.
        using var snapshot = from.BeginTransaction(deferred: true);
        var pageSize = Ask(from, "PRAGMA page_size");
        Ask(from, "SELECT count(*) FROM sqlite_schema");

        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        to.Open();
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (backup.IsInvalid) throw Failed(to);
        int result;
        do
        {
            ct.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE)) throw Failed(to);
            var all = raw.sqlite3_backup_pagecount(backup);
            progress((all - raw.sqlite3_backup_remaining(backup)) * pageSize, all * pageSize);
        }
        while (result is raw.SQLITE_OK);
    }

    /// <summary>
    /// Whether another process, or connection, has the database open. It is left with everything in its one file, and no journal beside it.
    /// </summary>
    /// <param name="file">The database.</param>
    public static bool IsInUse(string file)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }
                .ToString());
        connection.Open();
        try
        {
            // Leaving the write-ahead log needs the file for oneself, which no open connection of another allows.
            using var leave = connection.CreateCommand();
            leave.CommandText = "PRAGMA journal_mode = DELETE";
            var left = leave.ExecuteScalar() as string;
            leave.CommandText = "PRAGMA journal_mode = WAL";
            leave.ExecuteScalar();
            return left is not "delete";
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return true;
        }
    }

    private static long Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteException Failed(SqliteConnection to) =>
        new(raw.sqlite3_errmsg(to.Handle).utf8_to_string(), raw.sqlite3_errcode(to.Handle));
}
