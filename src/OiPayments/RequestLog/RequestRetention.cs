using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.RequestLog;

/// <summary>Requests are kept for a week, or as long as the settings say.</summary>
internal sealed class RequestRetention(RetentionOptions options) : IRetention
{
    private const int BatchSize = 1000;
    private static readonly Mode[] Modes = [Mode.Live, Mode.Test];

    public string Rows => "logged requests";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (deleted, limit) = (0, now - options.Requests);
        foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
        {
            foreach (var mode in Modes)
                while (await DeleteSomeAsync(db.Of<LoggedRequest>(new Scope(application, mode)), limit, ct) is > 0 and var some)
                    deleted += some;
        }

        return deleted;
    }

    private static async Task<int> DeleteSomeAsync(IQueryable<LoggedRequest> requests, DateTimeOffset limit, CancellationToken ct)
    {
        var old = await requests.Where(r => r.At < limit).OrderBy(r => r.At).Take(BatchSize).Select(r => r.Number).ToListAsync(ct);
        return old.Count == 0 ? 0 : await requests.Where(r => old.Contains(r.Number)).ExecuteDeleteAsync(ct);
    }
}
