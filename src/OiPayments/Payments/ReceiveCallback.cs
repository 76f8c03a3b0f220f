using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>What became of a callback, and whose payment it was about, for sending a customer on.</summary>
internal sealed record CallbackResult(Verdict Verdict, string? PaymentReference);

/// <summary>
/// Takes a gateway's callback: stores it as evidence, and only then looks at it. Nothing in it is believed; it says whom to ask
/// the gateway about. Every way ends with an outcome on the stored row.
/// </summary>
internal sealed partial class ReceiveCallback(
    OiPaymentsDb db, UnitOfWork unit, IIdSource ids, GatewayAccounts accounts, ConfirmPayment confirm,
    DueSignal<FollowUpPayments> followUp, PaymentMetrics metrics, IBusinessClock clock, ILogger<ReceiveCallback> log)
{
    /// <summary>The attempt with the store it was made with.</summary>
    private static readonly Func<OiPaymentsDb, ApplicationId, string, CancellationToken, Task<Known?>> FindAsync = OiPaymentsDb.Compile((
        db, application, transactionId) =>
        db.Of<PaymentAttempt>(application).AsNoTracking().Where(a => a.TransactionId == transactionId)
            .Join(db.Of<Payment>(application), a => a.PaymentId, p => p.Id, (a, p) => new Known(
                a.Mode, p.Gateway, p.Reference, a.Override, a.TraceContext, p.TraceContext))
            .SingleOrDefault());

    /// <param name="gateway">Whose door it came to. It can speak of its own payments only.</param>
    /// <param name="mode">Of the door.</param>
    /// <param name="kind">How it came.</param>
    /// <param name="form">As it came.</param>
    /// <param name="ct">Ends it before it is stored, and nothing after that.</param>
    public async Task<CallbackResult> RunAsync(
        IPaymentGateway gateway, Mode mode, CallbackKind kind, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        var notice = gateway.ReadNotice(form);
        var isOurs = Reference.TryParse(notice.TransactionId, PaymentAttempt.TransactionIdPrefix, out var transaction);
        var stored = await unit.RunAsync(StoreAsync, ct);
        if (!stored.IsSaved(out var callback)) throw new InvalidOperationException("A save that cannot lose a race lost one.");

        // From here on the caller may hang up: the evidence is stored, and what it leads to is worth finishing.
        var known = isOurs ? await FindAsync(db, transaction.ApplicationId, transaction.Text, CancellationToken.None) : null;
        if (known is not null && (known.Mode != mode || known.Gateway != gateway.Name)) known = null;
        using var span = known is null ? null : ProductTraces.GoOn(ConfirmPayment.Span, known.BegunBy, known.CreatedBy);
        var verdict = await JudgeAsync(
            gateway, accounts.Find(gateway.Name, new Scope(transaction.ApplicationId, mode), known?.Override), notice,
            known is null ? null : transaction, callback);
        if (known is not null && verdict.Outcome is CallbackOutcome.Deferred)
            await AskSoonAsync(mode, transaction, notice.Claim, clock.Now(new(transaction.ApplicationId, mode)));
        metrics.CalledBack(callback, verdict.Outcome);
        Judged(log, callback.Id, WireNames<CallbackKind>.Of(kind), callback.Reference, WireNames<CallbackOutcome>.Of(verdict.Outcome));
        return new(verdict, known?.PaymentReference);

        async Task<Outcome<GatewayCallback>> StoreAsync()
        {
            var evidence = new GatewayCallback
            {
                ApplicationId = isOurs ? transaction.ApplicationId : ApplicationId.Nobody,
                Id = await ids.NextAsync<GatewayCallback>(ct),
                Mode = mode,
                Gateway = gateway.Name,
                Kind = kind,
                Reference = notice.TransactionId?.Length > GatewayCallback.MaxReferenceLength
                    ? notice.TransactionId[..GatewayCallback.MaxReferenceLength]
                    : notice.TransactionId,
                RawPayload = notice.Evidence,
                CreatedAt = clock.Now(new(isOurs ? transaction.ApplicationId : ApplicationId.Nobody, mode)),
            };
            db.Add(evidence);
            return evidence;
        }
    }

    private async Task<Verdict> JudgeAsync(
        IPaymentGateway gateway, GatewayAccount? store, GatewayNotice notice, Reference? transaction, GatewayCallback callback)
    {
        var ct = CancellationToken.None;
        if (store is not { } account)
        {
            // Whether it is signed only a node with the store can tell, and that asks the gateway itself: nothing here is believed.
            return await confirm.ConcludeAsync(callback, transaction is null
                ? new(
                    CallbackOutcome.Unmatched,
                    "No attempt of ours in this mode has this transaction id, and this node has no store for the mode.")
                : new(CallbackOutcome.Deferred, "This node has no store for the mode: left to one that has, which asks the gateway."), ct);
        }

        callback.SignatureValid = gateway.IsSigned(account, notice);
        if (!callback.SignatureValid)
            return await confirm.ConcludeAsync(
                callback, new(CallbackOutcome.Forged, "The signature is missing or wrong. Nothing moved."), ct);
        if (transaction is not { } known)
            return await confirm.ConcludeAsync(
                callback, new(CallbackOutcome.Unmatched, "No attempt of ours in this mode has this transaction id."), ct);

        return notice.Claim switch
        {
            null => await confirm.ConcludeAsync(callback, new(CallbackOutcome.Ignored, "It claims nothing we know."), ct),
            NoticeClaim.Paid when notice.ValidationId is null =>
                await confirm.ConcludeAsync(
                    callback, new(CallbackOutcome.Deferred, "It claims success without a validation id; the gateway will be asked."), ct),
            NoticeClaim.Paid => await confirm.ApplyAsync(
                known.ApplicationId, known.Text, await gateway.ValidateAsync(account, notice.ValidationId, ct), callback, ct),
            _ => await confirm.ApplyAsync(
                known.ApplicationId, known.Text, new GatewayAnswer.NotPaid(EndingOf(notice.Claim.Value), notice.Reason), callback, ct),
        };
    }

    /// <summary>
    /// What could not be decided now is asked about at once by the worker, not when the next round comes. Until there is an answer
    /// the customer is not asked to pay again, also when the attempt was thought to have ended.
    /// </summary>
    private async Task AskSoonAsync(Mode mode, Reference transaction, NoticeClaim? claim, DateTimeOffset now)
    {
        var scope = new Scope(transaction.ApplicationId, mode);
        db.DiscardChanges();
        if (await db.Of<PaymentAttempt>(scope).SingleOrDefaultAsync(a => a.TransactionId == transaction.Text) is not { } attempt) return;
        if (!PaymentAttempt.StatusesToAskAbout.Contains(attempt.Status)) return;

        if (claim is NoticeClaim.Paid) attempt.SaidToBePaid(now);
        await db.TrySaveAsync(CancellationToken.None);
        await db.Of<Payment>(scope).Where(p => p.Id == attempt.PaymentId).ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, now));
        followUp.Wake(transaction.ApplicationId);
    }

    private static AttemptEnding EndingOf(NoticeClaim claim) => claim switch
    {
        NoticeClaim.Failed => AttemptEnding.Failed,
        NoticeClaim.Cancelled => AttemptEnding.Cancelled,
        NoticeClaim.Unattempted => AttemptEnding.Unattempted,
        NoticeClaim.Expired => AttemptEnding.Expired,
        NoticeClaim.Paid => throw new InvalidOperationException("A paid notice has no ending."),
    };

    private sealed record Known(
        Mode Mode, string Gateway, string PaymentReference, GatewayOverride? Override, byte[]? BegunBy, byte[]? CreatedBy);

    [LoggerMessage(LogLevel.Information, "Callback {CallbackId} ({Kind}) about {TransactionId}: {Outcome}")]
    private static partial void Judged(ILogger log, Id<GatewayCallback> callbackId, string kind, string? transactionId, string outcome);
}
