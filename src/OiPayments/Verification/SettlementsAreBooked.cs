using System.Runtime.CompilerServices;
using OiPayments.Persistence;
using OiPayments.Reconciliation;

namespace OiPayments.Verification;

/// <summary>
/// What rows of settlement files agree about is what the books moved for it, and nothing is left of a file that does not count.
/// </summary>
internal sealed class SettlementsAreBooked(OiPaymentsDb db, CompareWithBooks compare) : IInvariant
{
    public string Name => "What settlement files agree about is booked, and nothing is left of files that do not count";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<SettlementResult>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var difference in await compare.RunAsync(ct)) yield return difference.Sentence;
        var left = db.AcrossApplications<SettlementStatement>().Where(s => s.DueAt == null && s.Status != StatementStatus.Imported
            && db.AcrossApplications<SettlementResult>().Any(r => r.StatementOwner == s.ApplicationId && r.StatementId == s.Id));
        await foreach (var statement in left.Select(s => new { s.Id, s.Status }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Settlement file {statement.Id} is {WireNames<StatementStatus>.Of(statement.Status)}, and rows of it are left.";
    }
}
