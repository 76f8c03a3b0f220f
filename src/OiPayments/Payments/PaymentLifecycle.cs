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

/// <summary>
/// Every step an attempt may take. Money may come at any time until it has come; once it has, only an operator's release of
/// held money changes what the attempt is.
/// </summary>
internal static class AttemptLifecycle
{
    public static bool Allows(AttemptStatus from, AttemptStatus to) => from == to || (from, to) switch
    {
        (AttemptStatus.Held, AttemptStatus.Paid) => true,
        (AttemptStatus.Paid or AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched, _) => false,
        (_, AttemptStatus.Paid or AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched) => true,
        (AttemptStatus.Opening, _) => true,
        (AttemptStatus.Unanswered, AttemptStatus.Open) => true,
        (AttemptStatus.Unanswered or AttemptStatus.Open, AttemptStatus.Failed or AttemptStatus.Cancelled or AttemptStatus.Unattempted
            or AttemptStatus.Expired) => true,
        _ => false,
    };
}
