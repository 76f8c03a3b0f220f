using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Idempotency;

/// <summary>Records are deleted once they have expired: an expired one neither blocks nor replays.</summary>
internal sealed class RecordRetention : IRetention
{
    public const int BatchSize = 500;

    public string Rows => "idempotency records";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var deleted = 0;
        foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
            foreach (var mode in Enum.GetValues<Mode>())
                while (await DeleteSomeAsync(db, new(application, mode), now, ct) is > 0 and var some) deleted += some;
        return deleted;
    }

    private static async Task<int> DeleteSomeAsync(OiPaymentsDb db, Scope scope, DateTimeOffset now, CancellationToken ct)
    {
        var expired = db.Of<IdempotencyRecord>(scope).Where(r => r.ExpiresAt <= now);
        var keys = await expired.OrderBy(r => r.ExpiresAt).Take(BatchSize).Select(r => r.Key).ToListAsync(ct);

        // Asked again by the delete: meanwhile a new request may have taken an expired key.
        return keys.Count == 0 ? 0 : await expired.Where(r => keys.Contains(r.Key)).ExecuteDeleteAsync(ct);
    }
}
