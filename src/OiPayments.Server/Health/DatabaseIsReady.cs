using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OiPayments.Persistence;

namespace OiPayments.Server.Health;

/// <summary>
/// The database answers, has every migration of this version, and would confirm what is written. One that has more migrations is a newer
/// version's, which is migrated while the nodes of this one still work.
/// </summary>
internal sealed class DatabaseIsReady(OiPaymentsDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var lacking = await Migrations.CountLackingAsync(db, cancellationToken);
            if (lacking > 0) return HealthCheckResult.Unhealthy($"It lacks {lacking} migrations of this version: run the migrate command.");
            return await db.FindWriteTroubleAsync(cancellationToken) switch
            {
                WriteTrouble.ReadOnly => HealthCheckResult.Unhealthy("It can only be read: it is a standby, or was made read-only."),
                WriteTrouble.NoStandby => HealthCheckResult.Unhealthy(
                    "synchronous_standby_names asks for a standby, and none is connected: no write would be confirmed."),
                _ => HealthCheckResult.Healthy(),
            };
        }
        catch (DbException failure)
        {
            // The driver's own words can name hosts and users: they stand in the log.
            return HealthCheckResult.Unhealthy("It does not answer.", failure);
        }
    }
}
