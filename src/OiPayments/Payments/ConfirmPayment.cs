using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>What a gateway's answer came to, and a sentence for whoever reads the callback later.</summary>
internal sealed record Verdict(CallbackOutcome Outcome, string? Note = null)
{
    public Id<Payment>? PaymentId { get; init; }
}

/// <summary>
/// Turns the gateway's own answer about an attempt into what follows from it: state, journals, what listeners make of it and the callback's
/// outcome in one transaction, or nothing at all. The only code that makes a payment succeed.
/// </summary>
/// <remarks>
/// Any number of nodes may run this with the same answer at once: the payment's version lets one of them save, and the others
/// read again and find it done. The journal's cause, unique in the books, would stop a second booking even so.
/// </remarks>
internal sealed partial class ConfirmPayment(
    OiPaymentsDb db, UnitOfWork unit, IIdSource ids, Book book, PaymentListeners listeners, PaymentPurposes purposes,
    IBusinessClock clock, ILogger<ConfirmPayment> log)
{
    /// <summary>What asking the gateway, and this, are called in a trace.</summary>
    public const string Span = "confirm payment";

    private static readonly Refusal TooManyAtOnce = new(ErrorCode.InvalidOperationState, "Too many others were changing this payment.");

    private static readonly Func<OiPaymentsDb, ApplicationId, string, CancellationToken, Task<Found?>> FindAsync = OiPaymentsDb.Compile((
        db, application, transactionId) =>
        db.Of<PaymentAttempt>(application).Where(a => a.TransactionId == transactionId)
            .Join(db.Of<Payment>(application), a => a.PaymentId, p => p.Id, (attempt, payment) => new Found(
                payment, attempt,
                db.Of<PaymentAttempt>(application).Any(other => other.PaymentId == payment.Id
                    && other.Id != attempt.Id
                    && PaymentAttempt.StatusesToAskAbout.Contains(other.Status))))
            .SingleOrDefault());

    /// <param name="applicationId">Whose attempt, as its transaction id says.</param>
    /// <param name="transactionId">The attempt.</param>
    /// <param name="answer">What the gateway says of it, asked by us.</param>
    /// <param name="callback">The evidence that made us ask, stored already; its outcome is written with the rest. Null for a question of
    /// our own.</param>
    /// <param name="ct">Ends the work between rounds, never half-way through one.</param>
    public async Task<Verdict> ApplyAsync(
        ApplicationId applicationId, string transactionId, GatewayAnswer answer, GatewayCallback? callback, CancellationToken ct)
    {
        // What a listener refuses is undone with everything else. Money stays where the gateway has it, and is asked about again.
        Id<Payment>? paymentId = null;
        return (await unit.RunAsync(ApplyOnceAsync, ct)).OrRefuse(TooManyAtOnce).IsRefused(out var refusal, out var applied)
            ? await ConcludeAsync(
                callback, new(CallbackOutcome.Deferred, $"{refusal.Message} It will be asked about again.") { PaymentId = paymentId }, ct)
            : applied;

        async Task<Outcome<Verdict>> ApplyOnceAsync()
        {
            var found = await FindAsync(db, applicationId, transactionId, ct);
            if (found is null) return Write(callback, new(CallbackOutcome.Unmatched, "No attempt of ours has this transaction id."));

            var (payment, attempt) = (found.Payment, found.Attempt);
            paymentId = payment.Id;
            var hadMoney = attempt.HasMoney;
            if ((await DecideAsync(payment, attempt, answer, isAsked: callback is null, ct)).IsRefused(out var refusal, out var decided))
                return refusal;
            var verdict = decided with { PaymentId = payment.Id };

            // Money ends the wait for this attempt; others of the same payment may still bring more.
            if (attempt.HasMoney && !hadMoney)
                payment.DueAt = found.HasOthers ? clock.Now(payment.Scope) + PaymentFollowUpSchedule.FirstPause : null;
            db.AfterCommit(() => Confirmed(
                log, payment.Id, applicationId, WireNames<PaymentStatus>.Of(payment.Status),
                WireNames<CallbackOutcome>.Of(verdict.Outcome)));
            return Write(callback, verdict);
        }
    }

    /// <summary>Writes down what a callback came to when no payment is touched by it.</summary>
    public async Task<Verdict> ConcludeAsync(GatewayCallback? callback, Verdict verdict, CancellationToken ct)
    {
        Write(callback, verdict);
        await db.SaveAsync(ct);
        return verdict;
    }

    private async ValueTask<Outcome<Verdict>> DecideAsync(
        Payment payment, PaymentAttempt attempt, GatewayAnswer answer, bool isAsked, CancellationToken ct) => answer switch
        {
            GatewayAnswer.Paid paid => await ReceiveMoneyAsync(payment, attempt, paid.Receipt, ct),
            GatewayAnswer.NotPaid notPaid => EndAttempt(payment, attempt, notPaid, isAsked),
            GatewayAnswer.Pending => new Verdict(CallbackOutcome.Deferred, "The gateway says the customer is still at it."),
            GatewayAnswer.NotFound =>
                new Verdict(CallbackOutcome.Deferred, "The gateway knows no such transaction; it will be asked again."),
            GatewayAnswer.Unknown unknown => new Verdict(CallbackOutcome.Deferred, $"The gateway could not be asked: {unknown.Reason}"),
            _ => throw new InvalidOperationException($"An answer nobody decided about: {answer.GetType().Name}."),
        };

    private async ValueTask<Outcome<Verdict>> ReceiveMoneyAsync(
        Payment payment, PaymentAttempt attempt, GatewayReceipt receipt, CancellationToken ct)
    {
        var now = clock.Now(payment.Scope);
        if (receipt.TransactionId != attempt.TransactionId)
            return new Verdict(CallbackOutcome.Mismatched, $"The gateway's answer is about another transaction: {receipt.TransactionId}.");
        if (attempt.HasMoney)
        {
            if (await IsBookedAsync(attempt, receipt, ct))
                return new Verdict(CallbackOutcome.Duplicate, "This attempt's money is booked already.");
            attempt = await AddSecondAsync(attempt, now, ct);
        }

        if (!receipt.Charged.IsPositive)
            return new Verdict(
                CallbackOutcome.Deferred,
                $"The gateway says that it charged {receipt.Charged}, which is no charge; it will be asked again.");
        if (receipt.Charged != payment.Amount)
        {
            var verdict = new Verdict(
                CallbackOutcome.Mismatched,
                $"Asked for {payment.Amount}, the gateway charged {receipt.Charged}: kept in suspense for a person to look at.");
            return await SuspendAsync(payment, attempt, receipt, AttemptStatus.Mismatched, HoldReason.Mismatch, verdict, now, ct);
        }

        if (payment.Status is PaymentStatus.Succeeded || payment.HeldAt is not null)
        {
            const string paidBefore = "The payment was paid before: this money is kept in suspense, to be refunded.";
            return await KeepSurplusAsync(payment, attempt, receipt, paidBefore, now, ct);
        }

        if (await purposes.WhyNotOwedAsync(payment, ct) is { } notOwed)
            return await KeepUnowedAsync(payment, attempt, receipt, notOwed, now, ct);
        if (!receipt.IsRisky || (await PolicyAsync(payment.ApplicationId, ct)).AcceptRiskyPayments)
            return await CaptureAsync(payment, attempt, receipt, now, ct);

        var risky = new Verdict(CallbackOutcome.Accepted, $"The gateway calls it risky ({receipt.RiskTitle}): held for an operator.");
        return await SuspendAsync(payment, attempt, receipt, AttemptStatus.Held, HoldReason.Risk, risky, now, ct);
    }

    private async ValueTask<bool> IsBookedAsync(PaymentAttempt attempt, GatewayReceipt receipt, CancellationToken ct) =>
        receipt.ValidationId == attempt.ValidationId || receipt.BankTransactionId == attempt.BankTransactionId
        || await db.Of<PaymentAttempt>(attempt.ApplicationId).AnyAsync(
            a => a.PaymentId == attempt.PaymentId && a.ValidationId == receipt.ValidationId, ct);

    /// <summary>
    /// The gateway took money twice under one transaction id, each time with a validation id of its own. The second has a row of
    /// its own, named after the first, so that it can be given back.
    /// </summary>
    private async ValueTask<PaymentAttempt> AddSecondAsync(PaymentAttempt first, DateTimeOffset now, CancellationToken ct)
    {
        var before = await db.Of<PaymentAttempt>(first.ApplicationId).CountAsync(
            a => a.PaymentId == first.PaymentId && a.TransactionId.StartsWith(first.TransactionId), ct);
        var second = new PaymentAttempt
        {
            ApplicationId = first.ApplicationId,
            Id = await ids.NextAsync<PaymentAttempt>(ct),
            PaymentId = first.PaymentId,
            Mode = first.Mode,
            TransactionId = $"{first.TransactionId}:{before + 1}",
            CreatedAt = now,
            OverrideId = first.OverrideId,
            TraceContext = ProductTraces.ContextToKeep(),
        };
        db.Add(second);
        return second;
    }

    private async ValueTask<Outcome<Verdict>> CaptureAsync(
        Payment payment, PaymentAttempt attempt, GatewayReceipt receipt, DateTimeOffset now, CancellationToken ct)
    {
        var before = payment.Status;
        var journal = attempt.Receive(receipt, AttemptStatus.Paid, now);
        if (payment.Succeed(attempt, now) is { } refusal) throw new InvalidOperationException(refusal.Message);

        await book.PostAsync(
            Journal.Of(
                payment.Scope, journal, payment.Reference,
                new Transfer(Account.GatewayClearing, Account.ApplicationPayable, payment.Amount)), ct);
        await PostFeeAsync(payment, attempt, receipt, ct);
        if (await listeners.HearAsync(payment, new PaymentChange.Succeeded(now), ct) is { } refused) return refused;
        return new Verdict(
            CallbackOutcome.Accepted,
            before is PaymentStatus.Pending ? null : $"The money came after the payment was {WireNames<PaymentStatus>.Of(before)}.");
    }

    /// <summary>What the payment is for is not owed any more: the money is surplus, and the payment ends without it.</summary>
    private async ValueTask<Outcome<Verdict>> KeepUnowedAsync(
        Payment payment, PaymentAttempt attempt, GatewayReceipt receipt, Refusal notOwed, DateTimeOffset now, CancellationToken ct)
    {
        var verdict = await KeepSurplusAsync(
            payment, attempt, receipt, $"{notOwed.Message} The money is kept in suspense, to be refunded.", now, ct);
        if (payment.Status is not PaymentStatus.Pending) return verdict;

        if (payment.Fail(Payment.NotOwed, $"{notOwed.Message} The money is given back.", now) is { } bug)
            throw new InvalidOperationException(bug.Message);
        return await listeners.HearAsync(payment, new PaymentChange.Failed(now), ct) is { } refused ? refused : verdict;
    }

    /// <summary>Real money that belongs to nobody yet: a second payment of the same thing.</summary>
    private async ValueTask<Verdict> KeepSurplusAsync(
        Payment payment, PaymentAttempt attempt, GatewayReceipt receipt, string note, DateTimeOffset now, CancellationToken ct)
    {
        var journal = attempt.Receive(receipt, AttemptStatus.Surplus, now);
        if ((await PolicyAsync(payment.ApplicationId, ct)).AutoRefundSurplus) attempt.ReturnDueAt = now;
        payment.Touch(now);
        await book.PostAsync(
            Journal.Of(
                payment.Scope, journal, attempt.TransactionId,
                new Transfer(Account.GatewayClearing, Account.Suspense, receipt.Charged)), ct);
        await PostFeeAsync(payment, attempt, receipt, ct);
        return new(CallbackOutcome.Accepted, note);
    }

    /// <summary>
    /// Money came that cannot simply count: the books show it, the application does not get it yet. The payment waits for an
    /// operator, unless it is paid, or waits already: then this money waits beside it.
    /// </summary>
    private async ValueTask<Outcome<Verdict>> SuspendAsync(
        Payment payment, PaymentAttempt attempt, GatewayReceipt receipt, AttemptStatus status, HoldReason reason, Verdict verdict,
        DateTimeOffset now, CancellationToken ct)
    {
        var journal = attempt.Receive(receipt, status, now);
        await book.PostAsync(
            Journal.Of(
                payment.Scope, journal, attempt.TransactionId,
                new Transfer(Account.GatewayClearing, Account.Suspense, receipt.Charged)), ct);
        await PostFeeAsync(payment, attempt, receipt, ct);
        if (payment.Status is PaymentStatus.Succeeded || payment.HeldAt is not null)
        {
            payment.Touch(now);
            return verdict;
        }

        payment.Hold(reason, now);
        if (await listeners.HearAsync(payment, new PaymentChange.Held(now), ct) is { } refused) return refused;
        return verdict;
    }

    private Task<Policy> PolicyAsync(ApplicationId applicationId, CancellationToken ct) => db.Directory<Application>()
        .Where(a => a.Id == applicationId).Select(a => new Policy(a.AcceptRiskyPayments, a.AutoRefundSurplus)).SingleAsync(ct);

    private async ValueTask PostFeeAsync(Payment payment, PaymentAttempt attempt, GatewayReceipt receipt, CancellationToken ct)
    {
        if (receipt.Fee is { IsPositive: true } fee)
            await book.PostAsync(
                Journal.Of(
                    payment.Scope, JournalKind.GatewayFee, attempt.TransactionId,
                    new Transfer(Account.GatewayFees, Account.GatewayClearing, fee)), ct);
    }

    /// <param name="payment">Whose attempt it is.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="answer">How it ended.</param>
    /// <param name="isAsked">
    /// Whether the gateway says so when asked. A notice of a failure may be older than a notice of success that could not be checked
    /// yet, because a customer may try again on the gateway's page; it denies nothing.
    /// </param>
    private Verdict EndAttempt(Payment payment, PaymentAttempt attempt, GatewayAnswer.NotPaid answer, bool isAsked)
    {
        if (attempt.HasMoney) return new(CallbackOutcome.Ignored, "This attempt's money is booked already.");

        var now = clock.Now(payment.Scope);
        if (isAsked) attempt.DeniedByGateway(now);
        if (!attempt.IsOpen) return new(CallbackOutcome.Duplicate, "This attempt was known to have ended.");

        attempt.EndWithout(answer.Ending, answer.Reason, now);
        if (payment.Status is PaymentStatus.Pending)
            payment.NoteDecline(
                answer.Ending is AttemptEnding.Failed ? "DECLINED" : WireNames<AttemptEnding>.Of(answer.Ending), attempt.Reason ?? "", now);
        return new(CallbackOutcome.Accepted, "The attempt ended without money; the payment can be tried again.");
    }

    private Verdict Write(GatewayCallback? callback, Verdict verdict)
    {
        if (callback is null) return verdict;

        callback.MatchedPaymentId = verdict.PaymentId ?? callback.MatchedPaymentId;
        callback.Conclude(verdict.Outcome, verdict.Note);

        // Each attempt begins with an empty context; the stored evidence joins it, and what was made of it is written, whatever the last
        // one made.
        var row = db.Entry(callback);
        if (row.State is EntityState.Detached) row.State = EntityState.Unchanged;
        row.Property(c => c.MatchedPaymentId).IsModified = true;
        row.Property(c => c.SignatureValid).IsModified = true;
        row.Property(c => c.Outcome).IsModified = true;
        row.Property(c => c.Note).IsModified = true;
        return verdict;
    }

    private sealed record Found(Payment Payment, PaymentAttempt Attempt, bool HasOthers);

    private sealed record Policy(bool AcceptRiskyPayments, bool AutoRefundSurplus);

    [LoggerMessage(
        LogLevel.Information, "Gateway's answer on payment {PaymentId} of application {ApplicationId}: payment {Status}, {Outcome}")]
    private static partial void Confirmed(ILogger log, Id<Payment> paymentId, ApplicationId applicationId, string status, string outcome);
}
