using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// What a migration may do beneath nodes of the release before, which go on reading and writing until they are replaced. A table that
/// came after that release is nobody's yet: there everything is allowed.
/// </summary>
internal static partial class UpgradeRules
{
    /// <summary>Tables of the release that stay small however much is paid: a statement may change all their rows at once.</summary>
    private static readonly string[] Small = ["applications", "credentials", "operators", "roles", "role_grants", "nodes", "id_blocks"];

    /// <param name="migration">Its name, which begins each sentence.</param>
    /// <param name="operations">What it does, in order.</param>
    /// <param name="made">The tables that came after the release; those that this one makes are added.</param>
    /// <returns>A sentence for each rule that is broken.</returns>
    public static IReadOnlyList<string> Broken(string migration, IReadOnlyList<MigrationOperation> operations, HashSet<string> made)
    {
        made.UnionWith(operations.OfType<CreateTableOperation>().Select(table => table.Name));
        var isOnlyIndexes = operations.All(operation => operation is CreateIndexOperation or DropIndexOperation);
        return [.. operations.SelectMany(operation => Look(operation, isOnlyIndexes, made)).Select(problem => $"{migration}: {problem}")];
    }

    private static IEnumerable<string> Look(MigrationOperation operation, bool isOnlyIndexes, HashSet<string> made)
    {
        if (TableOf(operation) is { } table && made.Contains(table)) return [];
        return operation switch
        {
            CreateTableOperation or DropIndexOperation => [],
            AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null } column =>
                [$"{column.Table}.{column.Name} has to be given, and the release before gives none: allow null, or set a default"],
            AddColumnOperation => [],
            CreateIndexOperation index when !isOnlyIndexes =>
                [$"{index.Name} is made in a transaction, so that writers of {index.Table} wait: make it in a migration of its own"],
            CreateIndexOperation { IsUnique: true } index =>
                [$"{index.Name} refuses what the release before may write to {index.Table}"],
            CreateIndexOperation => [],
            SqlOperation sql => LookAtSql(sql.Sql, made),
            DropTableOperation or DropColumnOperation or RenameTableOperation or RenameColumnOperation or AlterColumnOperation =>
                [$"{operation.GetType().Name} on {TableOf(operation)}: the release before uses it"],
            _ => [$"{operation.GetType().Name} on {TableOf(operation)}: reads the whole table while everybody waits"],
        };
    }

    private static IEnumerable<string> LookAtSql(string sql, HashSet<string> made)
    {
        foreach (Match change in Change().Matches(Body().Replace(sql, "")))
        {
            var table = change.Groups["table"].Value;
            if (!Small.Contains(table) && !made.Contains(table))
                yield return $"changes rows of {table} in one transaction: let a worker do it in batches";
        }

        foreach (Match drop in Drop().Matches(Body().Replace(sql, "")))
        {
            var table = drop.Groups["table"].Value;
            if (!made.Contains(table)) yield return $"drops from {table}: the release before uses it";
        }
    }

    private static string? TableOf(MigrationOperation operation) => operation switch
    {
        CreateTableOperation table => table.Name,
        DropTableOperation table => table.Name,
        RenameTableOperation table => table.Name,
        CreateIndexOperation index => index.Table,
        DropIndexOperation index => index.Table,
        RenameColumnOperation column => column.Table,
        ITableMigrationOperation of => of.Table,
        _ => null,
    };

    /// <summary>The body of a function or a trigger runs later, for each row.</summary>
    [GeneratedRegex(
        @"\$\$.*?\$\$|\bBEGIN\b.*\bEND\b", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Body();

    [GeneratedRegex(
        @"^\s*(UPDATE|DELETE\s+FROM|INSERT\s+INTO)\s+""?(?<table>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Change();

    [GeneratedRegex(
        @"ALTER\s+TABLE\s+""?(?<table>\w+)""?\s+(DROP\s+COLUMN|RENAME|ALTER\s+COLUMN|ADD\s+CONSTRAINT)|DROP\s+TABLE\s+""?(?<table>\w+)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drop();
}
