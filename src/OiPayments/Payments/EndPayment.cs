using OiPayments.DueWork;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>
/// Ends a payment without money: cancelled by the customer, expired, or out of attempts. State and what listeners make of it join the
/// caller's unit of work.
/// </summary>
internal sealed class EndPayment(PaymentListeners listeners, IBusinessClock clock)
{
    /// <summary>A refusal when it cannot end so: then the caller saves nothing.</summary>
    /// <param name="payment">Read by this unit of work, and pending.</param>
    /// <param name="to">Cancelled, expired or failed.</param>
    /// <param name="askAgainAt">When to ask the gateway once more whether money came after all; null when no attempt is open.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    public async Task<Refusal?> RunAsync(Payment payment, PaymentStatus to, DateTimeOffset? askAgainAt, CancellationToken ct)
    {
        using var span = ProductTraces.GoOn("end payment", payment.TraceContext);
        var now = clock.Now(payment.Scope);
        (Refusal? Refusal, PaymentChange Change) end = to switch
        {
            PaymentStatus.Cancelled => (payment.Cancel(now), new PaymentChange.Cancelled(now)),
            PaymentStatus.Expired => (payment.Expire(now), new PaymentChange.Expired(now)),
            PaymentStatus.Failed =>
                (payment.Fail("ATTEMPTS_EXHAUSTED", "Too many attempts were made.", now), new PaymentChange.Failed(now)),
            PaymentStatus.Pending or PaymentStatus.Succeeded => throw new ArgumentException("Not an end without money.", nameof(to)),
        };
        if (end.Refusal is not null) return end.Refusal;

        payment.DueAt = askAgainAt;
        return await listeners.HearAsync(payment, end.Change, ct);
    }
}
