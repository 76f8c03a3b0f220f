using Microsoft.Extensions.Diagnostics.HealthChecks;
using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>
/// Not ready while this node could not say for some time that it lives: the others take it for dead and do its work, and whatever it
/// waits for, its customers would wait for too.
/// </summary>
internal sealed class NodeCheck(OiPaymentsDb db, ThisNode self) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
        db.IsForOneProcess || !self.SeemsDead
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(
                $"It gave no sign of life for {LifeSigns.SilentFor.TotalSeconds:0} seconds: other nodes take over its work."));
}
