using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// Writes migrations so that nodes of the version before go on beside them. A migration that does nothing but make and drop indexes does it
/// <c>CONCURRENTLY</c>: nobody waits, and after an interruption it can be run again. Every other one waits for a lock no longer than
/// <see cref="LockPatience"/>, because whoever comes after it for the same table waits as long; then it fails with
/// <c>lock_not_available</c>, of which nothing was written.
/// </summary>
#pragma warning disable EF1001 // The provider's own constructor asks for this type; nothing else of it is used.
internal sealed class NonBlockingMigrations(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    /// <summary>How long a migration may wait for one lock, as PostgreSQL reads it.</summary>
    private const string LockPatience = "900ms";

    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
    {
        if (operations.Count == 0) return [];
        return operations.All(operation => operation is CreateIndexOperation or DropIndexOperation)
            ? [.. operations.SelectMany(operation => GenerateConcurrent(operation, model, options))]
            : [Command($"SET LOCAL lock_timeout = '{LockPatience}';", isAlone: false), .. base.Generate(operations, model, options)];
    }

    private IEnumerable<MigrationCommand> GenerateConcurrent(
        MigrationOperation operation, IModel? model, MigrationsSqlGenerationOptions options)
    {
        if (operation is DropIndexOperation { Name: var dropped })
            return [Command($"DROP INDEX CONCURRENTLY IF EXISTS {Quote(dropped)};", isAlone: true)];

        var index = (CreateIndexOperation)operation;
        index["Npgsql:CreatedConcurrently"] = true;
        var make = base.Generate([index], model, options).Single().CommandText
            .Replace(" CONCURRENTLY ", " CONCURRENTLY IF NOT EXISTS ", StringComparison.Ordinal);
        return [Command(DropWhatWasNotFinished(index.Name), isAlone: true), Command(make, isAlone: true)];
    }

    /// <summary>
    /// An interrupted <c>CREATE INDEX CONCURRENTLY</c> leaves an index that nobody reads and everybody writes. Beside a migration that still
    /// makes it, this fails as if a lock were not to be had.
    /// </summary>
    private string DropWhatWasNotFinished(string name) => $"""
        DO $$
        BEGIN
            IF EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = to_regclass('{Quote(name)}')) THEN
                RAISE EXCEPTION 'another migration makes the index {name}' USING ERRCODE = 'lock_not_available';
            END IF;
            IF EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = to_regclass('{Quote(name)}') AND NOT i.indisvalid) THEN
                PERFORM set_config('lock_timeout', '{LockPatience}', true);
                DROP INDEX {Quote(name)};
            END IF;
        END $$;
        """;

    private string Quote(string name) => Dependencies.SqlGenerationHelper.DelimitIdentifier(name);

    /// <param name="sql">One statement.</param>
    /// <param name="isAlone">Outside a transaction: what was to be done before it is committed first.</param>
    private MigrationCommand Command(string sql, bool isAlone)
    {
        var builder = new MigrationCommandListBuilder(Dependencies);
        builder.AppendLine(sql).EndCommand(suppressTransaction: isAlone);
        return builder.GetCommandList().Single();
    }
}
