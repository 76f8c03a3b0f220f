using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Recovery;

internal static class RecoveryFeature
{
    extension(IServiceCollection services)
    {
        /// <summary>For commands: needs storage, a clock, and, to find lost money, the gateways.</summary>
        public void AddRecovery()
        {
            services.AddScoped<AfterRestore>();
            services.AddScoped<FindLostMoney>();
        }
    }
}
