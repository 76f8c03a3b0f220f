using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// What a callback said is evidence for as long as its payment can be disputed. That it came, when, from whom and what it came to stays.
/// </summary>
internal sealed class CallbackRetention(RetentionOptions options) : IRetention
{
    private const int BatchSize = 500;

    private readonly WalkedWeeks weeks = new();

    public string Rows => "texts of callbacks";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (removed, limit) = (0, now - options.GatewayCallbacks);
        List<ApplicationId> owners = [ApplicationId.Nobody, .. await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct)];
        foreach (var owner in owners)
        {
            foreach (var scope in Enum.GetValues<Mode>().Select(mode => new Scope(owner, mode)))
            {
                var callbacks = db.Of<GatewayCallback>(scope);
                removed += await weeks.WalkAsync(
                    scope, () => callbacks.OrderBy(c => c.CreatedAt).Select(c => (DateTimeOffset?)c.CreatedAt).FirstOrDefaultAsync(ct),
                    limit,
                    (from, to) => RemoveAsync(callbacks, from, to, ct));
            }
        }

        return removed;
    }

    private static async Task<int> RemoveAsync(
        IQueryable<GatewayCallback> callbacks, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var old = callbacks.Where(c => c.CreatedAt >= from && c.CreatedAt < to && c.RawPayload != "");
        var removed = 0;
        while (true)
        {
            var some = await old.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Take(BatchSize).Select(c => c.Id).ToListAsync(ct);
            if (some.Count == 0) return removed;
            removed += await callbacks.Where(c => some.Contains(c.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.RawPayload, ""), ct);
        }
    }
}
