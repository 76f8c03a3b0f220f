using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Reconciliation.Banks;

namespace OiPayments.Reconciliation;

/// <summary>
/// Compares deferred rows again: a payment that the gateway had settled before we had heard of it, a refund that was under way. What agrees
/// by now is booked; what does not when its time is over is flagged.
/// </summary>
internal sealed partial class AskDeferredAgain(
    IServiceScopeFactory scopes, DueSignal<AskDeferredAgain> signal, NodeHealth health, TimeProvider clock, ILogger<AskDeferredAgain> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 1)
{
    private const int BatchSize = 100;

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var (db, now) = (services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), Clock.GetUtcNow());
        return await db.Counting(db.AcrossApplications<SettlementResult>().Where(r => r.DueAt <= now))
            .Select(r => r.ApplicationId).Distinct().ToListAsync(ct);
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        List<Id<SettlementResult>> due;
        await using (var services = scopes.CreateAsyncScope())
        {
            var (db, now) = (services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), Clock.GetUtcNow());
            due = await db.Counting(db.Of<SettlementResult>(application).Where(r => r.DueAt <= now))
                .OrderBy(r => r.DueAt).Take(BatchSize).Select(r => r.Id).ToListAsync(ct);
        }

        foreach (var id in due)
        {
            await using var services = scopes.CreateAsyncScope();
            await services.ServiceProvider.GetRequiredService<CompareAgain>().RunAsync(application, id, ct);
        }

        return due.Count == BatchSize;
    }
}

/// <summary>Compares one deferred row again, and books it when it agrees.</summary>
internal sealed class CompareAgain(
    OiPaymentsDb db, UnitOfWork unit, FindTransactions find, BookSettlement book, BookArrival arrival, TimeProvider clock)
{
    public async Task RunAsync(ApplicationId application, Id<SettlementResult> id, CancellationToken ct)
    {
        var done = await unit.RunAsync(CompareOnceAsync, ct);
        _ = done.IsSaved(out _);

        async Task<Outcome<SettlementResult>> CompareOnceAsync()
        {
            var now = clock.GetUtcNow();
            var result = await db.Of<SettlementResult>(application).SingleAsync(r => r.Id == id, ct);

            // Another node was faster.
            if (result.DueAt is not { } due || due > now) return Refusal.NotFound("deferred row");
            var owner = result.StatementOwner.GetValueOrDefault();
            var account = await db.Of<SettlementAccount>(new Scope(owner, result.Mode)).SingleAsync(a => a.Gateway == result.Gateway, ct);
            var row = result.ToRow();
            var (found, settled) = await find.RunAsync(account, [row], ct);
            var compare = new CompareRow(owner, (result.Gateway, result.Mode), settled);
            result.Conclude(compare.Run(row, found[0], now, result.DeferredUntil ?? now));
            if (result.Status is ResultStatus.Matched) await BookAsync(owner, result, now, ct);
            return result;
        }
    }

    private async Task BookAsync(ApplicationId owner, SettlementResult result, DateTimeOffset now, CancellationToken ct)
    {
        var day = result.SettledOn ?? TimeZones.DayOf(TimeZones.Default, result.CreatedAt);
        var reference = result.PayoutReference ?? "";
        var payout = await db.Of<Payout>(new Scope(owner, result.Mode)).SingleAsync(
            p => p.Gateway == result.Gateway && p.Reference == reference && p.SettledOn == day && p.Currency == result.Currency, ct);
        var share = await db.FindShareAsync(payout, result.Scope, ct);
        var net = new Money(result.NetMinor.GetValueOrDefault(), result.Currency);
        payout.Grow(0, net.MinorUnits);
        share.Settle(net.MinorUnits);
        result.CountFrom(now);
        await book.PayOutAsync(result.Scope, BookSettlement.SubjectOf(result), net, result.CorrectionMinor, now, ct);
        await arrival.FollowAsync(payout, share, result, now, ct);
    }
}
