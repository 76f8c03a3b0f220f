using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OiPayments.Access;

namespace OiPayments.Bench;

/// <summary>
/// The least that operations can cost on SQLite: what the service said to it, said again by nothing but its driver, prepared, in the same
/// transactions, to a copy of the file as it was before. On one connection: SQLite writes for one at a time, whoever asks.
/// </summary>
internal sealed class SqliteFloor : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    private SqliteFloor(string file)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, Pooling = false }.ToString());
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA recursive_triggers = ON;";
        settings.ExecuteNonQuery();
    }

    /// <summary>A copy of a database that is in use.</summary>
    public static void Copy(string file, string copy)
    {
        using var from = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        using var to = new SqliteConnection($"Data Source={copy};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    /// <param name="file">The copy.</param>
    /// <param name="log">What was recorded.</param>
    /// <param name="began">When each operation began, and when the last was over.</param>
    public static (Measured Measured, double StatementsOfEach) Play(
        string file, IReadOnlyList<RecordedTransaction> log, IReadOnlyList<long> began)
    {
        using var floor = new SqliteFloor(file);
        var operations = began.Zip(began.Skip(1), (from, to) => log.Where(one => one.At >= from && one.At < to).ToList()).ToList();

        // What comes first is prepared on the way.
        const int first = 20;
        foreach (var operation in operations.Take(first)) floor.Play(operation);
        var start = Stopwatch.GetTimestamp();
        var latencies = operations.Skip(first).Select(operation =>
        {
            var at = Stopwatch.GetTimestamp();
            floor.Play(operation);
            return Stopwatch.GetElapsedTime(at).TotalSeconds;
        }).ToList();
        return (
            Measured.Of(latencies, Stopwatch.GetElapsedTime(start).TotalSeconds),
            operations.Average(operation => operation.Sum(one => one.Commands.Count)));
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private void Play(List<RecordedTransaction> operation)
    {
        foreach (var recorded in operation)
        {
            using var transaction = recorded.IsExplicit ? connection.BeginTransaction() : null;
            foreach (var command in recorded.Commands) Play(command, transaction);
            transaction?.Commit();
        }
    }

    private void Play(RecordedCommand recorded, SqliteTransaction? transaction)
    {
        if (!prepared.TryGetValue(recorded.Sql, out var command))
        {
            prepared[recorded.Sql] = command = connection.CreateCommand();
            command.CommandText = recorded.Sql;
            foreach (var (name, _) in recorded.Values) command.Parameters.Add(new() { ParameterName = name });
        }

        command.Transaction = transaction;
        for (var number = 0; number < recorded.Values.Count; number++)
            command.Parameters[number].Value = recorded.Values[number].Value ?? DBNull.Value;
        using var reader = command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
            }
        }
        while (reader.NextResult());
    }
}
