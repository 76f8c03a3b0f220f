using System.Runtime.CompilerServices;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// What an invoice says of itself is the sum of what settled it: payments less their refunds, certificates of what was withheld, credit
/// notes. A payment of an invoice pays one that is there, in its mode and currency.
/// </summary>
internal sealed class InvoicesAreSettled(OiPaymentsDb db) : IInvariant
{
    public string Name => "What is paid, withheld and credited of each invoice is the sum of its payments, certificates and credit notes";

    public Task<long> CountAsync(CancellationToken ct) =>
        db.AcrossApplications<Invoice>().LongCountAsync(i => i.Status != InvoiceStatus.Draft, ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var payments = await db.AcrossApplications<Payment>().Where(p => p.InvoiceId != null)
            .GroupBy(p => new { p.ApplicationId, p.InvoiceId, p.Mode, p.Currency })
            .Select(group => new
            {
                group.Key,
                Minor = group.Sum(p => p.Status == PaymentStatus.Succeeded ? p.AmountMinor - p.RefundedMinor : 0),
            })
            .ToListAsync(ct);
        var withheld = (await db.AcrossApplications<InvoiceWithholding>().GroupBy(w => new { w.ApplicationId, w.InvoiceId })
            .Select(group => new { group.Key, Minor = group.Sum(w => w.AmountMinor) }).ToListAsync(ct))
            .ToDictionary(sum => (sum.Key.ApplicationId, sum.Key.InvoiceId), sum => sum.Minor);
        var credited = (await db.AcrossApplications<CreditNote>().GroupBy(n => new { n.ApplicationId, n.InvoiceId })
            .Select(group => new { group.Key, Minor = group.Sum(n => n.TotalMinor) }).ToListAsync(ct))
            .ToDictionary(sum => (sum.Key.ApplicationId, sum.Key.InvoiceId), sum => sum.Minor);
        var paid = payments.ToLookup(sum => (sum.Key.ApplicationId, new Id<Invoice>(sum.Key.InvoiceId ?? 0)));
        var unseen = paid.Select(sum => sum.Key).Concat(withheld.Keys).Concat(credited.Keys).ToHashSet();

        var all = db.AcrossApplications<Invoice>().Where(i => i.Status != InvoiceStatus.Draft).Select(i => new
        {
            i.ApplicationId,
            i.Id,
            i.Reference,
            i.Mode,
            i.Currency,
            i.PaidMinor,
            i.WithheldMinor,
            i.CreditedMinor,
        });
        await foreach (var i in all.AsAsyncEnumerable().WithCancellation(ct))
        {
            var key = (i.ApplicationId, i.Id);
            unseen.Remove(key);
            if (paid[key].Any(sum => sum.Key.Mode != i.Mode || sum.Key.Currency != i.Currency))
                yield return $"Application {i.ApplicationId}: invoice {i.Reference} has payments of another mode or currency.";
            foreach (var (says, sum, what) in new[]
            {
                (i.PaidMinor, paid[key].Sum(sum => sum.Minor), "paid"),
                (i.WithheldMinor, withheld.GetValueOrDefault(key), "withheld"),
                (i.CreditedMinor, credited.GetValueOrDefault(key), "credited"),
            })
            {
                if (says != sum)
                    yield return $"Application {i.ApplicationId}: invoice {i.Reference} says that {says} minor units are {what}, and "
                        + $"they come to {sum}.";
            }
        }

        foreach (var (application, invoice) in unseen)
            yield return $"Application {application}: something is for invoice {invoice}, which was never issued.";
    }
}
