using System.Diagnostics.CodeAnalysis;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Cases;

/// <summary>
/// <c>GET /admin/payments/{id}</c>: puts together what every feature knows of one payment. What was booked and refunded is found by name,
/// by the causes that journals are booked under, so that nothing has to be searched.
/// </summary>
internal sealed class ReadCase(
    OiPaymentsDb db, ReadWithAttempts payments, DescribeRefunds describe, RefundApprovals approvals, LedgerFacts books,
    GatewayAccounts accounts)
{
    private static readonly JournalKind[] OfRefunds = [
        JournalKind.RefundStart, JournalKind.RefundSuccess, JournalKind.RefundFailure, JournalKind.RefundContradiction
    ];

    /// <summary>Of callbacks, refunds, events and deliveries each.</summary>
    private const int MaxOfAKind = 200;

    public static void Map(RouteGroupBuilder payments) => payments.MapGet("/{id}", HandleAsync)
        .WithName("readPaymentCase")
        .WithSummary("Read a payment with its history")
        .WithDescription("Its attempts at the gateway, callbacks, journals, refunds, events and deliveries, as one timeline. Strongly "
            + "consistent.")
        .Produces<Envelope<CaseFile>>()
        .Needs(Permission.PaymentRead)
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<CaseFile>> RunAsync(SignedInOperator who, Id<Payment> id, CancellationToken ct)
    {
        if ((await payments.RunAsync(who, id, ct)).IsRefused(out var refusal, out var found)) return refusal;

        var (payment, scope) = (found.Payment, new Scope(found.Payment.ApplicationId, found.Payment.Mode));
        var application = await db.Directory<Application>().Where(a => a.Id == scope.ApplicationId).Select(a => a.Name).SingleAsync(ct);
        var refunds = await db.Of<Refund>(scope)
            .AsNoTracking()
            .Where(r => r.PaymentId == payment.Id)
            .OrderByDescending(r => r.CreatedAt)
            .ThenByDescending(r => r.Id)
            .Take(MaxOfAKind).ToListAsync(ct);
        var journals = await JournalsAsync(found, refunds, ct);

        var callbacks = await CallbacksAsync(scope, payment.Id, ct);
        var seesRefunds = who.May(Permission.RefundRead, scope.ApplicationId);
        var described = seesRefunds ? await describe.AllAsync(who, refunds, ct) : null;
        var people = await db.OperatorNamesAsync(
            refunds.SelectMany(
                r => new[] { r.CreatedBy, r.ApprovedBy, r.SecondApprovedBy, r.RejectedBy, r.ResolutionBy, r.ResolutionConfirmedBy }), ct);
        var (events, deliveries) = await ToldAsync(
            scope, [payment.Reference, .. seesRefunds ? refunds.Select(refund => refund.Reference) : []], ct);
        List<Happening> timeline =
        [
            Happening.Of(
                payment.CreatedAt, HappeningKind.PaymentCreated,
                new CaseFact.Created(application, payment.CustomerReference, Amount(payment.AmountMinor, payment.Currency))),
            .. await WithoutStoreAsync(found, ct),
            .. found.Attempts.SelectMany(attempt => Of(attempt, payment, journals)),
            .. callbacks,
            .. seesRefunds ? refunds.SelectMany(refund => Of(refund, journals, people)) : [],
            .. who.May(Permission.LedgerRead, scope.ApplicationId)
                ? await OfAsync(scope, journals.Values, seesRefunds ? [] : [.. refunds.Select(r => r.Reference)], ct)
                : [],
            .. events,
            .. deliveries,
        ];

        return new CaseFile(
            payment, application, found.Attempts, described,
            [.. timeline.OrderBy(happening => happening.At).ThenBy(happening => happening.Kind)],
            TimelineIsComplete: refunds.Count < MaxOfAKind
                && callbacks.Count < MaxOfAKind
                && events.Count < MaxOfAKind
                && deliveries.Count < MaxOfAKind,
            ActionsFor(who, found, (await approvals.ThresholdsAsync(scope.ApplicationId, Currency.Of(payment.Currency), ct)).FirstMinor));
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Payment> id, SignedInOperator who, OiPaymentsDb db, ReadCase read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await read.RunAsync(who, await db.NumberOfAsync(who, Permission.PaymentRead, id, ct), ct), CasesJson.Default.CaseFile, clock);

    /// <summary>What was noted when it was made, and what is so as long as nobody has tried to pay.</summary>
    private async Task<IEnumerable<Happening>> WithoutStoreAsync(PaymentWithAttempts found, CancellationToken ct)
    {
        var payment = found.Payment;
        if (payment.Mode is not Mode.Live || found.Attempts.Count > 0) return [];
        var isStill = payment.Status is PaymentStatus.Pending
            && !await db.HasStoreAsync(accounts, payment.Gateway, new(payment.ApplicationId, payment.Mode), ct);
        return isStill || payment.FailureCode is Payment.NoStore
            ? [Happening.Of(payment.CreatedAt, HappeningKind.NoStore, new CaseFact.NoStore(payment.Mode, isStill))]
            : [];
    }

    private static CaseActions ActionsFor(SignedInOperator who, PaymentWithAttempts found, long? approvalAboveMinor)
    {
        var payment = found.Payment;
        if (!who.May(Permission.RefundCreate, payment.ApplicationId)) return new(false, 0, approvalAboveMinor, false, []);

        var suspended = found.Attempts.Where(a => a.HasSuspendedMoney).ToList();
        return new(
            payment.RefundableMinor > 0, payment.RefundableMinor, approvalAboveMinor,
            CanRelease: payment.HeldAt is not null && suspended.Exists(a => a.Status is AttemptStatus.Held),
            [.. suspended.Select(a => a.TransactionId)]);
    }

    /// <summary>Everything that was booked because of the payment, by its cause.</summary>
    private Task<Dictionary<string, JournalFact>> JournalsAsync(PaymentWithAttempts found, List<Refund> refunds, CancellationToken ct)
    {
        var application = found.Payment.ApplicationId;
        List<string> causes =
        [
            CaptureOf(found.Payment),
            .. found.Attempts.SelectMany(a => new[] { HoldOf(a), SurplusOf(a), JournalCause.Of(JournalKind.GatewayFee, a.TransactionId) }),
            .. refunds.SelectMany(r => OfRefunds.Select(kind => JournalCause.Of(kind, r.Reference))),
        ];
        return books.Journals.Where(j => j.ApplicationId == application && causes.Contains(j.Cause)).ToDictionaryAsync(j => j.Cause, ct);
    }

    private static IEnumerable<Happening> Of(PaymentAttemptDto attempt, PaymentDto payment, Dictionary<string, JournalFact> journals)
    {
        var isAgain = attempt.TransactionId.Contains(':', StringComparison.Ordinal);
        yield return Happening.Of(
            attempt.CreatedAt, HappeningKind.AttemptStarted,
            new CaseFact.Started(isAgain, attempt.Status)) with
        { TransactionId = attempt.TransactionId };
        if (attempt.Status is AttemptStatus.Refused or AttemptStatus.Failed or AttemptStatus.Cancelled or AttemptStatus.Unattempted
            or AttemptStatus.Expired)
        {
            yield return Happening.Of(
                attempt.UpdatedAt, HappeningKind.AttemptEnded,
                new CaseFact.EndedWithout(attempt.Status, attempt.Reason)) with
            { TransactionId = attempt.TransactionId };
            yield break;
        }

        // The books know when money came; the attempt only knows when it last changed.
        var held = journals.GetValueOrDefault(HoldOf(attempt)) ?? journals.GetValueOrDefault(SurplusOf(attempt));
        var capture = attempt.Status is AttemptStatus.Paid ? journals.GetValueOrDefault(CaptureOf(payment)) : null;
        if ((held ?? capture) is not { } booked) yield break;

        var took = Amount(attempt.ChargedMinor ?? 0, attempt.ChargedCurrency ?? payment.Currency);
        var received = new CaseFact.Received(
            took, Amount(payment.AmountMinor, payment.Currency), attempt.Channel, attempt.Status, WasHeld: held is not null);
        yield return Happening.Of(booked.PostedAt, HappeningKind.MoneyReceived, received) with { TransactionId = attempt.TransactionId };
        if (held is not null && capture is not null)
            yield return Happening.Of(
                capture.PostedAt, HappeningKind.HeldMoneyReleased, new CaseFact.Released()) with
            { TransactionId = attempt.TransactionId };
    }

    private static IEnumerable<Happening> Of(
        Refund refund, Dictionary<string, JournalFact> journals, IReadOnlyDictionary<string, string> people)
    {
        var requested = new CaseFact.Requested(
            NameOf(refund.CreatedBy), refund.Amount, refund.Reason, NeedsApproval: refund.ApprovalsNeeded > 0);
        yield return Happening.Of(refund.CreatedAt, HappeningKind.RefundRequested, requested) with { RefundId = refund.Id };
        if (journals.GetValueOrDefault(StartOf(refund)) is { } started)
            yield return Happening.Of(started.PostedAt, HappeningKind.RefundStarted, new CaseFact.OnItsWay(
                refund.Amount, NameOf(refund.ApprovedBy), NameOf(refund.SecondApprovedBy))) with
            { RefundId = refund.Id };
        if (refund is { ResolvedAt: { } resolvedAt, ResolutionStatus: { } said, ResolutionBy: { } by })
        {
            var resolved = new CaseFact.Resolved(
                said, refund.Amount, NameOf(by), NameOf(refund.ResolutionConfirmedBy), refund.ResolutionNote);
            yield return Happening.Of(resolvedAt, HappeningKind.RefundEnded, resolved) with { RefundId = refund.Id };
            if (refund.ContradictedAt is { } contradictedAt)
                yield return Happening.Of(contradictedAt, HappeningKind.RefundContradicted, new CaseFact.Contradicted(
                    refund.Status, refund.Amount, new(refund.UncoveredMinor, refund.Currency))) with
                { RefundId = refund.Id };
        }
        else if (refund.Status is RefundStatus.Succeeded or RefundStatus.Failed or RefundStatus.Rejected)
            yield return Happening.Of(refund.UpdatedAt, HappeningKind.RefundEnded, new CaseFact.Ended(
                refund.Status, refund.Amount, NameOf(refund.RejectedBy), refund.FailureMessage)) with
            { RefundId = refund.Id };

        [return: NotNullIfNotNull(nameof(key))]
        string? NameOf(string? key) => key is null ? null : people.GetValueOrDefault(key, key);
    }

    /// <param name="scope">Whose books.</param>
    /// <param name="journals">What was booked.</param>
    /// <param name="unseen">References of refunds that the reader may not see; their journals would tell of them.</param>
    /// <param name="ct">Ends the reading.</param>
    private async Task<IEnumerable<Happening>> OfAsync(
        Scope scope, IEnumerable<JournalFact> journals, List<string> unseen, CancellationToken ct)
    {
        var shown = journals.Where(j => !unseen.Contains(j.Cause[..j.Cause.IndexOf(':', StringComparison.Ordinal)]))
            .OrderBy(j => j.Id)
            .ToList();
        var ids = shown.ConvertAll(j => j.Id);
        var transfers = (await books.Transfers.Where(t => t.ApplicationId == scope.ApplicationId && ids.Contains(t.JournalId))
            .OrderBy(t => t.Line)
            .ToListAsync(ct))
            .ToLookup(t => t.JournalId, t => new CaseTransfer(t.Debit, t.Credit, t.AmountMinor, t.Currency.Code));
        return shown.Select(j => Happening.Of(
            j.PostedAt, HappeningKind.Journal,
            new CaseFact.Booked(j.Kind, [.. transfers[j.Id]])) with
        { JournalId = j.Id, Transfers = [.. transfers[j.Id]] });
    }

    private async Task<List<Happening>> CallbacksAsync(Scope scope, Id<Payment> payment, CancellationToken ct) =>
        [.. (await db.Of<GatewayCallback>(scope)
            .AsNoTracking()
            .Where(c => c.MatchedPaymentId == payment)
            .OrderByDescending(c => c.Id)
            .Take(MaxOfAKind)
                .Select(c => new { c.Id, c.Kind, c.Outcome, c.Note, c.Reference, c.CreatedAt }).ToListAsync(ct))
            .Select(c => Happening.Of(c.CreatedAt, HappeningKind.Callback, new CaseFact.CameBack(c.Kind, c.Outcome, c.Note)) with
            {
                CallbackId = c.Id, Outcome = c.Outcome, TransactionId = c.Reference,
            })];

    private async Task<(List<Happening> Events, List<Happening> Deliveries)> ToldAsync(
        Scope scope, List<string> subjects, CancellationToken ct)
    {
        var events = await db.Of<WebhookEvent>(scope)
            .AsNoTracking()
            .Where(e => subjects.Contains(e.Subject))
            .OrderByDescending(e => e.Id)
            .Take(MaxOfAKind)
            .Select(e => new { e.Id, e.Type, e.CreatedAt }).ToListAsync(ct);
        var types = events.ToDictionary(e => e.Id, e => e.Type);
        var ids = types.Keys.ToList();
        var attempts = await db.Of<WebhookAttempt>(scope)
            .AsNoTracking()
            .Where(a => ids.Contains(a.EventId))
            .OrderByDescending(a => a.StartedAt)
            .Take(MaxOfAKind)
            .ToListAsync(ct);
        return (
            events.ConvertAll(e => Happening.Of(e.CreatedAt, HappeningKind.Event, new CaseFact.Told(e.Type)) with { EventId = e.Id }),
            attempts.ConvertAll(a => Happening.Of(a.StartedAt, HappeningKind.Delivery, new CaseFact.Delivered(
                types[a.EventId], a.ResponseStatus, a.Error)) with
            { EventId = a.EventId, ResponseStatus = a.ResponseStatus }));
    }

    private static Money Amount(long minor, string currency) => new(minor, Currency.Of(currency));

    private static string CaptureOf(PaymentDto payment) => JournalCause.Of(JournalKind.Capture, payment.Reference);

    private static string HoldOf(PaymentAttemptDto attempt) => JournalCause.Of(JournalKind.Hold, attempt.TransactionId);

    private static string SurplusOf(PaymentAttemptDto attempt) => JournalCause.Of(JournalKind.Surplus, attempt.TransactionId);

    private static string StartOf(Refund refund) => JournalCause.Of(JournalKind.RefundStart, refund.Reference);
}
