using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Refunds;

/// <summary>
/// Takes refunds to the gateway and asks about them until it says what became of them. A call without an answer is unknown,
/// never failed: the same call with the same id is made again. Also begins the refunds that an application's policy asks for,
/// and rejects what nobody approved in time. What a person resolved it asks about for some weeks more.
/// </summary>
internal sealed partial class FollowUpRefunds(
    IServiceScopeFactory scopes, DueSignal<FollowUpRefunds> signal, NodeHealth health, ThisNode self, LeftToOthers left,
    IBusinessClock time, TestTimes times, TimeProvider clock, ILogger<FollowUpRefunds> log)
    : DueWorker(signal, health, clock, log), IGoesByBusinessTime
{
    private const int BatchSize = 16;

    private const string NobodyHasTheStore =
        "No running node has a store for this mode at the payment's gateway, or the gateway itself; the refund goes on as soon as one has.";

    private DateTimeOffset lookForLeftAt;
    private readonly InterruptedWork interrupted = new();

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var now = time.Now();
        await MarkWhatNobodyTakesAsync(db, now, ct);
        var (refunds, attempts) = (
            DueHere(db, db.AcrossApplications<Refund>().Where(r => r.DueAt <= now)), db.AcrossApplications<PaymentAttempt>());

        // By the first that is due, which the index knows: asked whether any is, PostgreSQL takes a third of all attempts to be due, and
        // looks through them from the beginning, every second.
        var due = await db.Directory<Application>().AsNoTracking()
            .Where(a => refunds.Any(r => r.ApplicationId == a.Id)
                || attempts.Where(t => t.ApplicationId == a.Id).Min(t => t.ReturnDueAt) <= now)
            .Select(a => a.Id).ToListAsync(ct);
        if (times.AreAny)
        {
            var all = db.AcrossApplications<Refund>();
            due.AddRange(await db.AcrossApplications<TestClock>()
                .Where(c => all.Any(r => r.ApplicationId == c.ApplicationId && r.Mode == Mode.Test && r.DueAt <= c.Now)
                    || attempts.Any(a => a.ApplicationId == c.ApplicationId && a.Mode == Mode.Test && a.ReturnDueAt <= c.Now))
                .Select(c => c.ApplicationId).ToListAsync(ct));
        }

        return [.. due.Union(interrupted.Applications)];
    }

    public async Task<Ahead> LookAheadAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        var waiting = DueHere(db, db.Of<Refund>(scope).AsNoTracking().Where(r => r.DueAt != null));
        var surplus = await db.Of<PaymentAttempt>(scope).MinAsync(a => a.ReturnDueAt, ct);
        return new Ahead(
            await waiting.AnyAsync(r => r.LeasedBy != null, ct),
            await waiting.Where(r => r.LeasedBy == null).MinAsync(r => r.DueAt, ct)) | new Ahead(IsUnderWay: false, surplus);
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct)
    {
        var leased = db.AcrossApplications<Refund>().Where(r => r.LeasedBy == node);
        foreach (var application in await leased.Select(r => r.ApplicationId).Distinct().ToListAsync(ct))
            await ReleaseAsync(leased, application, ct);
    }

    /// <summary>
    /// When the database went away between a call and the writing of its answer, the lease on the refund stays: it is given up in the next
    /// round and not after the minutes that it runs.
    /// </summary>
    protected override Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct) =>
        interrupted.GuardAsync(application, () => GiveUpLeasesAsync(application, ct), () => DoDueAsync(application, ct));

    private async Task GiveUpLeasesAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await ReleaseAsync(db.Of<Refund>(application).Where(r => r.LeasedBy == self.Number), application, ct);
    }

    /// <summary>
    /// Makes these of one application due, each by the clock of its mode. The version moves too: what a dead node still had to say about
    /// its call, it can no longer write.
    /// </summary>
    private async Task ReleaseAsync(IQueryable<Refund> leased, ApplicationId application, CancellationToken ct)
    {
        var now = time.Of(application);
        await leased.Where(r => r.ApplicationId == application).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.DueAt, r => r.Mode == Mode.Live ? now.Live : now.Test).SetProperty(r => r.LeasedBy, (long?)null)
                .SetProperty(r => r.Version, r => r.Version + 1), ct);
    }

    private async Task<bool> DoDueAsync(ApplicationId application, CancellationToken ct)
    {
        List<Id<PaymentAttempt>> surplus;
        List<Due> due;
        await using (var services = scopes.CreateAsyncScope())
        {
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var now = time.Of(application);
            surplus = await db.Of<PaymentAttempt>(application)
                .Where(a => a.ReturnDueAt <= now.Latest && a.ReturnDueAt <= (a.Mode == Mode.Live ? now.Live : now.Test))
                .OrderBy(a => a.ReturnDueAt)
                .Take(BatchSize)
                .Select(a => a.Id)
                .ToListAsync(ct);
            due = await DueHere(db, db.Of<Refund>(application).AsNoTracking().Where(
                    r => r.DueAt <= now.Latest && r.DueAt <= (r.Mode == Mode.Live ? now.Live : now.Test)))
                .OrderBy(r => r.DueAt).Take(BatchSize)
                .Select(r => new Due(r.Id, r.Version, r.TraceContext)).ToListAsync(ct);
        }

        // A scope for each, so that one refund's trouble is not in the next one's unit of work.
        foreach (var attempt in surplus)
        {
            await using var services = scopes.CreateAsyncScope();
            await ReturnSurplusAsync(services.ServiceProvider, application, attempt, ct);
        }

        foreach (var item in due)
        {
            await using var services = scopes.CreateAsyncScope();
            await GoOnAsync(services.ServiceProvider, application, item, ct);
        }

        return surplus.Count == BatchSize || due.Count == BatchSize;
    }

    /// <summary>What of it can be gone on with by this node. Parked refunds run out on any.</summary>
    private IQueryable<Refund> DueHere(OiPaymentsDb db, IQueryable<Refund> due)
    {
        var elsewhere = left.Attempts(db);
        return due.Where(r => !(r.Status != RefundStatus.AwaitingApproval
            && elsewhere.Any(a => a.ApplicationId == r.ApplicationId && a.Id == r.AttemptId)));
    }

    /// <summary>
    /// A refund that nobody has taken for so long waits for a store that no running node has: says so in the log, and on the refund
    /// itself, which stays due for the first node that has one.
    /// </summary>
    private async Task MarkWhatNobodyTakesAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (now < lookForLeftAt) return;
        lookForLeftAt = now + LeftToOthers.OverdueAfter;
        var (overdue, elsewhere) = (now - LeftToOthers.OverdueAfter, left.Attempts(db));
        var waiting = db.AcrossApplications<Refund>().Where(r => r.Status == RefundStatus.Pending
            && r.DueAt <= overdue
            && r.Note != NobodyHasTheStore
            && elsewhere.Any(a => a.ApplicationId == r.ApplicationId && a.Id == r.AttemptId));
        var marked = 0;
        foreach (var application in await db.Directory<Application>()
            .Where(a => waiting.Any(r => r.ApplicationId == a.Id))
            .Select(a => a.Id)
            .ToListAsync(ct))
        {
            marked += await waiting.Where(r => r.ApplicationId == application)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Note, NobodyHasTheStore)
                    .SetProperty(r => r.GatewayWord, GatewayWord.NoStore)
                    .SetProperty(r => r.Attention, RefundAttention.Unclear).SetProperty(r => r.Version, r => r.Version + 1), ct);
        }

        if (marked > 0) NobodyTakes(Log, marked);
    }

    private async Task ReturnSurplusAsync(
        IServiceProvider services, ApplicationId application, Id<PaymentAttempt> attemptId, CancellationToken ct)
    {
        var db = services.GetRequiredService<OiPaymentsDb>();
        if (await db.Of<PaymentAttempt>(application).SingleOrDefaultAsync(
            a => a.Id == attemptId && a.ReturnDueAt != null, ct) is not { } attempt) return;

        var payment = await db.Of<Payment>(application).SingleAsync(p => p.Id == attempt.PaymentId, ct);
        var reason = payment.Status is PaymentStatus.Succeeded ? "The payment was paid twice." : "Nothing was owed for it any more.";
        var request = new RefundRequest(null, reason, Refund.ByPolicy, ApprovalsNeeded: 0);
        if ((await services.GetRequiredService<StartRefund>().OfSuspenseAsync(payment, attempt, request, ct)).IsRefused(
            out _, out var refund)) return;

        // Losing here means that somebody else gave it back, or changed the payment: the next round sees which.
        if (await db.TrySaveAsync(ct)) Returned(Log, refund.Id, application, refund.Amount);
    }

    private async Task GoOnAsync(IServiceProvider services, ApplicationId application, Due due, CancellationToken ct)
    {
        using var span = ProductTraces.GoOn("follow up refund", due.AskedBy);
        var (db, unit) = (services.GetRequiredService<OiPaymentsDb>(), services.GetRequiredService<UnitOfWork>());
        var (settle, ask) = (services.GetRequiredService<SettleRefund>(), services.GetRequiredService<AskAboutRefund>());
        var wanted = db.Of<Refund>(application).Where(r => r.Id == due.RefundId && r.Version == due.Version);
        if (await db.WithMoney(wanted).SingleOrDefaultAsync(ct) is not { } it) return;

        var refund = it.Refund;
        if (refund.Status is RefundStatus.AwaitingApproval)
        {
            if (settle.Reject(it, who: null, "Nobody approved it in time.") is null && await db.TrySaveAsync(ct))
                Ended(Log, refund.Id, application, WireNames<RefundStatus>.Of(refund.Status));
            return;
        }

        if (refund.Status is not RefundStatus.Pending && refund.FollowUpUntil is null)
        {
            refund.DueAt = null;
            await db.TrySaveAsync(ct);
            return;
        }

        if (await ask.AskAsync(refund, underId: null, ct) is not { } finding) return;

        // Refused by a listener, it stays as it was: the lease that was taken brings it up again.
        if (await ConcludeAsync(db, unit, application, refund, it => it.Refund.Status is RefundStatus.Pending
                ? settle.ApplyAsync(it, finding, note: null, CancellationToken.None)
                : settle.FollowUpAsync(it, finding, CancellationToken.None), CancellationToken.None) is { } refusal)
            NotWrittenDown(Log, refund.Id, application, refusal.Message);
    }

    /// <summary>
    /// Writes it down, unless somebody else changed the refund. An answer that cannot be saved because the payment was changed beside
    /// us is written again; what is lost in a crash is asked for again when the lease runs out.
    /// </summary>
    private async Task<Refusal?> ConcludeAsync(
        OiPaymentsDb db, UnitOfWork unit, ApplicationId application, Refund asked, Func<RefundWithMoney, Task<Refusal?>> conclude,
        CancellationToken ct)
    {
        var concluded = await unit.RunAsync<Refund>(async () =>
        {
            var it = await db.WithMoney(db.Of<Refund>(application).Where(r => r.Id == asked.Id)).SingleAsync(ct);
            if (it.Refund.Version == asked.Version)
            {
                if (await conclude(it) is { } refusal) return refusal;
                db.AfterCommit(() => Say(asked, it.Refund));
            }

            return it.Refund;
        }, ct);

        // Unknown is thrown: the lease is given up in the next round, and the gateway asked again.
        return concluded.OrRefuse(StartRefund.TooManyAtOnce).IsRefused(out var refused, out _) ? refused : null;
    }

    private void Say(Refund asked, Refund refund)
    {
        var (application, status) = (refund.ApplicationId, WireNames<RefundStatus>.Of(refund.Status));
        if (refund.ContradictedAt is not null && asked.ContradictedAt is null) Contradicted(Log, refund.Id, application, status);
        else if (refund.Status != asked.Status) Ended(Log, refund.Id, application, status);
        else if (refund is { Status: RefundStatus.Pending, Note: { } note }) Waits(Log, refund.Id, application, note);
    }

    private sealed record Due(Id<Refund> RefundId, int Version, byte[]? AskedBy);

    [LoggerMessage(
        LogLevel.Error,
        "{Count} refunds wait: no running node has their store, or its gateway. Set it up on one, such as by "
            + "Gateways__SslCommerz__…__StoreId and StorePassword; the refunds continue then")]
    private static partial void NobodyTakes(ILogger log, int count);

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of application {ApplicationId} begun by policy: {Amount} was paid twice")]
    private static partial void Returned(ILogger log, Id<Refund> refundId, ApplicationId applicationId, Money amount);

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of application {ApplicationId} ended: {Status}")]
    private static partial void Ended(ILogger log, Id<Refund> refundId, ApplicationId applicationId, string status);

    [LoggerMessage(
        LogLevel.Error,
        "What the gateway says of refund {RefundId} of application {ApplicationId} could not be written down; it is asked again later: "
            + "{Reason}")]
    private static partial void NotWrittenDown(ILogger log, Id<Refund> refundId, ApplicationId applicationId, string reason);

    [LoggerMessage(
        LogLevel.Error,
        "Refund {RefundId} of application {ApplicationId} was resolved by hand, and the gateway says the opposite: it is {Status}")]
    private static partial void Contradicted(ILogger log, Id<Refund> refundId, ApplicationId applicationId, string status);

    [LoggerMessage(LogLevel.Warning, "Refund {RefundId} of application {ApplicationId} goes on: {Note}")]
    private static partial void Waits(ILogger log, Id<Refund> refundId, ApplicationId applicationId, string note);
}
