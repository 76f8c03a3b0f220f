using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Refunds;

/// <summary>What is asked for. Amounts are in minor units of the payment's currency.</summary>
/// <param name="AmountMinor">Null means all of a suspended transaction; a part of a capture has to be named.</param>
/// <param name="Reason">For people.</param>
/// <param name="CreatedBy">Who asks; see <see cref="Refund.CreatedBy"/>.</param>
/// <param name="ApprovalsNeeded">How many operators have to agree before anything moves.</param>
internal sealed record RefundRequest(long? AmountMinor, string? Reason, string CreatedBy, int ApprovalsNeeded)
{
    /// <summary>What the caller thinks can still be refunded; when that no longer holds, nothing is tried.</summary>
    public long? ExpectedRefundableMinor { get; init; }
}

/// <summary>
/// Makes refunds, whoever asks: application, operator or policy. Works on the caller's unit of work, and the caller saves; the
/// versions of the payment and of the attempt let one of several at once be saved, so that no more goes back than came.
/// </summary>
internal sealed class StartRefund(
    OiPaymentsDb db, IIdSource ids, Book book, PaymentListeners listeners, ConvertRefund convert, DueSignal<FollowUpRefunds> signal,
    RefundOptions options, IBusinessClock clock)
{
    public static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were changing this payment. Nothing was done; read it again and retry.");

    /// <summary>Refunds what the payment captured, in part or in full.</summary>
    public async Task<Outcome<Refund>> OfCaptureAsync(Payment payment, RefundRequest request, CancellationToken ct)
    {
        var now = clock.Now(payment.Scope);
        if (request.ExpectedRefundableMinor is { } expected && expected != payment.RefundableMinor)
            return new Refusal(ErrorCode.RefundExceedsBalance,
                $"You expected {expected} {payment.Currency} minor units to be refundable; it is {payment.RefundableMinor} now. "
                    + "Nothing was done.");

        var amount = new Money(
            request.AmountMinor ?? throw new ArgumentException("A refund of a capture names its amount.", nameof(request)),
            payment.Currency);
        if (payment.HoldForRefund(amount, now) is { } refusal) return refusal;

        var attempt = await db.Of<PaymentAttempt>(payment.Scope).SingleAsync(
            a => a.PaymentId == payment.Id && a.Status == AttemptStatus.Paid, ct);
        if ((await convert.OfPartAsync(payment, attempt, amount, ct)).IsRefused(out var unconvertible, out var converted))
            return unconvertible;
        return await AddAsync(payment, attempt, RefundSource.Capture, amount, converted, request, now, ct);
    }

    /// <summary>Gives back all that one attempt brought and that never counted.</summary>
    public async Task<Outcome<Refund>> OfSuspenseAsync(Payment payment, PaymentAttempt attempt, RefundRequest request, CancellationToken ct)
    {
        if (!attempt.HasSuspendedMoney || attempt.Charged is not { } charged)
            return new Refusal(
                ErrorCode.InvalidOperationState, "This transaction has no money in suspense, or it is being given back already.");
        if (request.AmountMinor is { } amount && amount != charged.MinorUnits)
            return new Refusal(ErrorCode.InvalidOperationState,
                $"Money in suspense is given back whole: leave amountMinor out, or send {charged.MinorUnits}. Nothing was done.");

        if (convert.OfWhole(payment, attempt, charged).IsRefused(out var unconvertible, out var converted)) return unconvertible;
        return await AddAsync(payment, attempt, RefundSource.Suspense, charged, converted, request, clock.Now(payment.Scope), ct);
    }

    /// <summary>
    /// Sends a refund on its way: the books show it, the worker takes it to the gateway. A refusal means that the caller saves nothing.
    /// </summary>
    public async Task<Refusal?> BeginAsync(Refund refund, Payment payment, DateTimeOffset now, CancellationToken ct)
    {
        if (refund.Start(now) is { } bug) throw new InvalidOperationException(bug.Message);
        await book.PostAsync(RefundJournals.Start(refund), ct);
        if (!refund.IsOfCapture && await EndHoldAsync(refund, payment, now, ct) is { } refusal) return refusal;
        db.AfterCommit(() => signal.Wake(refund.ApplicationId));
        return null;
    }

    private async Task<Outcome<Refund>> AddAsync(
        Payment payment, PaymentAttempt attempt, RefundSource source, Money amount, ConvertedRefund converted, RefundRequest request,
        DateTimeOffset now, CancellationToken ct)
    {
        using var span = ProductTraces.GoOn("start refund", payment.TraceContext, attempt.TraceContext);
        var refund = new Refund
        {
            ApplicationId = payment.ApplicationId,
            Id = await ids.NextAsync<Refund>(ct),
            Mode = payment.Mode,
            Reference = Reference.New(Refund.ReferencePrefix, payment.ApplicationId).Text,
            PaymentId = payment.Id,
            AttemptId = attempt.Id,
            Source = source,
            AmountMinor = amount.MinorUnits,
            Currency = amount.Currency,
            GatewayAmountMinor = converted.Amount.MinorUnits,
            GatewayCurrency = converted.Amount.Currency,
            ExchangeRate = converted.Rate,
            RoundingMinor = converted.RoundingMinor,
            Reason = request.Reason,
            BankTransactionId = attempt.BankTransactionId
                ?? throw new InvalidOperationException($"Attempt {attempt.Id} has money and no bank transaction."),
            CreatedBy = request.CreatedBy,
            ApprovalsNeeded = request.ApprovalsNeeded,
            CreatedAt = now,
            ApproveBefore = request.ApprovalsNeeded > 0 ? now + options.ApproveWithin : null,
            TraceContext = ProductTraces.ContextToKeep(),
        };
        db.Add(refund);

        // With the refund and not behind it: there are few, and whoever asked for one looks for it at once.
        db.AddRange(SearchTerms.OfRefund(refund.Reference).Select(term => PaymentTerm.Of(payment, term)));
        if (source is RefundSource.Suspense) attempt.ReturnBy(refund.Id.Value, now);
        payment.Touch(now);

        if (request.ApprovalsNeeded > 0) refund.Park(now);
        else if (await BeginAsync(refund, payment, now, ct) is { } refusal) return refusal;
        return refund;
    }

    /// <summary>Held money that goes back ends the hold, unless more of it waits beside it.</summary>
    private async Task<Refusal?> EndHoldAsync(Refund refund, Payment payment, DateTimeOffset now, CancellationToken ct)
    {
        if (payment.HeldAt is null) return null;
        var isMoreHeld = await db.Of<PaymentAttempt>(payment.Scope)
            .Where(PaymentAttempt.HoldsItsPayment)
            .AnyAsync(a => a.PaymentId == payment.Id && a.Id != refund.AttemptId, ct);
        var returned = await db.Of<PaymentAttempt>(payment.Scope)
            .Where(a => a.Id == refund.AttemptId)
            .Select(a => a.Status)
            .SingleAsync(ct);
        if (isMoreHeld || returned is AttemptStatus.Surplus) return null;

        var before = payment.Status;
        payment.RejectHeldMoney(now);
        return payment.Status == before ? null : await listeners.HearAsync(payment, new PaymentChange.Failed(now), ct);
    }
}

/// <summary>What a refund does to the books, at its start and at either end.</summary>
internal static class RefundJournals
{
    public static Journal Start(Refund refund) =>
        Journal.Of(
            refund.Scope, RefundLifecycle.Steps.JournalInto(RefundStatus.Pending), refund.Reference,
            new Transfer(MoneyOf(refund), Account.RefundsInTransit, refund.Amount));

    public static Journal Success(Refund refund) =>
        Journal.Of(
            refund.Scope, RefundLifecycle.Steps.JournalInto(RefundStatus.Succeeded), refund.Reference,
            new Transfer(Account.RefundsInTransit, Account.GatewayClearing, refund.Amount));

    public static Journal Failure(Refund refund) =>
        Journal.Of(
            refund.Scope, RefundLifecycle.Steps.JournalInto(RefundStatus.Failed), refund.Reference,
            new Transfer(Account.RefundsInTransit, MoneyOf(refund), refund.Amount));

    /// <summary>It was booked as failed, and the money left: out of what it would have come from, and the rest out of suspense.</summary>
    public static Journal MoneyLeft(Refund refund)
    {
        var uncovered = new Money(refund.UncoveredMinor, refund.Currency);
        return Journal.Of(
            refund.Scope, RefundLifecycle.Contradictions.JournalInto(RefundStatus.Succeeded), refund.Reference,
            [.. new[] { (MoneyOf(refund), refund.Amount - uncovered), (Account.Suspense, uncovered) }
                .Where(part => part.Item2.IsPositive).Select(part => new Transfer(part.Item1, Account.GatewayClearing, part.Item2))]);
    }

    /// <summary>It was booked as given back, and the money stayed.</summary>
    public static Journal MoneyStayed(Refund refund) =>
        Journal.Of(
            refund.Scope, RefundLifecycle.Contradictions.JournalInto(RefundStatus.Failed), refund.Reference,
            new Transfer(Account.GatewayClearing, MoneyOf(refund), refund.Amount));

    private static Account MoneyOf(Refund refund) => refund.Source switch
    {
        RefundSource.Capture => Account.ApplicationPayable,
        RefundSource.Suspense => Account.Suspense,
    };
}

/// <summary>Settings under <c>Refunds</c>.</summary>
internal sealed record RefundOptions
{
    /// <summary>How long a parked refund waits for approval before it is rejected.</summary>
    public TimeSpan ApproveWithin { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long the gateway is still asked about a refund that a person resolved.</summary>
    public TimeSpan FollowUpResolvedFor { get; init; } = TimeSpan.FromDays(28);
}
