using System.Linq.Expressions;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// What this node cannot ask a gateway about, because it has no store for the mode. It stays due, for nodes that have one; should it stay
/// so for <see cref="OverdueAfter"/>, there is none, and somebody has to be told.
/// </summary>
internal sealed class LeftToOthers(GatewayAccounts accounts)
{
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(1);

    /// <summary>
    /// In these only attempts with an application's own store can be asked about here, and not even those where nothing of the mode may
    /// be sent.
    /// </summary>
    private readonly Mode[] withoutStore = [.. Enum.GetValues<Mode>().Where(mode => accounts.Find(mode, own: null) is null)];
    private readonly Mode[] withoutAddress = [.. Enum.GetValues<Mode>().Where(mode => accounts.AddressOf(mode) is null)];

    /// <summary>The modes that the service has no store for on this node.</summary>
    public IReadOnlyList<Mode> Modes => withoutStore;

    /// <summary>Attempts, of any application, that only other nodes can ask about.</summary>
    public IQueryable<PaymentAttempt> Attempts(OiPaymentsDb db) =>
        db.AcrossApplications<PaymentAttempt>().Where(a => withoutStore.Contains(a.Mode) && (a.OverrideId == null || withoutAddress.Contains(a.Mode)));

    /// <summary>
    /// Payments with an attempt that is to be asked about, and cannot be here. One without attempts is any node's to expire.
    /// </summary>
    public Expression<Func<Payment, bool>> Payments(OiPaymentsDb db)
    {
        var attempts = Attempts(db).Where(a => PaymentAttempt.StatusesToAskAbout.Contains(a.Status));
        return p => withoutStore.Contains(p.Mode) && attempts.Any(a => a.ApplicationId == p.ApplicationId && a.PaymentId == p.Id);
    }
}
