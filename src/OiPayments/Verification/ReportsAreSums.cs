using System.Runtime.CompilerServices;
using OiPayments.Persistence;
using OiPayments.Reports;

namespace OiPayments.Verification;

/// <summary>What is counted of payments by day, so that nobody adds it up for each report, is what payments come to.</summary>
internal sealed class ReportsAreSums(OiPaymentsDb db, CountDays count) : IInvariant
{
    public string Name => "What reports are told from is the sum of the payments";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<ReportCount>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var one in await db.AcrossApplications<ReportCount>().AsNoTracking().ToListAsync(ct))
        {
            var scope = new Scope(one.ApplicationId, one.Mode);
            var (paid, ended) = await count.AddUpAsync(scope, ct);
            var expected = paid.Select(Text).Concat(ended.Select(Text)).ToHashSet(StringComparer.Ordinal);
            expected.SymmetricExceptWith(
            [
                .. (await db.Of<PaidDay>(scope).AsNoTracking().Where(d => d.Payments != 0).ToListAsync(ct)).Select(Text),
                .. (await db.Of<EndedDay>(scope).AsNoTracking().Where(d => d.Payments != 0).ToListAsync(ct)).Select(Text),
            ]);
            foreach (var day in expected.Order(StringComparer.Ordinal))
                yield return $"Application {scope.ApplicationId}, {WireNames<Mode>.Of(scope.Mode)}: {day} is only counted, or only there.";
        }
    }

    private static string Text(PaidDay day) =>
        $"{day.Payments} paid on {IsoTime.Day(day.Day)} by '{day.Channel}', {day.AmountMinor} {day.Currency} with fees of {day.FeeMinor},";

    private static string Text(EndedDay day) =>
        $"{day.Payments} opened on {IsoTime.Day(day.Day)} in {day.Currency} and {WireNames<Payments.PaymentStatus>.Of(day.Status)}";
}
