using System.Globalization;
using System.Text.RegularExpressions;
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

    /// <param name="db">The database that would be migrated.</param>
    /// <param name="pending">The migrations that it lacks, in order.</param>
    public static IEnumerable<string> Describe(OiPaymentsDb db, IReadOnlyList<string> pending)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in pending)
        {
            yield return id;
            var migration = assembly.CreateMigration(assembly.Migrations[id], db.Database.ProviderName!);
            foreach (var step in migration.UpOperations.SelectMany(operation => StepsOf(operation, made))) yield return $"  {step}";
        }
    }

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
