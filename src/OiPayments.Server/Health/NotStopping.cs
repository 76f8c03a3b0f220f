using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OiPayments.Server.Health;

/// <summary>A node that was told to stop finishes what it has and wants nothing new.</summary>
internal sealed class NotStopping(Draining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.HasBegun
            ? HealthCheckResult.Unhealthy("It was told to stop.")
            : HealthCheckResult.Healthy());
}
