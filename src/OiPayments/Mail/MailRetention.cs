using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary>That a mail was sent, or not, is kept for 90 days, or as long as the settings say.</summary>
internal sealed class MailRetention(RetentionOptions options) : IRetention
{
    private const int BatchSize = 1000;

    public string Rows => "records of mails";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (deleted, limit) = (0, now - options.Mails);
        foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
            while (await DeleteSomeAsync(db.Of<InvoiceMail>(application), limit, ct) is > 0 and var some) deleted += some;
        return deleted;
    }

    private static async Task<int> DeleteSomeAsync(IQueryable<InvoiceMail> mails, DateTimeOffset limit, CancellationToken ct)
    {
        var old = await mails.Where(m => m.CreatedAt < limit).OrderBy(m => m.CreatedAt).Take(BatchSize).Select(m => m.Id).ToListAsync(ct);
        return old.Count == 0 ? 0 : await mails.Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(ct);
    }
}
