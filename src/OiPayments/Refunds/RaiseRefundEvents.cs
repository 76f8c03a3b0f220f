using OiPayments.Payments;
using OiPayments.Webhooks;

namespace OiPayments.Refunds;

/// <summary>Tells the application, by an event, what became of a refund.</summary>
internal sealed class RaiseRefundEvents(Outbox outbox) : IPaymentListener
{
    public async Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
    {
        var told = change switch
        {
            PaymentChange.Refunded done => done.Refund,
            PaymentChange.RefundFailed failed => failed.Refund,
            PaymentChange.RefundUndone undone => undone.Refund,
            _ => null,
        };
        if (told is not Refund refund || RefundLifecycle.Steps.EventInto(refund.Status) is not { } type) return null;

        await outbox.RaiseAsync(refund.Scope, type, refund.Reference, RefundDto.From(refund), RefundsJson.Default.RefundDto, ct);
        return null;
    }
}
