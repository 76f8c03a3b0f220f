using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Payments;

namespace OiPayments.Refunds;

/// <summary>
/// The ends of a refund: state, balance, journal and what listeners make of it in the caller's unit of work, which the caller saves. A
/// refusal, because it had ended already or by a listener, means that nothing is to be saved.
/// </summary>
internal sealed class SettleRefund(Book book, PaymentListeners listeners, RefundOptions options, IBusinessClock clock)
{
    /// <summary>Writes down what the gateway says of an open refund.</summary>
    public async Task<Refusal?> ApplyAsync(RefundWithMoney it, RefundFinding finding, string? note, CancellationToken ct)
    {
        var (refund, now) = (it.Refund, clock.Now(it.Refund.Scope));
        switch (finding)
        {
            case RefundFinding.GivenBack:
                return await SucceedAsync(it, note, ct);
            case RefundFinding.NotGivenBack no:
                return await FailAsync(it, no.Message, note, ct);
            case RefundFinding.InProgress { GatewayRefundId: var id } when id == refund.GatewayRefundId:
                refund.Wait(GatewayWord.Processing, note: null, RefundFollowUpSchedule.NextAt(refund, now), now);
                break;
            case RefundFinding.InProgress { GatewayRefundId: var id }:
                refund.AcceptedAs(id, now + RefundFollowUpSchedule.FirstPause, now);
                break;
            case RefundFinding.Open open:
                refund.Wait(open.Word, open.Note, RefundFollowUpSchedule.NextAt(refund, now), now);
                break;
            default:
                throw new InvalidOperationException($"A finding nobody decided about: {finding.GetType().Name}.");
        }

        return null;
    }

    /// <summary>Writes down what the gateway says of a refund that a person resolved: the same, nothing new, or the opposite.</summary>
    public async Task<Refusal?> FollowUpAsync(RefundWithMoney it, RefundFinding finding, CancellationToken ct)
    {
        var (refund, now) = (it.Refund, clock.Now(it.Refund.Scope));
        switch (finding)
        {
            case RefundFinding.GivenBack when refund.Status is RefundStatus.Failed:
                return await MoneyLeftAsync(it, now, ct);
            case RefundFinding.NotGivenBack no when refund.Status is RefundStatus.Succeeded:
                return await MoneyStayedAsync(it, no.Message, now, ct);
            case RefundFinding.GivenBack or RefundFinding.NotGivenBack:
                refund.FollowUp(askAgainAt: null, now);
                return null;
            default:
                refund.FollowUp(RefundFollowUpSchedule.NextOfResolvedAt(refund, now), now);
                return null;
        }
    }

    /// <summary>Books what one person, or two, say who saw it at the gateway. It is followed up for a while after.</summary>
    public async Task<Refusal?> ResolveAsync(
        RefundWithMoney it, RefundStatus outcome, string note, string? confirmedBy, CancellationToken ct)
    {
        var (refund, now) = (it.Refund, clock.Now(it.Refund.Scope));
        var refusal = outcome is RefundStatus.Succeeded
            ? await SucceedAsync(it, note, ct)
            : await FailAsync(it, "The gateway did not give the money back.", note, ct);
        if (refusal is null)
            refund.ResolveByHand(confirmedBy, RefundFollowUpSchedule.FirstOfResolvedAt(now), now + options.FollowUpResolvedFor, now);
        return refusal;
    }

    /// <summary>Nothing was booked and nobody was told while it was parked, so nothing is undone and nobody is told now.</summary>
    public Refusal? Reject(RefundWithMoney it, string? who, string message)
    {
        var now = clock.Now(it.Refund.Scope);
        if (it.Refund.Reject(who, message, now) is { } refusal) return refusal;

        Free(it, now);
        return null;
    }

    private async Task<Refusal?> SucceedAsync(RefundWithMoney it, string? note, CancellationToken ct)
    {
        var (refund, now) = (it.Refund, clock.Now(it.Refund.Scope));
        if (refund.Succeed(note, now) is { } refusal) return refusal;

        if (refund.Source is RefundSource.Capture) it.Payment.CompleteRefund(refund.Amount, now);
        await book.PostAsync(RefundJournals.Success(refund), ct);
        return await listeners.HearAsync(it.Payment, new PaymentChange.Refunded(refund, now), ct);
    }

    private async Task<Refusal?> FailAsync(RefundWithMoney it, string message, string? note, CancellationToken ct)
    {
        var (refund, now) = (it.Refund, clock.Now(it.Refund.Scope));
        if (refund.Fail(message, note, now) is { } refusal) return refusal;

        Free(it, now);
        await book.PostAsync(RefundJournals.Failure(refund), ct);
        return await listeners.HearAsync(it.Payment, new PaymentChange.RefundFailed(refund, now), ct);
    }

    /// <summary>
    /// A person said that it failed, and the gateway gave the money back. As far as the payment still has something to refund this takes
    /// it; what was refunded once more meanwhile left without belonging to anybody, and stands in suspense until a person decides who
    /// bears it.
    /// </summary>
    private async Task<Refusal?> MoneyLeftAsync(RefundWithMoney it, DateTimeOffset now, CancellationToken ct)
    {
        var (refund, payment, attempt) = it;
        long covered;
        if (refund.Source is RefundSource.Capture)
        {
            covered = Math.Min(refund.AmountMinor, payment.RefundableMinor);
            if (covered > 0) payment.RefundWasGivenBack(new(covered, refund.Currency), now);
        }
        else
        {
            covered = attempt.HasSuspendedMoney ? refund.AmountMinor : 0;
            if (covered > 0) attempt.ReturnBy(refund.Id.Value, now);
        }

        payment.Touch(now);
        refund.Contradict(
            refund.AmountMinor - covered,
            covered == refund.AmountMinor
                ? "It was resolved as FAILED here, and the gateway says that it gave the money back."
                : "It was resolved as FAILED here, the amount was refunded once more, and the gateway says that it gave the money back: "
                    + "it left twice.",
            now);
        await book.PostAsync(RefundJournals.MoneyLeft(refund), ct);
        return await listeners.HearAsync(payment, new PaymentChange.Refunded(refund, now), ct);
    }

    /// <summary>A person said that it succeeded, and the gateway did not give the money back: it can be refunded again.</summary>
    private async Task<Refusal?> MoneyStayedAsync(RefundWithMoney it, string message, DateTimeOffset now, CancellationToken ct)
    {
        var refund = it.Refund;
        refund.Contradict(uncoveredMinor: 0, $"It was resolved as SUCCEEDED here, and the money was not given back. {message}", now);
        if (refund.Source is RefundSource.Capture) it.Payment.RefundWasNotGivenBack(refund.Amount, now);
        else it.Attempt.ReturnFailed(now);
        await book.PostAsync(RefundJournals.MoneyStayed(refund), ct);
        return await listeners.HearAsync(it.Payment, new PaymentChange.RefundUndone(refund, now), ct);
    }

    private static void Free(RefundWithMoney it, DateTimeOffset now)
    {
        if (it.Refund.Source is RefundSource.Capture) it.Payment.FreeRefund(it.Refund.Amount, now);
        else it.Attempt.ReturnFailed(now);
    }
}
