using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OiPayments.Persistence;

namespace OiPayments.Server.Health;

/// <summary>
/// The database answers, and has every migration of this version. One that has more is a newer version's, which is migrated while the
/// nodes of this one still work.
/// </summary>
internal sealed class DatabaseIsReady(OiPaymentsDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var lacking = await Migrations.CountLackingAsync(db, cancellationToken);
            return lacking == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"It lacks {lacking} migrations of this version: run the migrate command.");
        }
        catch (DbException failure)
        {
            // The driver's own words can name hosts and users: they stand in the log.
            return HealthCheckResult.Unhealthy("It does not answer.", failure);
        }
    }
}
