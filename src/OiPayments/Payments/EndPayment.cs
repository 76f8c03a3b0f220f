using OiPayments.Links;
using OiPayments.Webhooks;

namespace OiPayments.Payments;

/// <summary>
/// Ends a payment without money: cancelled by the customer, expired, or out of attempts. State and event join the caller's unit of work.
/// </summary>
internal sealed class EndPayment(Outbox outbox, PublicUrls urls, TimeProvider clock)
{
    /// <summary>A refusal when it cannot end so: then nothing was changed.</summary>
    /// <param name="payment">Read by this unit of work, and pending.</param>
    /// <param name="to">Cancelled, expired or failed.</param>
    /// <param name="askAgainAt">When to ask the gateway once more whether money came after all; null when no attempt is open.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    public async Task<Refusal?> RunAsync(Payment payment, PaymentStatus to, DateTimeOffset? askAgainAt, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (refusal, type) = to switch
        {
            PaymentStatus.Cancelled => (payment.Cancel(now), EventTypes.PaymentCancelled),
            PaymentStatus.Expired => (payment.Expire(now), EventTypes.PaymentExpired),
            PaymentStatus.Failed => (payment.Fail("ATTEMPTS_EXHAUSTED", "Too many attempts were made.", now), EventTypes.PaymentFailed),
            PaymentStatus.Pending or PaymentStatus.Succeeded => throw new ArgumentException("Not an end without money.", nameof(to)),
        };
        if (refusal is not null) return refusal;

        payment.DueAt = askAgainAt;
        await outbox.RaiseAsync(payment.Scope, type, payment.Reference, PaymentDto.ForEvents(payment, urls, now), PaymentsJson.Default.PaymentDto, ct);
        return null;
    }
}
