using System.Diagnostics.Metrics;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>Counts payments and the callbacks of gateways.</summary>
internal sealed class PaymentMetrics(Meter meter) : IStartsAtZero
{
    private readonly Counter<long> created = meter.CreateCounter<long>(
        "oi.payments.created", "{payment}", "Payments that were created.");

    private readonly Counter<long> ended = meter.CreateCounter<long>(
        "oi.payments.ended", "{payment}", "Payments that came to an end. One that is paid after its end is counted a second time.");

    private readonly Counter<long> held = meter.CreateCounter<long>(
        "oi.payments.held", "{payment}", "Payments whose money waits for an operator's decision.");

    private readonly Counter<long> callbacks = meter.CreateCounter<long>(
        "oi.gateway.callbacks", "{callback}", "Callbacks of gateways, and of customers sent back by them, by what they came to.");

    public void Created(Mode mode) => created.Add(1, Tag("mode", mode));

    public void Ended(PaymentStatus status, Mode mode) => ended.Add(1, Tag("status", status), Tag("mode", mode));

    public void Held(Mode mode) => held.Add(1, Tag("mode", mode));

    public void CalledBack(GatewayCallback callback, CallbackOutcome outcome) => callbacks.Add(
        1, new("gateway", callback.Gateway), Tag("kind", callback.Kind), Tag("outcome", outcome));

    public void ShowZeros()
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            created.Add(0, Tag("mode", mode));
            held.Add(0, Tag("mode", mode));
            foreach (var status in Enum.GetValues<PaymentStatus>().Where(status => status is not PaymentStatus.Pending))
                ended.Add(0, Tag("status", status), Tag("mode", mode));
        }
    }

    private static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : struct, Enum =>
        new(name, WireNames<T>.Of(value));
}

/// <summary>Counts what happens to payments, once it is saved.</summary>
internal sealed class CountPayments(OiPaymentsDb db, PaymentMetrics metrics) : IPaymentListener
{
    public Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
    {
        var mode = payment.Mode;
        Action? count = change switch
        {
            PaymentChange.Succeeded => () => metrics.Ended(PaymentStatus.Succeeded, mode),
            PaymentChange.Failed => () => metrics.Ended(PaymentStatus.Failed, mode),
            PaymentChange.Expired => () => metrics.Ended(PaymentStatus.Expired, mode),
            PaymentChange.Cancelled => () => metrics.Ended(PaymentStatus.Cancelled, mode),
            PaymentChange.Held => () => metrics.Held(mode),
            _ => null,
        };
        if (count is not null) db.AfterCommit(count);
        return Task.FromResult<Refusal?>(null);
    }
}
