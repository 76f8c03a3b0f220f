using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Refunds;

/// <summary>
/// The three ends of a refund: state, balance, journal and event in the caller's unit of work, which the caller saves. A refusal
/// means that it had ended already, and nothing is to be saved.
/// </summary>
internal sealed class SettleRefund(OiPaymentsDb db, Book book, Outbox outbox, TimeProvider clock)
{
    public async Task<Refusal?> SucceedAsync(Refund refund, string? note, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (refund.Succeed(note, now) is { } refusal) return refusal;

        if (refund.Source is RefundSource.Capture) (await PaymentOfAsync(refund, ct)).CompleteRefund(refund.Amount, now);
        await book.PostAsync(RefundJournals.Success(refund), ct);
        await outbox.RaiseAsync(refund.Scope, EventTypes.RefundSucceeded, refund.Reference, RefundDto.From(refund), RefundsJson.Default.RefundDto, ct);
        return null;
    }

    public async Task<Refusal?> FailAsync(Refund refund, string message, string? note, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (refund.Fail(message, note, now) is { } refusal) return refusal;

        await FreeAsync(refund, now, ct);
        await book.PostAsync(RefundJournals.Failure(refund), ct);
        await outbox.RaiseAsync(refund.Scope, EventTypes.RefundFailed, refund.Reference, RefundDto.From(refund), RefundsJson.Default.RefundDto, ct);
        return null;
    }

    /// <summary>Nothing was booked and nobody was told while it was parked, so nothing is undone and nobody is told now.</summary>
    public async Task<Refusal?> RejectAsync(Refund refund, string? who, string message, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (refund.Reject(who, message, now) is { } refusal) return refusal;

        await FreeAsync(refund, now, ct);
        return null;
    }

    private async Task FreeAsync(Refund refund, DateTimeOffset now, CancellationToken ct)
    {
        if (refund.Source is RefundSource.Capture) (await PaymentOfAsync(refund, ct)).FreeRefund(refund.Amount, now);
        else (await db.Of<PaymentAttempt>(refund.Scope).SingleAsync(a => a.Id == refund.AttemptId, ct)).ReturnFailed(now);
    }

    private Task<Payment> PaymentOfAsync(Refund refund, CancellationToken ct) => db.Of<Payment>(refund.Scope).SingleAsync(p => p.Id == refund.PaymentId, ct);
}
