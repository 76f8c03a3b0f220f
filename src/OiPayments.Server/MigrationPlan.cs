using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using OiPayments.Persistence;

namespace OiPayments.Server;

/// <summary>
/// What <c>migrate</c> would do to a database, said without doing it: each migration, its steps, and what each keeps waiting.
/// </summary>
internal static partial class MigrationPlan
{
    private const string Nobody = "nobody waits";
    private const string AMoment = "everybody who uses the table waits for a moment";

    /// <summary>What two slow cores index in a second, beside a load (<c>drills/upgrade</c>).</summary>
    private const int RowsIndexedInASecond = 200_000;

    /// <param name="db">The database that would be migrated.</param>
    /// <param name="pending">The migrations that it lacks, in order.</param>
    /// <param name="rows">About how many rows a table has, by its name; none where that is not known.</param>
    public static IEnumerable<string> Describe(OiPaymentsDb db, IReadOnlyList<string> pending, IReadOnlyDictionary<string, long> rows)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in pending)
        {
            yield return id;
            var operations = assembly.CreateMigration(assembly.Migrations[id], db.Database.ProviderName!).UpOperations;

            var isBesideWriters = IsPostgreSql(db) && operations.All(operation => operation is CreateIndexOperation or DropIndexOperation);
            foreach (var operation in operations)
            {
                var steps = isBesideWriters && operation is CreateIndexOperation index && !made.Contains(index.Table)
                    ? [$"makes the index {index.Name} on {index.Table}: {Nobody}{Takes(rows.GetValueOrDefault(index.Table))}"]
                    : StepsOf(operation, made);
                foreach (var step in steps) yield return $"  {step}";
            }
        }
    }

    /// <summary>About how many rows each table has, as PostgreSQL's planner has it; nothing of SQLite.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountRowsAsync(OiPaymentsDb db, CancellationToken ct)
    {
        if (!IsPostgreSql(db)) return ReadOnlyDictionary<string, long>.Empty;
        FormattableString counts = $"""
            SELECT relname::text AS name, greatest(reltuples, 0)::bigint AS rows FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
            """;
        return await db.Database.SqlQuery<RowCount>(counts)
            .ToDictionaryAsync(count => count.Name, count => count.Rows, StringComparer.Ordinal, ct);
    }

    private static bool IsPostgreSql(OiPaymentsDb db) => db.Database.ProviderName?.EndsWith("PostgreSQL", StringComparison.Ordinal) is true;

    private static string Takes(long rows) => rows == 0
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture, $"; takes about {Math.Max(1, rows / RowsIndexedInASecond)} s for some {rows:N0} rows");

    private sealed record RowCount(string Name, long Rows);

    /// <param name="operation">One of a migration.</param>
    /// <param name="made">Tables that this plan made: nobody uses them yet.</param>
    private static IEnumerable<string> StepsOf(MigrationOperation operation, HashSet<string> made)
    {
        switch (operation)
        {
            case CreateTableOperation table:
                made.Add(table.Name);
                var others = table.ForeignKeys.Select(key => key.PrincipalTable).Where(name => !made.Contains(name)).Distinct().ToList();
                return [$"makes the table {table.Name}: " + (others.Count == 0
                    ? Nobody
                    : $"writers of {string.Join(" and ", others)} wait for a moment")];
            case AddColumnOperation column:
                return [$"adds the column {column.Name} to {column.Table}: {Waiting(column.Table, made, AMoment)}; no row is rewritten"];
            case DropTableOperation table:
                return [$"removes the table {table.Name}, with all that is in it: {AMoment}"];
            case DropIndexOperation index:
                return [$"removes the index {index.Name} of {index.Table}: {AMoment}"];
            case CreateIndexOperation index:
                return
                [
                    $"makes the index {index.Name} on {index.Table}: "
                        + Waiting(index.Table, made, "writers of the table wait until all of it is read"),
                ];
            case RenameTableOperation or RenameColumnOperation:
                return [$"renames: {AMoment}; nodes of the version before cannot go on"];
            case SqlOperation sql:
                return Statements(sql.Sql).Select(text => $"runs: {text}");
            default:
                return [string.Create(CultureInfo.InvariantCulture, $"{operation.GetType().Name}: see the migration")];
        }
    }

    private static string Waiting(string table, HashSet<string> made, string otherwise) => made.Contains(table) ? Nobody : otherwise;

    /// <summary>The beginning of each statement, up to what it is about.</summary>
    private static IEnumerable<string> Statements(string sql) =>
        Beginning().Matches(sql).Select(match => Space().Replace(match.Value, " ").Trim());

    [GeneratedRegex(
        @"^\s*(CREATE|DROP|ALTER|UPDATE|INSERT|DELETE)\b[^\n;(]*", RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
