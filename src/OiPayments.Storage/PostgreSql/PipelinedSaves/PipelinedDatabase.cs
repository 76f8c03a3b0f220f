using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.Logging;
using Npgsql;
using OiPayments.Persistence;

namespace OiPayments.Storage.PostgreSql.PipelinedSaves;

/// <summary>
/// Where Entity Framework hands a save to the database. A save that adds rows, and changes or deletes them where that is plain, is sent as
/// one pipeline of statements that are always the same; Entity Framework would order and spell out each save anew. Every other save is
/// Entity Framework's, and all of them are with <c>Database__PipelinedSaves=false</c>.
/// </summary>
/// <remarks>
/// New rows alone travel with their BEGIN and COMMIT, as <see cref="SentTogether"/> says, so all of them are written or none, in one round
/// trip; one row is a transaction by itself. That a change met no row is known only afterwards, and then everything is undone: such a save
/// takes a second one.
/// </remarks>
internal sealed partial class PipelinedDatabase(
    DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, ICurrentDbContext current, ISqlGenerationHelper helper,
    IDiagnosticsLogger<DbLoggerCategory.Database.Command> diagnostics)
    : RelationalDatabase(dependencies, relational)
{
    // Far below the number of parameters that one message holds, and rarely reached: Entity Framework splits what is longer.
    private const int MaxRows = 100;

    private IReadOnlyDictionary<IEntityType, TableStatements>? tables;

    public override Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default)
    {
        if (Pipelined(entries) is not { } rows) return base.SaveChangesAsync(entries, cancellationToken);
        return IsOwnTransaction ? WriteAsync(rows, cancellationToken)
            : rows[0].Change is null ? AddAsync(rows, cancellationToken)
            : ChangeAsync(rows, cancellationToken);
    }

    /// <summary>Writes many new rows of one table in the transaction that is open.</summary>
    /// <exception cref="DbUpdateException">The database refused them.</exception>
    public async Task CopyAsync(IReadOnlyList<object> rows)
    {
        var type = current.Context.Model.FindEntityType(rows[0].GetType());
        tables ??= TableStatements.Of(current.Context.Model, helper);
        if (type is null || !tables.TryGetValue(type, out var table))
            throw new InvalidOperationException($"{rows[0].GetType().Name} is no table that is written past Entity Framework.");
        try
        {
            await table.Copy.RunAsync((NpgsqlConnection)RelationalDependencies.Connection.DbConnection, rows, CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException)
        {
            throw new DbUpdateException("COMMIT was not sent: the database has nothing of this save.", failure);
        }

        if (diagnostics.Logger.IsEnabled(LogLevel.Information)) Written(diagnostics.Logger, table.Copy.Command);
    }

    /// <summary>Whether the save is the end of a transaction that was begun for it, and whoever saves commits.</summary>
    private bool IsOwnTransaction => current.Context is OiPaymentsDb { IsCommittedBySave: true };

    /// <summary>The rows in their order, changed ones first, or null if this is none of those saves.</summary>
    private PipelinedRow[]? Pipelined(IList<IUpdateEntry> entries)
    {
        // Within a transaction that goes on afterwards Entity Framework sets a savepoint.
        if (entries.Count is 0 or > MaxRows
            || (RelationalDependencies.Connection.CurrentTransaction is not null && !IsOwnTransaction)) return null;

        tables ??= TableStatements.Of(current.Context.Model, helper);
        var rows = new PipelinedRow[entries.Count];
        for (var place = 0; place < rows.Length; place++)
        {
            if (TableStatements.Pipelined(tables, entries[place]) is not { } pipelined) return null;
            rows[place] = pipelined;
        }

        Array.Sort(rows);

        // Whoever asks for a transaction, or for none, gets what they asked for; changes always have one.
        var asked = current.Context.Database.AutoTransactionBehavior;
        if (asked is AutoTransactionBehavior.Never
            || (asked is AutoTransactionBehavior.Always && rows[0].Change is null && !IsOwnTransaction)) return null;
        return rows.Any(row => row.Change is not null && row.Table.HasUniqueValues && rows.Count(other => other.Table == row.Table) > 1)
            ? null
            : rows;
    }

    private async Task<int> AddAsync(PipelinedRow[] rows, CancellationToken ct)
    {
        var (connection, isTransaction) = (RelationalDependencies.Connection, rows.Length > 1);
        await connection.OpenAsync(ct);
        try
        {
            await using var batch = await ExecuteAsync(rows, transaction: null, ct, begins: isTransaction, commits: isTransaction);
            return rows.Length;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (isTransaction) await SentTogether.UndoAsync((NpgsqlConnection)connection.DbConnection);
            throw Failed(failure, rows);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    private async Task<int> ChangeAsync(PipelinedRow[] rows, CancellationToken ct)
    {
        var isCommitSent = false;
        try
        {
            await using var transaction = await RelationalDependencies.Connection.BeginTransactionAsync(ct);
            await using var batch = await ExecuteAsync(rows, (NpgsqlTransaction)transaction.GetDbTransaction(), ct);
            ThrowIfLost(batch, rows);
            isCommitSent = true;
            await transaction.CommitAsync(ct);
            return rows.Length;
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not DbUpdateException)
        {
            throw isCommitSent ? Failed(failure, rows) : NotCommitted(failure, rows);
        }
    }

    /// <summary>
    /// Writes them in the transaction that is open. Behind new rows alone goes its COMMIT, which is done if all of them are written;
    /// otherwise whoever saves commits.
    /// </summary>
    private async Task<int> WriteAsync(PipelinedRow[] rows, CancellationToken ct)
    {
        var (db, transaction) = ((OiPaymentsDb)current.Context, RelationalDependencies.Connection.CurrentTransaction?.GetDbTransaction());
        var commits = rows[0].Change is null && db.Database.AutoTransactionBehavior is AutoTransactionBehavior.WhenNeeded;
        db.IsCommitSentWithRows = commits;
        try
        {
            await using var batch = await ExecuteAsync(rows, (NpgsqlTransaction?)transaction, ct, commits: commits);
            ThrowIfLost(batch, rows);
            return rows.Length;
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not DbUpdateException)
        {
            throw commits ? Failed(failure, rows) : NotCommitted(failure, rows);
        }
    }

    private static void ThrowIfLost(NpgsqlBatch batch, PipelinedRow[] rows)
    {
        for (var place = 0; place < rows.Length; place++)
        {
            if (batch.BatchCommands[place].RecordsAffected == 1) continue;
            throw new DbUpdateConcurrencyException(
                "A row was changed or deleted since it was read; nothing of this save was written.", [rows[place].Row]);
        }
    }

    private static DbUpdateException NotCommitted(Exception failure, PipelinedRow[] rows) =>
        new("COMMIT was not sent: the database has nothing of this save.", failure, [.. rows.Select(row => row.Row)]);

    private async Task<NpgsqlBatch> ExecuteAsync(
        PipelinedRow[] rows, NpgsqlTransaction? transaction, CancellationToken ct, bool begins = false, bool commits = false)
    {
        var connection = RelationalDependencies.Connection;
        var batch = new NpgsqlBatch((NpgsqlConnection)connection.DbConnection, transaction);
        try
        {
            if (connection.CommandTimeout is { } seconds) batch.Timeout = seconds;
            if (begins) batch.BatchCommands.Add(new(SentTogether.Begin));
            foreach (var row in rows) batch.BatchCommands.Add(row.Write());
            if (commits) batch.BatchCommands.Add(new(SentTogether.Commit));
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch
        {
            await batch.DisposeAsync();
            throw;
        }

        if (diagnostics.Logger.IsEnabled(LogLevel.Information)) Written(
            diagnostics.Logger, string.Join('\n', batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(command => command.CommandText)));
        return batch;
    }

    private static DbUpdateException Failed(Exception failure, PipelinedRow[] rows) =>
        new(
            PostgreSqlFailures.MayHaveCommitted(failure)
                ? "The rows were sent to be saved; whether the database has them is not known."
                : failure is PostgresException
                ? "The rows could not be saved: the database refused them, and has nothing of this save."
                : "The rows could not be saved.",
            failure, [.. rows.Select(row => row.Row)]);

    // As loud as Entity Framework says what it executed, and in the same category.
    [LoggerMessage(Level = LogLevel.Information, Message = "Executed in one batch\n{statements}")]
    private static partial void Written(ILogger log, string statements);
}
