using System.Linq.Expressions;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// What this node cannot ask a gateway about, because the gateway is not set up here or has no store for the mode. It stays due, for nodes
/// that can; should it stay so for <see cref="OverdueAfter"/>, there is none, and somebody has to be told.
/// </summary>
internal sealed class LeftToOthers(RegisteredGateways gateways, GatewayAccounts accounts)
{
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gateways, by mode, where every attempt can be asked about here: with the service's own store, or with an application's.
    /// </summary>
    private readonly string[] withTestStore = With(gateways, name => accounts.Find(name, Mode.Test, own: null) is not null);
    private readonly string[] withLiveStore = With(gateways, name => accounts.Find(name, Mode.Live, own: null) is not null);

    /// <summary>Gateways, by mode, where attempts with an application's own store can be asked about here.</summary>
    private readonly string[] withTestAddress = With(gateways, name => accounts.AddressOf(name, Mode.Test) is not null);
    private readonly string[] withLiveAddress = With(gateways, name => accounts.AddressOf(name, Mode.Live) is not null);

    /// <summary>What the service has no store of its own for on this node, though it has the gateway.</summary>
    public IReadOnlyList<(string Gateway, Mode Mode)> WithoutStore { get; } =
    [
        .. gateways.All.SelectMany(_ => Enum.GetValues<Mode>(), (gateway, mode) => (gateway.Name, mode))
            .Where(pair => accounts.Find(pair.Name, pair.mode, own: null) is null),
    ];

    /// <summary>Attempts, of any application, that only other nodes can ask about.</summary>
    public IQueryable<PaymentAttempt> Attempts(OiPaymentsDb db) => db.AcrossApplications<PaymentAttempt>()
        .Join(
            db.AcrossApplications<Payment>(), a => new { a.ApplicationId, Id = a.PaymentId }, p => new { p.ApplicationId, p.Id },
            (attempt, payment) => new { attempt, payment.Gateway })
        .Where(x => !((x.attempt.Mode == Mode.Live && withLiveStore.Contains(x.Gateway))
            || (x.attempt.Mode == Mode.Test && withTestStore.Contains(x.Gateway)))
            && (x.attempt.OverrideId == null
                || !((x.attempt.Mode == Mode.Live && withLiveAddress.Contains(x.Gateway))
                    || (x.attempt.Mode == Mode.Test && withTestAddress.Contains(x.Gateway)))))
        .Select(x => x.attempt);

    /// <summary>
    /// Payments with an attempt that is to be asked about, and cannot be here. One without attempts is any node's to expire.
    /// </summary>
    public Expression<Func<Payment, bool>> Payments(OiPaymentsDb db)
    {
        var attempts = db.AcrossApplications<PaymentAttempt>().Where(a => PaymentAttempt.StatusesToAskAbout.Contains(a.Status));
        return p => !((p.Mode == Mode.Live && withLiveStore.Contains(p.Gateway))
            || (p.Mode == Mode.Test && withTestStore.Contains(p.Gateway)))
            && attempts.Any(a => a.ApplicationId == p.ApplicationId && a.PaymentId == p.Id
                && (a.OverrideId == null
                    || !((p.Mode == Mode.Live && withLiveAddress.Contains(p.Gateway))
                        || (p.Mode == Mode.Test && withTestAddress.Contains(p.Gateway)))));
    }

    private static string[] With(RegisteredGateways gateways, Func<string, bool> condition) =>
        [.. gateways.All.Select(gateway => gateway.Name).Where(condition)];
}
