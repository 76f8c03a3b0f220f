using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OiPayments.Telemetry;

/// <summary>
/// The one meter of the product. What a feature measures stands in a file of its own there, such as <c>PaymentMetrics</c>; no label of it
/// names an application, a customer, a record or an address, so that the number of series has a bound.
/// </summary>
internal static class ProductMeter
{
    /// <summary>What exporters listen to.</summary>
    public const string Name = "OiPayments";

    extension(IServiceCollection services)
    {
        public void AddProductMeter()
        {
            services.AddMetrics();

            // Of this host's factory: tests run many hosts in one process, and tell their meters apart by it.
            services.TryAddSingleton(provider => provider.GetRequiredService<IMeterFactory>().Create(Name));
        }
    }
}
