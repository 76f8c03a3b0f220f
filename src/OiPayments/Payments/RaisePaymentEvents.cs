using OiPayments.Links;
using OiPayments.Webhooks;

namespace OiPayments.Payments;

/// <summary>
/// Tells the application, by an event, what became of its payment. What became of a refund is told by the feature that makes them.
/// </summary>
internal sealed class RaisePaymentEvents(Outbox outbox, PublicUrls urls) : IPaymentListener
{
    public async Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
    {
        if (TypeOf(payment, change) is { } type)
            await outbox.RaiseAsync(
                payment.Scope, type, payment.Reference, PaymentDto.ForEvents(payment, urls, change.At), PaymentsJson.Default.PaymentDto,
                ct);
        return null;
    }

    private static string? TypeOf(Payment payment, PaymentChange change) => change switch
    {
        PaymentChange.Succeeded or PaymentChange.Failed or PaymentChange.Expired or PaymentChange.Cancelled =>
            PaymentLifecycle.Steps.EventInto(payment.Status),

        // No step: it waits for an operator as what it was.
        PaymentChange.Held => EventTypes.PaymentHeld,
        PaymentChange.Refunded or PaymentChange.RefundFailed or PaymentChange.RefundUndone => null,
        _ => throw new InvalidOperationException($"A change nobody decided about: {change.GetType().Name}."),
    };
}
