namespace OiPayments.Payments;

/// <summary>
/// A feature that acts when something happens to a payment. What it stages is saved with what happened, or not at all: what it throws or
/// refuses undoes both.
/// </summary>
/// <remarks>
/// It is called inside a unit of work, which may run again on data that was read afresh: it asks nobody outside the database, and leaves
/// what is to happen afterwards to <see cref="Persistence.OiPaymentsDb.AfterCommit"/>.
/// </remarks>
internal interface IPaymentListener
{
    /// <summary>A refusal when this must not happen; its message is shown to whoever asked for it, if anybody did.</summary>
    /// <param name="payment">As it is from now on, tracked by the unit of work.</param>
    /// <param name="change">What happened to it.</param>
    /// <param name="ct">Ends the unit of work.</param>
    Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct);
}

/// <summary>What happened to a payment that other features act upon. There are no other cases than these.</summary>
internal abstract record PaymentChange
{
    private PaymentChange(DateTimeOffset at) => At = at;

    /// <summary>The instant it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Its money came and counts, also when it had ended before.</summary>
    public sealed record Succeeded(DateTimeOffset At) : PaymentChange(At);

    /// <summary>It ended without money: all attempts are used up, or held money goes back.</summary>
    public sealed record Failed(DateTimeOffset At) : PaymentChange(At);

    /// <summary>The customer's time ran out.</summary>
    public sealed record Expired(DateTimeOffset At) : PaymentChange(At);

    /// <summary>The customer gave up.</summary>
    public sealed record Cancelled(DateTimeOffset At) : PaymentChange(At);

    /// <summary>Money came that cannot simply count: an operator decides.</summary>
    public sealed record Held(DateTimeOffset At) : PaymentChange(At);

    /// <summary>The gateway gave money back. <see cref="Payment.RefundedMinor"/> counts it if it was captured.</summary>
    public sealed record Refunded(IRefundOfPayment Refund, DateTimeOffset At) : PaymentChange(At);

    /// <summary>The gateway did not give the money back: it can be refunded again.</summary>
    public sealed record RefundFailed(IRefundOfPayment Refund, DateTimeOffset At) : PaymentChange(At);

    /// <summary>A refund that counted as done turned out not to be: <see cref="Payment.RefundedMinor"/> counts it no longer.</summary>
    public sealed record RefundUndone(IRefundOfPayment Refund, DateTimeOffset At) : PaymentChange(At);
}

/// <summary>What a listener may know of a refund without knowing the feature that makes them.</summary>
internal interface IRefundOfPayment
{
    string Reference { get; }

    /// <summary>In the payment's currency.</summary>
    Money Amount { get; }

    /// <summary>Whether it gives back what the payment captured, and not money that never counted.</summary>
    bool IsOfCapture { get; }
}

/// <summary>Tells every feature that listens of what happened to a payment, in the order in which they are registered.</summary>
internal sealed class PaymentListeners(IEnumerable<IPaymentListener> listeners)
{
    /// <summary>The first refusal: then the caller refuses too, and saves nothing.</summary>
    public async Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
    {
        foreach (var listener in listeners)
        {
            if (await listener.HearAsync(payment, change, ct) is { } refusal) return refusal;
        }

        return null;
    }
}
