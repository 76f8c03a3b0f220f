using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>
/// A logo is kept as long as the template or an issued document names it. Others are deleted when neither they nor the template were touched
/// for a day: by then whoever was issuing with the template of before has long written down which logo that names.
/// </summary>
internal sealed class LogoRetention : IRetention
{
    public static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    /// <summary>Whether a document names a logo is read from the documents, and there may be many.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromDays(1);

    private DateTimeOffset lookAt;

    public string Rows => "logos";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (now < lookAt) return 0;
        var (deleted, limit) = (0, now - Quiet);
        foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
        {
            var (templates, invoices, notes) = (
                db.Of<InvoiceTemplate>(application), db.Of<Invoice>(application), db.Of<CreditNote>(application));

            // One statement: a logo that is chosen again meanwhile is touched by that, and stays.
            deleted += await db.Of<InvoiceLogo>(application)
                .Where(l => l.CreatedAt < limit && !templates.Any(t => t.LogoDigest == l.Digest || t.UpdatedAt >= limit))
                .Where(l => !invoices.Any(i => i.Branding != null && i.Branding.Contains(l.Digest)))
                .Where(l => !notes.Any(n => n.Branding.Contains(l.Digest)))
                .ExecuteDeleteAsync(ct);
        }

        lookAt = now + LooksEvery;
        return deleted;
    }
}
