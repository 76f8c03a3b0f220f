using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Operators;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Cases;

/// <summary>
/// Puts together what every feature knows of one payment. What was booked and refunded is found by name, by the causes that
/// journals are booked under, so that nothing has to be searched.
/// </summary>
internal sealed class ReadCase(OiPaymentsDb db, OperatorPayments payments, LedgerFacts books)
{
    /// <summary>Of callbacks, refunds, events and deliveries each.</summary>
    private const int MaxOfAKind = 200;

    public async Task<Outcome<CaseFile>> HandleAsync(SignedInOperator who, Id<Payment> id, CancellationToken ct)
    {
        if ((await payments.ReadAsync(who, id, ct)).IsRefused(out var refusal, out var found)) return refusal;

        var (payment, scope) = (found.Payment, new Scope(found.Payment.ApplicationId, found.Payment.Mode));
        var application = await db.Directory<Application>().Where(a => a.Id == scope.ApplicationId).Select(a => a.Name).SingleAsync(ct);
        var refunds = await db.Of<Refund>(scope).AsNoTracking().Where(r => r.PaymentId == payment.Id).OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id)
            .Take(MaxOfAKind).ToListAsync(ct);
        var journals = await JournalsAsync(found, refunds, ct);

        var callbacks = await CallbacksAsync(scope, payment.Id, ct);
        var seesRefunds = who.May(Permission.RefundRead, scope.ApplicationId);
        var (events, deliveries) = await ToldAsync(scope, [payment.Reference, .. seesRefunds ? refunds.Select(refund => refund.Reference) : []], ct);
        List<Happening> timeline =
        [
            new(payment.CreatedAt, HappeningKind.PaymentCreated, CaseText.Created(payment, application)),
            .. found.Attempts.SelectMany(attempt => Of(attempt, payment, journals)),
            .. callbacks,
            .. seesRefunds ? refunds.SelectMany(refund => Of(refund, journals)) : [],
            .. who.May(Permission.LedgerRead, scope.ApplicationId) ? await OfAsync(scope, journals.Values, seesRefunds ? [] : [.. refunds.Select(r => r.Reference)], ct) : [],
            .. events,
            .. deliveries,
        ];

        return new CaseFile(
            payment, application, found.Attempts, seesRefunds ? [.. refunds.Select(RefundDto.ForOperators)] : null,
            [.. timeline.OrderBy(happening => happening.At).ThenBy(happening => happening.Kind)],
            TimelineIsComplete: refunds.Count < MaxOfAKind && callbacks.Count < MaxOfAKind && events.Count < MaxOfAKind && deliveries.Count < MaxOfAKind,
            ActionsFor(who, found));
    }

    private static CaseActions ActionsFor(SignedInOperator who, PaymentCase found)
    {
        var payment = found.Payment;
        if (!who.May(Permission.RefundCreate, payment.ApplicationId)) return new(false, 0, false, []);

        var suspended = found.Attempts.Where(a => a.ReturnedByRefundId is null && a.Status is AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched).ToList();
        return new(
            payment.RefundableMinor > 0, payment.RefundableMinor,
            CanRelease: payment.HeldAt is not null && suspended.Exists(a => a.Status is AttemptStatus.Held),
            [.. suspended.Select(a => a.TransactionId)]);
    }

    /// <summary>Everything that was booked because of the payment, by its cause.</summary>
    private Task<Dictionary<string, JournalFact>> JournalsAsync(PaymentCase found, List<Refund> refunds, CancellationToken ct)
    {
        var application = found.Payment.ApplicationId;
        List<string> causes =
        [
            CaptureOf(found.Payment),
            .. found.Attempts.SelectMany(a => new[] { HoldOf(a), SurplusOf(a), $"{a.TransactionId}:fee" }),
            .. refunds.SelectMany(r => new[] { StartOf(r), $"{r.Reference}:success", $"{r.Reference}:failure" }),
        ];
        return books.Journals.Where(j => j.ApplicationId == application && causes.Contains(j.Cause)).ToDictionaryAsync(j => j.Cause, ct);
    }

    private static IEnumerable<Happening> Of(PaymentAttemptDto attempt, PaymentDto payment, Dictionary<string, JournalFact> journals)
    {
        yield return new(attempt.CreatedAt, HappeningKind.AttemptStarted, CaseText.Started(attempt)) { TransactionId = attempt.TransactionId };
        if (CaseText.EndedWithout(attempt) is { } ended)
        {
            yield return new(attempt.UpdatedAt, HappeningKind.AttemptEnded, ended) { TransactionId = attempt.TransactionId };
            yield break;
        }

        // The books know when money came; the attempt only knows when it last changed.
        var held = journals.GetValueOrDefault(HoldOf(attempt)) ?? journals.GetValueOrDefault(SurplusOf(attempt));
        var capture = attempt.Status is AttemptStatus.Paid ? journals.GetValueOrDefault(CaptureOf(payment)) : null;
        if ((held ?? capture) is not { } booked) yield break;

        yield return new(booked.PostedAt, HappeningKind.MoneyReceived, CaseText.Received(attempt, payment, wasHeld: held is not null)) { TransactionId = attempt.TransactionId };
        if (held is not null && capture is not null)
            yield return new(capture.PostedAt, HappeningKind.HeldMoneyReleased, "An operator let the held money count: the payment is paid.") { TransactionId = attempt.TransactionId };
    }

    private static IEnumerable<Happening> Of(Refund refund, Dictionary<string, JournalFact> journals)
    {
        yield return new(refund.CreatedAt, HappeningKind.RefundRequested, CaseText.Requested(refund)) { RefundId = refund.Id };
        if (journals.GetValueOrDefault(StartOf(refund)) is { } started)
            yield return new(started.PostedAt, HappeningKind.RefundStarted, CaseText.OnItsWay(refund)) { RefundId = refund.Id };
        if (CaseText.Ended(refund) is { } ended) yield return new(refund.UpdatedAt, HappeningKind.RefundEnded, ended) { RefundId = refund.Id };
    }

    /// <param name="scope">Whose books.</param>
    /// <param name="journals">What was booked.</param>
    /// <param name="unseen">References of refunds that the reader may not see; their journals would tell of them.</param>
    /// <param name="ct">Ends the reading.</param>
    private async Task<IEnumerable<Happening>> OfAsync(Scope scope, IEnumerable<JournalFact> journals, List<string> unseen, CancellationToken ct)
    {
        var shown = journals.Where(j => !unseen.Contains(j.Cause[..j.Cause.IndexOf(':', StringComparison.Ordinal)])).OrderBy(j => j.Id).ToList();
        var ids = shown.ConvertAll(j => j.Id);
        var transfers = (await books.Transfers.Where(t => t.ApplicationId == scope.ApplicationId && ids.Contains(t.JournalId)).OrderBy(t => t.Line).ToListAsync(ct))
            .ToLookup(t => t.JournalId, t => new CaseTransfer(t.Debit, t.Credit, t.AmountMinor, t.Currency.Code));
        return shown.Select(j => new Happening(j.PostedAt, HappeningKind.Journal, CaseText.Booked(j, [.. transfers[j.Id]])) { JournalId = j.Id, Transfers = [.. transfers[j.Id]] });
    }

    private async Task<List<Happening>> CallbacksAsync(Scope scope, Id<Payment> payment, CancellationToken ct) =>
        [.. (await db.Of<GatewayCallback>(scope).AsNoTracking().Where(c => c.MatchedPaymentId == payment).OrderByDescending(c => c.Id).Take(MaxOfAKind)
                .Select(c => new { c.Id, c.Kind, c.Outcome, c.Note, c.Reference, c.CreatedAt }).ToListAsync(ct))
            .Select(c => new Happening(c.CreatedAt, HappeningKind.Callback, CaseText.CameBack(c.Kind, c.Outcome, c.Note))
            {
                CallbackId = c.Id, Outcome = c.Outcome, TransactionId = c.Reference,
            })];

    private async Task<(List<Happening> Events, List<Happening> Deliveries)> ToldAsync(Scope scope, List<string> subjects, CancellationToken ct)
    {
        var events = await db.Of<WebhookEvent>(scope).AsNoTracking().Where(e => subjects.Contains(e.Subject)).OrderByDescending(e => e.Id).Take(MaxOfAKind)
            .Select(e => new { e.Id, e.Type, e.CreatedAt }).ToListAsync(ct);
        var types = events.ToDictionary(e => e.Id, e => e.Type);
        var ids = types.Keys.ToList();
        var attempts = await db.Of<WebhookAttempt>(scope).AsNoTracking().Where(a => ids.Contains(a.EventId)).OrderByDescending(a => a.StartedAt).Take(MaxOfAKind).ToListAsync(ct);
        return (
            events.ConvertAll(e => new Happening(e.CreatedAt, HappeningKind.Event, CaseText.Told(e.Type)) { EventId = e.Id }),
            attempts.ConvertAll(a => new Happening(a.StartedAt, HappeningKind.Delivery, CaseText.Delivered(a, types[a.EventId])) { EventId = a.EventId, ResponseStatus = a.ResponseStatus }));
    }

    private static string CaptureOf(PaymentDto payment) => $"{payment.Reference}:capture";

    private static string HoldOf(PaymentAttemptDto attempt) => $"{attempt.TransactionId}:held";

    private static string SurplusOf(PaymentAttemptDto attempt) => $"{attempt.TransactionId}:surplus";

    private static string StartOf(Refund refund) => $"{refund.Reference}:start";
}
