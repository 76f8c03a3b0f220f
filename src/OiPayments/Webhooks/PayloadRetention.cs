using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// The body of an event is kept for as long as somebody may want it again. The event stays, with what it was and how its delivery went; one
/// that waits to be sent keeps its body.
/// </summary>
internal sealed class PayloadRetention(RetentionOptions options) : IRetention
{
    private const int BatchSize = 500;

    private readonly WalkedWeeks weeks = new();

    public string Rows => "bodies of events";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (removed, limit) = (0, now - options.WebhookPayloads);
        foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
        {
            foreach (var scope in Enum.GetValues<Mode>().Select(mode => new Scope(application, mode)))
            {
                var events = db.Of<WebhookEvent>(scope);
                removed += await weeks.WalkAsync(
                    scope, () => events.OrderBy(e => e.CreatedAt).Select(e => (DateTimeOffset?)e.CreatedAt).FirstOrDefaultAsync(ct), limit,
                    (from, to) => RemoveAsync(db, scope, from, to, ct));
            }
        }

        return removed;
    }

    private static async Task<int> RemoveAsync(OiPaymentsDb db, Scope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var waiting = db.Of<WebhookDelivery>(scope).Where(d => d.DueAt != null);
        var old = db.Of<WebhookEvent>(scope)
            .Where(e => e.CreatedAt >= from && e.CreatedAt < to && e.Payload != "" && !waiting.Any(d => d.EventId == e.Id));
        var removed = 0;
        while (true)
        {
            var some = await old.OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).Take(BatchSize).Select(e => e.Id).ToListAsync(ct);
            if (some.Count == 0) return removed;

            // Asked again: meanwhile somebody may have sent one again.
            var emptied = await old.Where(e => some.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Payload, ""), ct);
            if (emptied == 0) return removed;
            removed += emptied;
        }
    }
}
