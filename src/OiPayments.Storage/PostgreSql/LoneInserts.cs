using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// Saves that only add rows are written past Entity Framework's batches, which order and spell out every save anew: as one batch of
/// statements that are always the same. It goes without BEGIN and COMMIT: statements that travel together up to one Sync are one
/// transaction of PostgreSQL's already (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING), so all of
/// them are written or none, in one round trip. Every other save is Entity Framework's: that an update met no row is known only
/// afterwards, and then everything must be undone.
/// </summary>
internal sealed partial class LoneInserts(
    DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, ICurrentDbContext current, ISqlGenerationHelper helper,
    IDiagnosticsLogger<DbLoggerCategory.Database.Command> diagnostics)
    : RelationalDatabase(dependencies, relational)
{
    // Far below the number of parameters that one message holds, and rarely reached: Entity Framework splits what is longer.
    private const int MaxRows = 100;

    private IReadOnlyDictionary<IEntityType, InsertPlan>? plans;

    public override Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default) =>
        Planned(entries) is { } rows ? InsertAsync(rows, cancellationToken) : base.SaveChangesAsync(entries, cancellationToken);

    /// <summary>The rows in their order, or null if this is none of those saves.</summary>
    private (InsertPlan Plan, IUpdateEntry Row)[]? Planned(IList<IUpdateEntry> entries)
    {
        // Within a transaction Entity Framework sets a savepoint; and whoever asks for one always gets it.
        if (entries.Count > MaxRows || RelationalDependencies.Connection.CurrentTransaction is not null
            || current.Context.Database.AutoTransactionBehavior is not AutoTransactionBehavior.WhenNeeded)
            return null;

        plans ??= InsertPlan.Of(current.Context.Model, helper);
        var rows = new (InsertPlan Plan, IUpdateEntry Row)[entries.Count];
        for (var place = 0; place < rows.Length; place++)
        {
            var entry = entries[place];
            if (entry.EntityState is not EntityState.Added || entry.SharedIdentityEntry is not null || !plans.TryGetValue(entry.EntityType, out var plan)) return null;
            rows[place] = (plan, entry);
        }

        Array.Sort(rows, InsertPlan.Compare);
        return rows;
    }

    private async Task<int> InsertAsync((InsertPlan Plan, IUpdateEntry Row)[] rows, CancellationToken ct)
    {
        var connection = RelationalDependencies.Connection;
        await connection.OpenAsync(ct);
        try
        {
            await using var batch = ((NpgsqlConnection)connection.DbConnection).CreateBatch();
            if (connection.CommandTimeout is { } seconds) batch.Timeout = seconds;
            foreach (var (plan, row) in rows) batch.BatchCommands.Add(plan.Write(row.ToEntityEntry().Entity));
            await batch.ExecuteNonQueryAsync(ct);
            if (diagnostics.Logger.IsEnabled(LogLevel.Information)) Written(diagnostics.Logger, string.Join('\n', rows.Select(row => row.Plan.Sql)));
            return rows.Length;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new DbUpdateException("New rows could not be saved; the database has none of them.", failure, [.. rows.Select(row => row.Row)]);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    // As loud as Entity Framework says what it executed, and in the same category.
    [LoggerMessage(Level = LogLevel.Information, Message = "Executed in one batch\n{statements}")]
    private static partial void Written(ILogger log, string statements);
}
