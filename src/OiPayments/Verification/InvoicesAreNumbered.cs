using System.Runtime.CompilerServices;
using OiPayments.Invoices;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// A number is given in the transaction that issues, so none is missing and none is there twice, whoever was interrupted where. What a
/// restore skipped is counted: so many are missing, and no more.
/// </summary>
internal sealed class InvoicesAreNumbered(OiPaymentsDb db) : IInvariant
{
    public string Name =>
        "The numbers of every series of invoices and credit notes are 1, 2, 3 and so on, without a double, and without a gap but a "
        + "restore's";

    public async Task<long> CountAsync(CancellationToken ct) =>
        await db.AcrossApplications<Invoice>().LongCountAsync(i => i.Number != null, ct)
        + await db.AcrossApplications<CreditNote>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var numbered = db.AcrossApplications<Invoice>().Where(i => i.Sequence != null)
            .Select(i => new { i.ApplicationId, i.Mode, Series = i.Series ?? "", Sequence = i.Sequence ?? 0 })
            .Concat(db.AcrossApplications<CreditNote>().Select(n => new { n.ApplicationId, n.Mode, n.Series, n.Sequence }));
        var given = await numbered.GroupBy(one => new { one.ApplicationId, one.Mode, one.Series })
            .Select(group => new
            {
                group.Key,
                All = group.LongCount(),
                Count = group.Select(one => one.Sequence).Distinct().LongCount(),
                Least = group.Min(one => one.Sequence),
                Most = group.Max(one => one.Sequence),
            })
            .ToDictionaryAsync(series => (series.Key.ApplicationId, series.Key.Mode, series.Key.Series), ct);
        await foreach (var series in db.AcrossApplications<InvoiceSeries>().AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            var isThere = given.Remove((series.ApplicationId, series.Mode, series.Series), out var has);
            var documents = series.Last - series.Skipped;
            if (!isThere || has!.Count != documents || has.All != documents || has.Least < 1 || has.Most > series.Last)
                yield return $"Application {series.ApplicationId}: series {series.Series} of {WireNames<Mode>.Of(series.Mode)} has given "
                    + $"{documents} numbers; {has?.All ?? 0} documents have one, from {has?.Least ?? 0} to {has?.Most ?? 0}.";
        }

        foreach (var stray in given.Values)
            yield return $"Application {stray.Key.ApplicationId}: {stray.All} documents have numbers of series {stray.Key.Series}, which "
                + "has given none.";
    }
}
