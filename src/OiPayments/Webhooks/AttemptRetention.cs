using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>What was sent and answered is kept for 30 days, or as long as the settings say. The event and its delivery stay.</summary>
internal sealed class AttemptRetention(RetentionOptions options) : IRetention
{
    private const int BatchSize = 1000;

    public string Rows => "webhook attempts";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (deleted, limit) = (0, now - options.WebhookAttempts);
        foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
            while (await DeleteSomeAsync(db.Of<WebhookAttempt>(application), limit, ct) is > 0 and var some) deleted += some;
        return deleted;
    }

    private static async Task<int> DeleteSomeAsync(IQueryable<WebhookAttempt> attempts, DateTimeOffset limit, CancellationToken ct)
    {
        var old = await attempts.Where(a => a.StartedAt < limit)
            .OrderBy(a => a.StartedAt)
            .Take(BatchSize)
            .Select(a => a.Id)
            .ToListAsync(ct);
        return old.Count == 0 ? 0 : await attempts.Where(a => old.Contains(a.Id)).ExecuteDeleteAsync(ct);
    }
}
