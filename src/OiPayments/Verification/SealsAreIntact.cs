using System.Runtime.CompilerServices;
using OiPayments.Ledger;

namespace OiPayments.Verification;

/// <summary>Every journal that was sealed is what it was then. What was cut off the end shows only to whoever kept the head.</summary>
internal sealed class SealsAreIntact(SealChain chain) : IInvariant
{
    private long walked;

    public string Name => "Every seal of the ledger holds";

    public Task<long> CountAsync(CancellationToken ct) => Task.FromResult(walked);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var scope in chain.ListChainsAsync(ct))
        {
            var verdict = await chain.VerifyAsync(scope, ct);
            walked += verdict.Checked;
            if (verdict.Fault is { } fault)
                yield return $"Application {scope.ApplicationId}, {WireNames<Mode>.Of(scope.Mode)}: the chain of seals breaks at position "
                    + $"{verdict.BrokenAt}: {fault}.";
        }
    }
}
