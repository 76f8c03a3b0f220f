using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// Takes refunds to the gateway and asks about them until it says what became of them. A call without an answer is unknown,
/// never failed: the same call with the same id is made again. Also begins the refunds that an application's policy asks for,
/// and rejects what nobody approved in time.
/// </summary>
internal sealed partial class FollowUpRefunds(
    IServiceScopeFactory scopes, DueSignal<FollowUpRefunds> signal, NodeHealth health, ThisNode self, IPaymentGateway gateway, GatewayAccounts accounts, LeftToOthers left, CrashPoints crash, TimeProvider clock, ILogger<FollowUpRefunds> log)
    : DueWorker(signal, health, clock, log)
{
    private const int BatchSize = 16;

    /// <summary>Longer than one call to the gateway may take; then another worker takes it over.</summary>
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(5);

    /// <summary>Between questions. A gateway takes days to give money back, so the last pause goes on for ever.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    private const string NobodyHasTheStore = "No running node has a store for this mode; the refund goes on as soon as one has.";

    private DateTimeOffset lookForLeftAt;

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var now = Clock.GetUtcNow();
        await MarkWhatNobodyTakesAsync(db, now, ct);
        var (refunds, attempts) = (DueHere(db, db.AcrossApplications<Refund>(), now), db.AcrossApplications<PaymentAttempt>());
        return await db.Directory<Application>().AsNoTracking()
            .Where(a => refunds.Any(r => r.ApplicationId == a.Id) || attempts.Any(t => t.ApplicationId == a.Id && t.ReturnDueAt <= now))
            .Select(a => a.Id).ToListAsync(ct);
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct)
    {
        // The version moves too: what the dead one still had to say about its call, it can no longer write.
        var now = Clock.GetUtcNow();
        await db.AcrossApplications<Refund>().Where(r => r.LeasedBy == node)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.DueAt, now).SetProperty(r => r.LeasedBy, (long?)null).SetProperty(r => r.Version, r => r.Version + 1), ct);
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        List<Id<PaymentAttempt>> surplus;
        List<Due> due;
        await using (var services = scopes.CreateAsyncScope())
        {
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var now = Clock.GetUtcNow();
            surplus = await db.Of<PaymentAttempt>(application).Where(a => a.ReturnDueAt <= now).OrderBy(a => a.ReturnDueAt).Take(BatchSize).Select(a => a.Id).ToListAsync(ct);
            due = await DueHere(db, db.Of<Refund>(application).AsNoTracking(), now).OrderBy(r => r.DueAt).Take(BatchSize)
                .Select(r => new Due(r.Id, r.Version)).ToListAsync(ct);
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

    /// <summary>What is due and can be gone on with by this node. Parked refunds run out on any.</summary>
    private IQueryable<Refund> DueHere(OiPaymentsDb db, IQueryable<Refund> refunds, DateTimeOffset now)
    {
        if (left.Modes.Count == 0) return refunds.Where(r => r.DueAt <= now);
        var elsewhere = left.Attempts(db);
        return refunds.Where(r => r.DueAt <= now
            && !(r.Status == RefundStatus.Pending && elsewhere.Any(a => a.ApplicationId == r.ApplicationId && a.Id == r.AttemptId)));
    }

    /// <summary>
    /// A refund that nobody has taken for so long waits for a store that no running node has: says so in the log, and on the refund
    /// itself, which stays due for the first node that has one.
    /// </summary>
    private async Task MarkWhatNobodyTakesAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (left.Modes.Count == 0 || now < lookForLeftAt) return;
        lookForLeftAt = now + LeftToOthers.OverdueAfter;
        var (overdue, elsewhere) = (now - LeftToOthers.OverdueAfter, left.Attempts(db));
        var marked = await db.AcrossApplications<Refund>()
            .Where(r => r.Status == RefundStatus.Pending && r.DueAt <= overdue && r.Note != NobodyHasTheStore
                && elsewhere.Any(a => a.ApplicationId == r.ApplicationId && a.Id == r.AttemptId))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Note, NobodyHasTheStore).SetProperty(r => r.Version, r => r.Version + 1), ct);
        if (marked > 0) NobodyTakes(Log, marked);
    }

    private async Task ReturnSurplusAsync(IServiceProvider services, ApplicationId application, Id<PaymentAttempt> attemptId, CancellationToken ct)
    {
        var db = services.GetRequiredService<OiPaymentsDb>();
        if (await db.Of<PaymentAttempt>(application).SingleOrDefaultAsync(a => a.Id == attemptId && a.ReturnDueAt != null, ct) is not { } attempt) return;

        var payment = await db.Of<Payment>(application).SingleAsync(p => p.Id == attempt.PaymentId, ct);
        var request = new RefundRequest(null, "The payment was paid twice.", Refund.ByPolicy, ApprovalsNeeded: 0);
        if ((await services.GetRequiredService<StartRefund>().OfSuspenseAsync(payment, attempt, request, ct)).IsRefused(out _, out var refund)) return;

        // Losing here means that somebody else gave it back, or changed the payment: the next round sees which.
        if (await db.TrySaveAsync(ct)) Returned(Log, refund.Id, application, refund.Amount);
    }

    private async Task GoOnAsync(IServiceProvider services, ApplicationId application, Due due, CancellationToken ct)
    {
        var db = services.GetRequiredService<OiPaymentsDb>();
        var settle = services.GetRequiredService<SettleRefund>();
        if (await db.Of<Refund>(application).SingleOrDefaultAsync(r => r.Id == due.RefundId && r.Version == due.Version, ct) is not { } refund) return;

        var now = Clock.GetUtcNow();
        if (refund.Status is RefundStatus.AwaitingApproval)
        {
            if (await settle.RejectAsync(refund, who: null, "Nobody approved it in time.", ct) is null && await db.TrySaveAsync(ct))
                Ended(Log, refund.Id, application, WireNames<RefundStatus>.Of(refund.Status));
            return;
        }

        if (refund.Status is not RefundStatus.Pending)
        {
            refund.DueAt = null;
            await db.TrySaveAsync(ct);
            return;
        }

        // Saved before the call: the lease, so that one node at a time calls; and that a call was made, whatever becomes of it.
        var mayHaveBegun = refund.UnansweredCalls > 0;
        refund.BeginCall(self.Number, now + LeaseFor, now);
        if (!await db.TrySaveAsync(ct)) return;

        Func<Refund, Task> conclude = await AskAsync(db, refund, mayHaveBegun, settle, ct);
        crash.Reached(CrashPoints.AfterGateway);
        await ConcludeAsync(db, application, refund, conclude, CancellationToken.None);
    }

    /// <summary>Asks the gateway, in the store that took the money, and answers what is to be written down of it.</summary>
    private async Task<Func<Refund, Task>> AskAsync(OiPaymentsDb db, Refund refund, bool mayHaveBegun, SettleRefund settle, CancellationToken ct)
    {
        var store = await db.Of<PaymentAttempt>(refund.Scope).AsNoTracking().Where(a => a.Id == refund.AttemptId).Select(a => a.Override).SingleAsync(ct);
        if (accounts.Find(refund.Mode, store) is not { } account) return r => Wait(r, "No store is configured for this mode.", isSurelyNotStarted: true);

        if (refund.GatewayRefundId is not { } gatewayRefundId)
        {
            var request = new GatewayRefund(refund.GatewayReference, refund.BankTransactionId, refund.Amount, $"Refund {refund.Reference}");
            return await gateway.RefundAsync(account, request, ct) switch
            {
                RefundAnswer.Accepted accepted => r => Accept(r, accepted.GatewayRefundId),
                RefundAnswer.AlreadyStarted { GatewayRefundId: { } known } => r => Accept(r, known),
                RefundAnswer.AlreadyStarted => r => Wait(r, "The gateway has this refund and does not say under which id: find it in the merchant panel, and resolve it here."),
                RefundAnswer.Refused refused when mayHaveBegun => r => Wait(r,
                    $"The gateway says no ({refused.Reason}), but an earlier call may have begun the refund: look in the merchant panel, and resolve it here."),
                RefundAnswer.Refused refused => r => settle.FailAsync(r, $"The gateway refused: {refused.Reason}", note: null, CancellationToken.None),
                RefundAnswer.NotAllowed notAllowed => r => Wait(r, $"The gateway does not let us ask: {notAllowed.Reason}", isSurelyNotStarted: true),
                RefundAnswer.Unknown unknown => r => Wait(r, $"No answer yet: {unknown.Reason}"),
                var other => throw new InvalidOperationException($"An answer nobody decided about: {other.GetType().Name}."),
            };
        }

        return await gateway.QueryRefundAsync(account, gatewayRefundId, ct) switch
        {
            RefundProgress.Refunded => r => settle.SucceedAsync(r, note: null, CancellationToken.None),
            RefundProgress.Processing => r => Wait(r, null),
            RefundProgress.Cancelled cancelled => r => settle.FailAsync(
                r, cancelled.Reason.Length > 0 ? $"The gateway cancelled it: {cancelled.Reason}" : "The gateway cancelled it.", note: null, CancellationToken.None),
            RefundProgress.NotFound => r => Wait(r, "The gateway does not know the id that it gave: look in the merchant panel, and resolve it here if this stays so."),
            RefundProgress.Unknown unknown => r => Wait(r, $"No answer yet: {unknown.Reason}"),
            var other => throw new InvalidOperationException($"An answer nobody decided about: {other.GetType().Name}."),
        };
    }

    /// <summary>
    /// Writes it down, unless the refund ended meanwhile. An answer that cannot be saved because the payment was changed beside
    /// us is written again; what is lost in a crash is asked for again when the lease runs out.
    /// </summary>
    private async Task ConcludeAsync(OiPaymentsDb db, ApplicationId application, Refund asked, Func<Refund, Task> conclude, CancellationToken ct)
    {
        for (var round = 0; round < StartRefund.MaxRounds; round++)
        {
            db.StartOver();
            var refund = await db.Of<Refund>(application).SingleAsync(r => r.Id == asked.Id, ct);
            if (refund.Status is not RefundStatus.Pending || refund.Version != asked.Version) return;

            await conclude(refund);
            if (!await db.TrySaveAsync(ct)) continue;
            if (refund.Status is not RefundStatus.Pending) Ended(Log, refund.Id, application, WireNames<RefundStatus>.Of(refund.Status));
            else if (refund.Note is { } note) Waits(Log, refund.Id, application, note);
            return;
        }
    }

    private Task Accept(Refund refund, string gatewayRefundId)
    {
        var now = Clock.GetUtcNow();
        refund.AcceptedAs(gatewayRefundId, now + Pauses[0], now);
        return Task.CompletedTask;
    }

    private Task Wait(Refund refund, string? note, bool isSurelyNotStarted = false)
    {
        var now = Clock.GetUtcNow();
        refund.Wait(note, isSurelyNotStarted, now + Pauses[Math.Min(refund.TimesAsked, Pauses.Length) - 1], now);
        return Task.CompletedTask;
    }

    private sealed record Due(Id<Refund> RefundId, int Version);

    [LoggerMessage(LogLevel.Error, "{Count} refunds wait for a store that no running node has: set Gateways__SslCommerz__…__StoreId and StorePassword on one; they go on then")]
    private static partial void NobodyTakes(ILogger log, int count);

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of application {ApplicationId} begun by policy: {Amount} was paid twice")]
    private static partial void Returned(ILogger log, Id<Refund> refundId, ApplicationId applicationId, Money amount);

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of application {ApplicationId} ended: {Status}")]
    private static partial void Ended(ILogger log, Id<Refund> refundId, ApplicationId applicationId, string status);

    [LoggerMessage(LogLevel.Warning, "Refund {RefundId} of application {ApplicationId} goes on: {Note}")]
    private static partial void Waits(ILogger log, Id<Refund> refundId, ApplicationId applicationId, string note);
}
