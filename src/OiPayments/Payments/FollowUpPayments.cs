using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>
/// Looks after payments that nobody calls about: asks the gateway what became of each open attempt, ever less often, so that a
/// payment whose notice was lost is confirmed all the same; asks once more about an attempt that ended, when its session is over,
/// since a customer may have tried again there; and expires a payment that nobody paid, after asking about every attempt.
/// </summary>
internal sealed partial class FollowUpPayments(
    IServiceScopeFactory scopes, DueSignal<FollowUpPayments> signal, NodeHealth health, ThisNode self, RegisteredGateways gateways,
    GatewayAccounts accounts, LeftToOthers left, IBusinessClock time, TestTimes times, TimeProvider clock, ILogger<FollowUpPayments> log)
    : DueWorker(signal, health, clock, log), IGoesByBusinessTime
{
    private const int BatchSize = 16;

    /// <summary>Longer than asking about every attempt of one payment may take; then another worker takes it over.</summary>
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(5);

    /// <summary>After so long an attempt the gateway says nothing about is given up: its sessions live for an hour at most.</summary>
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromHours(48);

    private DateTimeOffset lookForLeftAt;
    private bool isLeftToNobody;
    private readonly InterruptedWork interrupted = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (gateway, mode) in left.WithoutStore) LeavesMode(Log, WireNames<Mode>.Of(mode), gateway);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var now = time.Now();
        await LookForWhatNobodyTakesAsync(db, now, ct);
        var payments = DueHere(db, db.AcrossApplications<Payment>().Where(p => p.DueAt <= now));
        var due = await db.Directory<Application>().AsNoTracking()
            .Where(a => payments.Any(p => p.ApplicationId == a.Id)).Select(a => a.Id).ToListAsync(ct);
        if (times.AreAny)
        {
            due.AddRange(await db.AcrossApplications<TestClock>().Where(c => db.AcrossApplications<Payment>()
                    .Any(p => p.ApplicationId == c.ApplicationId && p.Mode == Mode.Test && p.DueAt <= c.Now))
                .Select(c => c.ApplicationId).ToListAsync(ct));
        }

        return [.. due.Union(interrupted.Applications)];
    }

    public async Task<Ahead> LookAheadAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        var waiting = DueHere(db, db.Of<Payment>(scope).AsNoTracking().Where(p => p.DueAt != null));
        return new(
            await waiting.AnyAsync(p => p.LeasedBy != null, ct),
            await waiting.Where(p => p.LeasedBy == null).MinAsync(p => p.DueAt, ct));
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct)
    {
        var leased = db.AcrossApplications<Payment>().Where(p => p.LeasedBy == node && p.DueAt != null);
        foreach (var application in await leased.Select(p => p.ApplicationId).Distinct().ToListAsync(ct))
            await ReleaseAsync(leased, application, ct);
    }

    protected override Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct) =>
        interrupted.GuardAsync(application, () => GiveUpLeasesAsync(application, ct), () => DoDueAsync(application, ct));

    private async Task GiveUpLeasesAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await ReleaseAsync(db.Of<Payment>(application).Where(p => p.LeasedBy == self.Number && p.DueAt != null), application, ct);
    }

    /// <summary>Makes these of one application due, each by the clock of its mode.</summary>
    private async Task ReleaseAsync(IQueryable<Payment> leased, ApplicationId application, CancellationToken ct)
    {
        var now = time.Of(application);
        await leased.Where(p => p.ApplicationId == application).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.DueAt, p => p.Mode == Mode.Live ? now.Live : now.Test).SetProperty(p => p.LeasedBy, (long?)null),
            ct);
    }

    private async Task<bool> DoDueAsync(ApplicationId application, CancellationToken ct)
    {
        List<Due> due;
        await using (var services = scopes.CreateAsyncScope())
        {
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var now = time.Of(application);
            due = await DueHere(db, db.Of<Payment>(application).AsNoTracking().Where(
                    p => p.DueAt <= now.Latest && p.DueAt <= (p.Mode == Mode.Live ? now.Live : now.Test)))
                .OrderBy(p => p.DueAt).Take(BatchSize)
                .Select(p => new Due(p.Id, p.Gateway, p.Mode, p.DueAt, p.TraceContext)).ToListAsync(ct);
        }

        foreach (var item in due)
        {
            // A scope for each, so that one payment's trouble is not in the next one's unit of work.
            await using var services = scopes.CreateAsyncScope();
            await LookAfterAsync(services.ServiceProvider, application, item, ct);
        }

        return due.Count == BatchSize;
    }

    /// <summary>What of it can be looked after by this node.</summary>
    private IQueryable<Payment> DueHere(OiPaymentsDb db, IQueryable<Payment> due) => due.Where(Not(left.Payments(db)));

    /// <summary>Says when payments have waited for so long that no running node can ask about them, and when that is over.</summary>
    private async Task LookForWhatNobodyTakesAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (now < lookForLeftAt) return;
        lookForLeftAt = now + LeftToOthers.OverdueAfter;
        var overdue = now - LeftToOthers.OverdueAfter;
        var waiting = db.AcrossApplications<Payment>().Where(p => p.DueAt <= overdue).Where(left.Payments(db));
        var count = await db.Directory<Application>().SelectMany(a => waiting.Where(p => p.ApplicationId == a.Id)).CountAsync(ct);
        if (count > 0 && !isLeftToNobody) NobodyTakes(Log, count);
        if (count == 0 && isLeftToNobody) SomebodyTakes(Log);
        isLeftToNobody = count > 0;
    }

    private static Expression<Func<Payment, bool>> Not(Expression<Func<Payment, bool>> condition) =>
        Expression.Lambda<Func<Payment, bool>>(Expression.Not(condition.Body), condition.Parameters);

    private async Task LookAfterAsync(IServiceProvider services, ApplicationId application, Due due, CancellationToken ct)
    {
        using var span = ProductTraces.GoOn("follow up payment", due.CreatedBy);
        var db = services.GetRequiredService<OiPaymentsDb>();
        var scope = new Scope(application, due.Mode);
        var leasedUntil = time.Now(scope) + LeaseFor;
        var isMine = await db.Of<Payment>(application).Where(p => p.Id == due.PaymentId && p.DueAt == due.At)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, leasedUntil).SetProperty(p => p.LeasedBy, self.Number), ct) == 1;
        if (!isMine) return;

        var isAnswered = await AskAboutUnpaidAttemptsAsync(services, application, due, ct);
        db.DiscardChanges();
        var payment = await db.Of<Payment>(application).SingleAsync(p => p.Id == due.PaymentId, ct);
        var unpaid = await UnpaidOf(db, application, due).ToListAsync(ct);

        var now = time.Now(scope);
        foreach (var attempt in unpaid)
        {
            attempt.Asked();
            if (isAnswered && now - attempt.CreatedAt >= GivesUpAfter) attempt.GiveUp(now);
        }

        payment.LeasedBy = null;
        var next = unpaid.Select(a => a.AskAgainAt(now, PaymentFollowUpSchedule.PauseAfter(a.TimesAsked), isAnswered)).Min();
        if (payment.Status is PaymentStatus.Pending && payment.HeldAt is null)
        {
            if (now >= payment.ExpiresAt && isAnswered)
            {
                var end = services.GetRequiredService<EndPayment>();
                if (await end.RunAsync(payment, PaymentStatus.Expired, next, ct) is { } refusal)
                    NotExpired(Log, payment.Id, application, refusal.Message);
                else if (await db.TrySaveAsync(ct)) Expired(Log, payment.Id, application);
                return;
            }

            if (now < payment.ExpiresAt && !(next < payment.ExpiresAt)) next = payment.ExpiresAt;
        }

        payment.DueAt = next;

        // Losing here means that somebody else changed the payment, and the lease that we took brings it up again.
        await db.TrySaveAsync(ct);
    }

    /// <summary>True when the gateway answered about all of them, whatever it answered.</summary>
    private async Task<bool> AskAboutUnpaidAttemptsAsync(
        IServiceProvider services, ApplicationId application, Due due, CancellationToken ct)
    {
        var db = services.GetRequiredService<OiPaymentsDb>();
        var unpaid = await UnpaidOf(db, application, due).AsNoTracking()
            .Select(a => new { a.TransactionId, a.Override, a.TraceContext }).ToListAsync(ct);

        var confirm = services.GetRequiredService<ConfirmPayment>();
        var areAnswered = true;
        foreach (var attempt in unpaid)
        {
            if (gateways.Taking(due.Gateway) is not { } gateway
                || accounts.Find(due.Gateway, new Scope(application, due.Mode), attempt.Override) is not { } account)
            {
                areAnswered = false;
                continue;
            }

            using var span = ProductTraces.GoOn(ConfirmPayment.Span, attempt.TraceContext, due.CreatedBy);
            var answer = await gateway.QueryAsync(account, attempt.TransactionId, ct);
            areAnswered &= answer is not GatewayAnswer.Unknown;
            var verdict = await confirm.ApplyAsync(application, attempt.TransactionId, answer, callback: null, ct);

            // Money that could not be written down is not "no money": the payment does not expire over it.
            areAnswered &= answer is not GatewayAnswer.Paid || verdict.Outcome is not CallbackOutcome.Deferred;
        }

        return areAnswered;
    }

    private static IQueryable<PaymentAttempt> UnpaidOf(OiPaymentsDb db, ApplicationId application, Due due) =>
        db.Of<PaymentAttempt>(application).Where(a => a.PaymentId == due.PaymentId && PaymentAttempt.StatusesToAskAbout.Contains(a.Status));

    private sealed record Due(Id<Payment> PaymentId, string Gateway, Mode Mode, DateTimeOffset? At, byte[]? CreatedBy);

    [LoggerMessage(
        LogLevel.Information,
        "This node has no {Mode} store at {Gateway}: payments and refunds there of that mode that need the service's own are left to "
            + "nodes that have one")]
    private static partial void LeavesMode(ILogger log, string mode, string gateway);

    [LoggerMessage(
        LogLevel.Error,
        "{Count} payments cannot be checked: no running node has their gateway, or a store there. Set it up on one, such as by "
            + "Gateways__SslCommerz__…__StoreId and StorePassword; nothing is lost until then")]
    private static partial void NobodyTakes(ILogger log, int count);

    [LoggerMessage(LogLevel.Warning, "Another node checks again the payments that this node cannot")]
    private static partial void SomebodyTakes(ILogger log);

    [LoggerMessage(
        LogLevel.Information, "Payment {PaymentId} of application {ApplicationId} expired; the gateway was asked and knows of no money")]
    private static partial void Expired(ILogger log, Id<Payment> paymentId, ApplicationId applicationId);

    [LoggerMessage(
        LogLevel.Error, "Payment {PaymentId} of application {ApplicationId} could not expire and is looked at again later: {Reason}")]
    private static partial void NotExpired(ILogger log, Id<Payment> paymentId, ApplicationId applicationId, string reason);
}
