using System.Runtime.CompilerServices;
using OiPayments.Invoices;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// A number is given in the transaction that issues, so none is missing and none is there twice, whoever was interrupted where.
/// </summary>
internal sealed class InvoicesAreNumbered(OiPaymentsDb db) : IInvariant
{
    public string Name => "The numbers of every series of invoices are 1, 2, 3 and so on, without a gap or a double";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<Invoice>().LongCountAsync(i => i.Number != null, ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var numbered = db.AcrossApplications<Invoice>().Where(i => i.Sequence != null);
        var counted = db.AcrossApplications<InvoiceSeries>().Select(s => new
        {
            s.ApplicationId,
            s.Mode,
            s.Series,
            s.Last,
            Count = numbered.Where(i => i.ApplicationId == s.ApplicationId && i.Mode == s.Mode && i.Series == s.Series)
                .Select(i => i.Sequence).Distinct().LongCount(),
            All = numbered.LongCount(i => i.ApplicationId == s.ApplicationId && i.Mode == s.Mode && i.Series == s.Series),
            Least = numbered.Where(i => i.ApplicationId == s.ApplicationId && i.Mode == s.Mode && i.Series == s.Series)
                .Min(i => i.Sequence),
            Most = numbered.Where(i => i.ApplicationId == s.ApplicationId && i.Mode == s.Mode && i.Series == s.Series)
                .Max(i => i.Sequence),
        });
        var wrong = counted.Where(s => s.Count != s.Last || s.All != s.Last || s.Least != 1 || s.Most != s.Last);
        await foreach (var series in wrong.AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {series.ApplicationId}: series {series.Series} of {WireNames<Mode>.Of(series.Mode)} has given "
                + $"{series.Last} numbers; {series.All} invoices have one, from {series.Least} to {series.Most}.";

        var known = db.AcrossApplications<InvoiceSeries>();
        var strays = numbered.Where(
            i => !known.Any(s => s.ApplicationId == i.ApplicationId && s.Mode == i.Mode && s.Series == i.Series));
        await foreach (var stray in strays.Select(i => new { i.ApplicationId, i.Reference }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {stray.ApplicationId}: invoice {stray.Reference} has a number of a series that has given none.";
    }
}
