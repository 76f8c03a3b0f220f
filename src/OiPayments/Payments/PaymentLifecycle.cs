using OiPayments.Ledger;
using OiPayments.Lifecycles;
using OiPayments.Webhooks;

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

/// <summary>Every step of a payment. The money is booked by the steps of its attempts.</summary>
internal static class PaymentLifecycle
{
    public static readonly Lifecycle<PaymentStatus> Steps = new("a payment",
    [
        new(PaymentStatus.Pending, PaymentStatus.Succeeded, Event: EventTypes.PaymentSucceeded),
        new(PaymentStatus.Pending, PaymentStatus.Failed, Event: EventTypes.PaymentFailed),
        new(PaymentStatus.Pending, PaymentStatus.Expired, Event: EventTypes.PaymentExpired),
        new(PaymentStatus.Pending, PaymentStatus.Cancelled, Event: EventTypes.PaymentCancelled),

        // Gateways confirm late: money that arrived after the end is still money, and must not be lost.
        new(PaymentStatus.Failed, PaymentStatus.Succeeded, Event: EventTypes.PaymentSucceeded),
        new(PaymentStatus.Expired, PaymentStatus.Succeeded, Event: EventTypes.PaymentSucceeded),
        new(PaymentStatus.Cancelled, PaymentStatus.Succeeded, Event: EventTypes.PaymentSucceeded),
    ]);
}

/// <summary>
/// Every step of an attempt. Money may come at any time until it has come; once it has, only an operator's release of held money changes
/// what the attempt is.
/// </summary>
internal static class AttemptLifecycle
{
    private static readonly AttemptStatus[] Open = [AttemptStatus.Opening, AttemptStatus.Unanswered, AttemptStatus.Open];

    private static readonly AttemptStatus[] EndedByGateway =
        [AttemptStatus.Failed, AttemptStatus.Cancelled, AttemptStatus.Unattempted, AttemptStatus.Expired];

    private static readonly AttemptStatus[] WithoutMoney = [.. Open, .. EndedByGateway, AttemptStatus.Refused];

    public static readonly Lifecycle<AttemptStatus> Steps = new("an attempt",
    [
        new(AttemptStatus.Opening, AttemptStatus.Open),
        new(AttemptStatus.Opening, AttemptStatus.Unanswered),
        new(AttemptStatus.Opening, AttemptStatus.Refused),
        new(AttemptStatus.Unanswered, AttemptStatus.Open),
        .. from before in Open from end in EndedByGateway select new Transition<AttemptStatus>(before, end),
        .. MoneyComes(AttemptStatus.Paid, JournalKind.Capture),
        .. MoneyComes(AttemptStatus.Held, JournalKind.Hold),
        .. MoneyComes(AttemptStatus.Mismatched, JournalKind.Hold),
        .. MoneyComes(AttemptStatus.Surplus, JournalKind.Surplus),
        new(AttemptStatus.Held, AttemptStatus.Paid, JournalKind.Release),
    ]);

    private static IEnumerable<Transition<AttemptStatus>> MoneyComes(AttemptStatus status, JournalKind journal) =>
        WithoutMoney.Select(before => new Transition<AttemptStatus>(before, status, journal));
}
