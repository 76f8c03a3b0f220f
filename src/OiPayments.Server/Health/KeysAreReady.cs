using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OiPayments.Server.Keys;

namespace OiPayments.Server.Health;

/// <summary>The key ring protects, and gives back what it protected: without it nobody signs in and no event is signed.</summary>
internal sealed class KeysAreReady(IDataProtectionProvider keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            KeyRing.Try(keys);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (CryptographicException failure)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The key ring cannot be used: nobody could sign in.", failure));
        }
    }
}
