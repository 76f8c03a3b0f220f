using System.Runtime.CompilerServices;
using OiPayments.Audit;

namespace OiPayments.Verification;

/// <summary>
/// Every line of the audit log that was sealed is what it was then. What was cut off the end shows only to whoever kept the head.
/// </summary>
internal sealed class AuditLogIsIntact(AuditChain chain) : IInvariant
{
    private long walked;

    public string Name => "Every seal of the audit log holds";

    public Task<long> CountAsync(CancellationToken ct) => Task.FromResult(walked);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var application in await chain.ListAsync(ct))
        {
            var (count, fault) = await chain.VerifyAsync(application, ct);
            walked += count;
            if (fault is not null)
            {
                var log = application == AuditEntry.OfTheService ? "The service's own log" : $"The log of application {application}";
                yield return $"{log}: {fault}.";
            }
        }
    }
}
