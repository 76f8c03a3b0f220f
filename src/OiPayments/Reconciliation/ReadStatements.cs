using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Reconciliation.Banks;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// Reads uploaded settlement files, one of an account at a time. Rows are staged batch by batch; when a node dies, another goes on behind
/// the last batch. They count all together, when the last one is staged and nothing is wrong with the file.
/// </summary>
internal sealed partial class ReadStatements(
    IServiceScopeFactory scopes, DueSignal<ReadStatements> signal, NodeHealth health, ThisNode self, CrashPoints crash,
    TimeProvider clock, ILogger<ReadStatements> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 1)
{
    private const int FirstBatchSize = 1000;
    private const int BatchSize = 5000;

    /// <summary>Longer than a batch may take, by any node's clock; then another node goes on.</summary>
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    private const string OurFault =
        "The file could not be read, by a fault of the service. Nothing of it counts. The service's log says why; send it to its makers.";

    private readonly InterruptedWork interrupted = new();

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var (db, now) = (services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), Clock.GetUtcNow());
        return [.. (await db.AcrossApplications<SettlementStatement>()
            .Where(s => s.DueAt <= now).Select(s => s.ApplicationId).Distinct().ToListAsync(ct)).Union(interrupted.Applications)];
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct)
    {
        var leased = db.AcrossApplications<SettlementStatement>().Where(s => s.LeasedBy == node);
        foreach (var application in await leased.Select(s => s.ApplicationId).Distinct().ToListAsync(ct))
            await ReleaseAsync(leased, application, ct);
    }

    protected override Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct) =>
        interrupted.GuardAsync(application, () => GiveUpLeasesAsync(application, ct), () => ReadNextAsync(application, ct));

    private async Task GiveUpLeasesAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await ReleaseAsync(db.Of<SettlementStatement>(application).Where(s => s.LeasedBy == self.Number), application, ct);
    }

    // The version moves too: what a node still had to write down that only seemed dead, it can no longer write.
    private async Task ReleaseAsync(IQueryable<SettlementStatement> leased, ApplicationId application, CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        await leased.Where(s => s.ApplicationId == application).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.DueAt, now).SetProperty(s => s.LeasedBy, (long?)null)
                .SetProperty(s => s.Version, s => s.Version + 1), ct);
    }

    private async Task<bool> ReadNextAsync(ApplicationId owner, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var provider = services.ServiceProvider;
        var (db, unit) = (provider.GetRequiredService<OiPaymentsDb>(), provider.GetRequiredService<UnitOfWork>());
        if (await ClaimAsync(db, owner, ct) is not { } claimed) return false;
        await using var ofContent = scopes.CreateAsyncScope();
        await using var content = new StatementContent(ofContent.ServiceProvider.GetRequiredService<OiPaymentsDb>(), claimed);
        var reading = new Reading(provider, db, unit, claimed);
        try
        {
            if (claimed.Status is not StatementStatus.Imported) await ReadAsync(reading, content, ct);
            if (!claimed.IsDryRun)
            {
                await CountAsync(reading, ct);
                await provider.GetRequiredService<CloseMissing>().RunAsync(claimed, ct);
                await provider.GetRequiredService<MatchPayouts>().RunAsync(claimed.Scope, ct);
            }

            await EndAsync(reading, statement =>
            {
                if (statement.IsDryRun) statement.EndDryRun(Clock.GetUtcNow());
                else statement.Leave();
            }, ct);
        }
        catch (FileRefusedException refused)
        {
            await EndAsync(reading, statement => statement.Refuse(refused.Message, refused.Row, Clock.GetUtcNow()), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !IsOfTheDatabase(failure))
        {
            // What counts is not taken back: the rest is tried again. What does not would be read again and again, and nobody told.
            if (await CountsAsync(reading, ct)) throw;
            Unreadable(Log, claimed.Id, claimed.ApplicationId, failure);
            await EndAsync(reading, statement => statement.Refuse(OurFault, row: null, Clock.GetUtcNow()), ct);
        }

        return true;
    }

    /// <summary>The next file of the account that has its turn; null when there is none, or another node has it.</summary>
    private async Task<SettlementStatement?> ClaimAsync(OiPaymentsDb db, ApplicationId owner, CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        foreach (var statement in await db.Of<SettlementStatement>(owner).Where(s => s.DueAt <= now).OrderBy(s => s.Id).ToListAsync(ct))
        {
            var account = await db.Of<SettlementAccount>(statement.Scope).SingleAsync(a => a.Gateway == statement.Gateway, ct);
            if (!account.BeginReading(statement.Id)) continue;
            statement.BeginReading(self.Number, now + LeaseFor);

            // Losing here means that another node reads it.
            if (!await db.TrySaveAsync(ct)) return null;
            return statement;
        }

        return null;
    }

    private async Task ReadAsync(Reading reading, StatementContent content, CancellationToken ct)
    {
        var claimed = reading.Claimed;
        var account = await reading.Db.Of<SettlementAccount>(claimed.Scope).AsNoTracking()
            .SingleAsync(a => a.Gateway == claimed.Gateway, ct);
        var preview = await LookAsync(reading, account, content, ct);
        content.Position = 0;
        await using var ofLookUps = scopes.CreateAsyncScope();
        var lookUp = ofLookUps.ServiceProvider.GetRequiredService<LookUpRows>();
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var rows = SettlementFile.ReadAsync(content, preview.Mapping.ToMapping(), abandoned.Token);
        await using var batches = BatchesAsync(rows, claimed.RowsRead).GetAsyncEnumerator(abandoned.Token);
        var ahead = Task.Run(NextAsync, ct);
        try
        {
            var (written, rowsWritten, noticedAt) = (new SettledBefore(), 0, FirstBatchSize);
            while (await ahead is { } looked)
            {
                // While this batch is written the next is read, and looked up on a connection of its own.
                ahead = Task.Run(NextAsync, ct);
                written = await StageAsync(reading, looked, written, ct);
                if ((rowsWritten += looked.Rows.Count) < noticedAt) continue;
                await reading.Db.NoticeGrowthAsync<SettlementResult>(ct);
                noticedAt = rowsWritten * 2;
            }
        }
        finally
        {
            await abandoned.CancelAsync();
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<LookedUpRows?> NextAsync() => await batches.MoveNextAsync()
            ? await lookUp.RunAsync(claimed, account, batches.Current, abandoned.Token)
            : null;
    }

    /// <summary>
    /// The rows of the file behind the first ones, which are staged already. A small batch first, so that progress is seen soon.
    /// </summary>
    private static async IAsyncEnumerable<List<NumberedRow>> BatchesAsync(IAsyncEnumerable<SettlementRow> rows, int staged)
    {
        var (said, batch, size, skip) = (new SaidRows(), new List<NumberedRow>(FirstBatchSize), FirstBatchSize, staged);
        await foreach (var row in rows)
        {
            var print = RowFingerprint.Of(row);
            var occurrence = said.Say(print);
            if (skip-- > 0) continue;
            batch.Add(new(row, RowFingerprint.Text(print), occurrence));
            if (batch.Count < size) continue;
            yield return batch;
            (batch, size) = (new(BatchSize), BatchSize);
        }

        if (batch.Count > 0) yield return batch;
    }

    /// <summary>
    /// What the file looks like, and how it is read. Kept with it, so that a node that goes on for a dead one reads the rest in the same way,
    /// whatever was saved meanwhile.
    /// </summary>
    private async Task<StatementPreview> LookAsync(
        Reading reading, SettlementAccount account, StatementContent content, CancellationToken ct)
    {
        if (reading.Claimed.Preview is { } kept) return JsonSerializer.Deserialize(kept, ReconciliationJson.Default.StatementPreview)!;
        var saved = account.ReadMapping();
        var seen = await SettlementFile.PreviewAsync(content, saved is null ? Currency.Bdt : Currency.Of(saved.Currency), ct);
        var proposal = MappingDto.From(seen.Proposal);
        var preview = new StatementPreview(seen.Format, seen.Headers, seen.Rows, proposal, saved ?? proposal, seen.Doubts);
        await ChangeAsync(reading, (statement, _) =>
        {
            statement.Show(JsonSerializer.Serialize(preview, ReconciliationJson.Default.StatementPreview));
            return Task.CompletedTask;
        }, ct);
        return preview;
    }

    /// <returns>What these rows settle, and no others, for those that were looked up before they were written.</returns>
    private async Task<SettledBefore> StageAsync(Reading reading, LookedUpRows looked, SettledBefore before, CancellationToken ct)
    {
        var (stage, isFirstTry, settled) = (reading.Services.GetRequiredService<StageRows>(), true, before);
        await ChangeAsync(
            reading,
            async (statement, account) =>
            {
                // Whoever was faster has settled some of it: then what was looked up ahead is too old.
                if (!isFirstTry)
                {
                    looked = await reading.Services.GetRequiredService<LookUpRows>().RunAsync(statement, account, looked.Rows, ct);
                }

                isFirstTry = false;
                looked.Settled.Add(before);
                (var progress, settled) = await stage.RunAsync(statement, account, looked, ct);
                statement.Advance(progress, Clock.GetUtcNow() + LeaseFor);
            },
            ct);
        crash.Reached(CrashPoints.AfterStatementBatch);
        return settled;
    }

    private async Task CountAsync(Reading reading, CancellationToken ct)
    {
        var count = reading.Services.GetRequiredService<CountStatement>();
        var counted = await ChangeAsync(
            reading, (statement, _) => statement.Status is StatementStatus.Imported ? Task.CompletedTask : count.RunAsync(statement, ct),
            ct);
        crash.Reached(CrashPoints.AfterStatementCounts);
        Counted(
            Log, counted.Id, counted.ApplicationId, counted.RowsRead, counted.Matched, counted.Flagged, counted.Deferred,
            counted.RowsKnown);
    }

    /// <summary>Takes away what was staged and does not count, and gives the turn to the next file.</summary>
    private async Task EndAsync(Reading reading, Action<SettlementStatement> end, CancellationToken ct)
    {
        if (reading.Claimed.IsDryRun || !await CountsAsync(reading, ct)) await RemoveRowsAsync(reading, ct);
        var ended = await ChangeAsync(reading, (statement, account) =>
        {
            end(statement);
            account.EndReading();
            return Task.CompletedTask;
        }, ct);
        Ended(Log, ended.Id, ended.ApplicationId, WireNames<StatementStatus>.Of(ended.Status));
    }

    private static Task<bool> CountsAsync(Reading reading, CancellationToken ct)
    {
        // A save that failed may have left its transaction open.
        reading.Db.DiscardChanges();
        return reading.Db.Of<SettlementStatement>(reading.Claimed.Scope)
            .AnyAsync(s => s.Id == reading.Claimed.Id && s.Status == StatementStatus.Imported, ct);
    }

    private static async Task RemoveRowsAsync(Reading reading, CancellationToken ct)
    {
        var (db, id) = (reading.Db, reading.Claimed.Id);
        db.DiscardChanges();
        foreach (var owner in await db.OwnersOfRowsAsync(ct))
        {
            while (await db.Of<SettlementResult>(owner).Where(r => r.StatementId == id)
                .OrderBy(r => r.Id).Take(BatchSize).ExecuteDeleteAsync(ct) == BatchSize)
                ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One change of the file and its account, as long as this node has its turn.</summary>
    private async Task<SettlementStatement> ChangeAsync(
        Reading reading, Func<SettlementStatement, SettlementAccount, Task> change, CancellationToken ct)
    {
        var done = await reading.Unit.RunAsync(ChangeOnceAsync, ct);
        return done.IsSaved(out var statement)
            ? statement
            : throw new OperationCanceledException($"Another node has taken settlement file {reading.Claimed.Id} over.");

        async Task<Outcome<SettlementStatement>> ChangeOnceAsync()
        {
            var claimed = reading.Claimed;
            var statement = await reading.Db.Of<SettlementStatement>(claimed.Scope).SingleAsync(s => s.Id == claimed.Id, ct);
            if (statement.LeasedBy != self.Number) return new Refusal(ErrorCode.InvalidOperationState, "Another node reads it.");
            await change(
                statement, await reading.Db.Of<SettlementAccount>(claimed.Scope).SingleAsync(a => a.Gateway == claimed.Gateway, ct));
            return statement;
        }
    }

    /// <param name="Services">Of one file.</param>
    /// <param name="Db">The same for all that is written.</param>
    /// <param name="Unit">Saves it.</param>
    /// <param name="Claimed">The file as it was when its turn came.</param>
    private sealed record Reading(IServiceProvider Services, OiPaymentsDb Db, UnitOfWork Unit, SettlementStatement Claimed);

    [LoggerMessage(
        LogLevel.Information,
        "Settlement file {StatementId} of application {ApplicationId} counts: {Rows} rows, {Matched} matched, {Flagged} flagged, "
            + "{Deferred} deferred, {Known} known before")]
    private static partial void Counted(
        ILogger log, Id<SettlementStatement> statementId, ApplicationId applicationId, int rows, int matched, int flagged, int deferred,
        int known);

    [LoggerMessage(LogLevel.Error, "Settlement file {StatementId} of application {ApplicationId} could not be read")]
    private static partial void Unreadable(
        ILogger log, Id<SettlementStatement> statementId, ApplicationId applicationId, Exception failure);

    [LoggerMessage(LogLevel.Information, "Settlement file {StatementId} of application {ApplicationId} is {Status}")]
    private static partial void Ended(ILogger log, Id<SettlementStatement> statementId, ApplicationId applicationId, string status);
}
