namespace OiPayments.Payments;

/// <summary>On the wire <c>PENDING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, <c>EXPIRED</c>, <c>CANCELLED</c>.</summary>
public enum PaymentStatus
{
    Pending,
    Succeeded,
    Failed,
    Expired,
    Cancelled,
}

/// <summary>Every step a payment may take. A step that is not listed does not happen.</summary>
internal static class PaymentLifecycle
{
    public static bool Allows(PaymentStatus from, PaymentStatus to) => (from, to) is
        (PaymentStatus.Pending, PaymentStatus.Succeeded) or
        (PaymentStatus.Pending, PaymentStatus.Failed) or
        (PaymentStatus.Pending, PaymentStatus.Expired) or
        (PaymentStatus.Pending, PaymentStatus.Cancelled) or
        // Gateways confirm late: money that arrived after the end is still money, and must not be lost.
        (PaymentStatus.Failed, PaymentStatus.Succeeded) or
        (PaymentStatus.Expired, PaymentStatus.Succeeded) or
        (PaymentStatus.Cancelled, PaymentStatus.Succeeded);
}
