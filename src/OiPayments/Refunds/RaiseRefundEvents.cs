using OiPayments.Payments;
using OiPayments.Webhooks;

namespace OiPayments.Refunds;

/// <summary>Tells the application, by an event, what became of a refund.</summary>
internal sealed class RaiseRefundEvents(Outbox outbox) : IPaymentListener
{
    public async Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
    {
        var (type, told) = change switch
        {
            PaymentChange.Refunded done => (EventTypes.RefundSucceeded, done.Refund),
            PaymentChange.RefundFailed failed => (EventTypes.RefundFailed, failed.Refund),
            PaymentChange.RefundUndone undone => (EventTypes.RefundFailed, undone.Refund),
            _ => (null, null),
        };
        if (type is null || told is null) return null;

        var refund = (Refund)told;
        await outbox.RaiseAsync(refund.Scope, type, refund.Reference, RefundDto.From(refund), RefundsJson.Default.RefundDto, ct);
        return null;
    }
}
