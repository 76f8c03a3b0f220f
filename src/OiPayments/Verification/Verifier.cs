using System.Runtime.CompilerServices;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// Checks every invariant of the database, one after another, in one read-only snapshot: a running service goes on working, and
/// what it writes meanwhile gives no false alarm. Needs the same memory for ten payments and for ten million.
/// </summary>
internal sealed class Verifier(OiPaymentsDb db, IEnumerable<IInvariant> invariants)
{
    public const int MaxExamples = 20;

    /// <param name="begins">Told the name of each invariant before it is checked.</param>
    /// <param name="ct">Ends the work.</param>
    public async IAsyncEnumerable<Finding> RunAsync(Action<string>? begins, [EnumeratorCancellation] CancellationToken ct)
    {
        // A question that reads every payment takes as long as there are payments; whoever asks can end it.
        db.Database.SetCommandTimeout(0);
        await using var snapshot = await db.BeginSnapshotAsync(ct);
        foreach (var invariant in invariants)
        {
            begins?.Invoke(invariant.Name);
            yield return await CheckAsync(invariant, ct);
        }
    }

    private static async Task<Finding> CheckAsync(IInvariant invariant, CancellationToken ct)
    {
        var (violations, examples) = (0L, new List<string>());
        try
        {
            await foreach (var violation in invariant.FindViolationsAsync(ct)) Add(violation);
        }
        catch (FormatException unreadable)
        {
            // A stored word that no version of this program writes.
            Add($"What is stored cannot be read: {unreadable.Message}");
        }

        return new(invariant.Name, invariant.IsWarning, await invariant.CountAsync(ct), violations, examples);

        void Add(string violation)
        {
            violations++;
            if (examples.Count < MaxExamples) examples.Add(violation);
        }
    }
}
