using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using OiPayments.ApiTests.Verification;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// <c>Releases/</c> keeps, for each version, a database of it in which the story of <see cref="ToldStory"/> was told, as SQL that
/// makes it again. <c>WRITE_RELEASE</c> in the environment names a version that is written first, from what the code makes now.
/// </summary>
internal static partial class ReleasedDatabase
{
    /// <summary>Left out of PostgreSQL's dump: remarks, commands to psql, and settings, of which an older server knows fewer.</summary>
    private static readonly string[] LeftOut = ["--", "\\", "SET "];

    private static bool IsSqlite => TestDatabase.Kind == "sqlite";

    private static string? Written => Environment.GetEnvironmentVariable("WRITE_RELEASE") is { Length: > 0 } version ? version : null;

    public static IEnumerable<string> Versions()
    {
        if (Written is { } version) Directory.CreateDirectory(Path.Combine(Folder(), version));
        return Directory.EnumerateDirectories(Folder()).Select(folder => Path.GetFileName(folder));
    }

    /// <summary>A new database of the suite's kind, as the version left it; its connection string.</summary>
    public static async Task<string> RestoreAsync(string version)
    {
        var file = Path.Combine(Folder(), version, $"{TestDatabase.Kind}.sql");
        if (Written == version) await File.WriteAllTextAsync(file, await DumpAsync(await ToldStory.CopyDatabaseAsync()));
        var connection = await (await TestDatabase.GetAsync()).CreateEmptyAsync();

        // PostgreSQL's dump sets the search path: its connection is used for nothing else.
        await using var database = Connect(IsSqlite ? connection : $"{connection};Pooling=false");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = await File.ReadAllTextAsync(file);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>
    /// Writes what the version wrote, by its own statements, into a database of another: each row by itself, those that refer to others
    /// after them.
    /// </summary>
    /// <exception cref="DbException">The database refuses a row.</exception>
    public static async Task WriteRowsAsync(string version, string connection)
    {
        var lines = await File.ReadAllTextAsync(Path.Combine(Folder(), version, $"{TestDatabase.Kind}.sql"));
        var open = Insert().Matches(lines).Select(match => match.Value)
            .Where(row => !row.Contains("__EFMigrationsHistory", StringComparison.Ordinal)).ToList();
        await using var database = Connect(connection);
        await database.OpenAsync();
        while (open.Count > 0)
        {
            List<(string Row, DbException Refusal)> refused = [];
            foreach (var row in open)
            {
                await using var command = database.CreateCommand();
                command.CommandText = row;
                try
                {
                    await command.ExecuteNonQueryAsync();
                }
                catch (DbException failure) when (failure.Message.Contains("foreign key", StringComparison.OrdinalIgnoreCase))
                {
                    refused.Add((row, failure));
                }
            }

            if (refused.Count == open.Count) throw refused[0].Refusal;
            open = [.. refused.Select(one => one.Row)];
        }
    }

    /// <summary>The first column of the first row.</summary>
    public static async Task<object?> AskAsync(string connection, string sql)
    {
        await foreach (var value in ReadAsync(connection, sql)) return value;
        return null;
    }

    private static Task<string> DumpAsync(string connection) => IsSqlite ? DumpSqliteAsync(connection) : DumpPostgreSqlAsync(connection);

    private static async Task<string> DumpSqliteAsync(string connection)
    {
        const string everything = "FROM sqlite_master WHERE sql IS NOT NULL AND type";
        var sql = new StringBuilder("PRAGMA foreign_keys = OFF;\n");
        await foreach (var table in ReadAsync(connection, $"SELECT sql {everything} = 'table'")) sql.Append(table).Append(";\n");
        await foreach (var table in ReadAsync(connection, $"SELECT name {everything} = 'table'"))
        {
            var columns = new List<string>();
            await foreach (var name in ReadAsync(connection, $"SELECT name FROM pragma_table_info('{table}')")) columns.Add($"\"{name}\"");
            var values = string.Join(" || ', ' || ", columns.Select(column => $"quote({column})"));
            await foreach (var row in ReadAsync(connection, $"SELECT {values} FROM \"{table}\""))
            {
                sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO \"{table}\" ({string.Join(", ", columns)}) VALUES ({row});\n");
            }
        }

        await foreach (var other in ReadAsync(connection, $"SELECT sql {everything} <> 'table'")) sql.Append(other).Append(";\n");
        return sql.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static async Task<string> DumpPostgreSqlAsync(string connection)
    {
        var server = new NpgsqlConnectionStringBuilder(connection);
        string[] arguments =
        [
            "--host", server.Host!, "--port", $"{server.Port}", "--username", server.Username!, "--no-owner", "--no-privileges",
            "--column-inserts", server.Database!,
        ];
        var start = new ProcessStartInfo("pg_dump", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var dump = Process.Start(start)!;
        var lines = (await dump.StandardOutput.ReadToEndAsync()).Split('\n');
        await dump.WaitForExitAsync();
        if (dump.ExitCode != 0) throw new InvalidOperationException($"pg_dump ended with {dump.ExitCode}.");

        var kept = lines.Where(line => line != "" && !LeftOut.Any(start => line.StartsWith(start, StringComparison.Ordinal)));
        return string.Concat(kept.Select(line => $"{line}\n"));
    }

    private static async IAsyncEnumerable<object> ReadAsync(string connection, string sql)
    {
        await using var database = Connect(connection);
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) yield return rows.GetValue(0);
    }

    private static DbConnection Connect(string connection) =>
        IsSqlite ? new SqliteConnection(connection) : new NpgsqlConnection(connection);

    [GeneratedRegex(@"^INSERT INTO .*?\);$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Insert();

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Releases");
}
