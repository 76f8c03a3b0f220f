using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Telemetry;

/// <summary>
/// Counters whose first count has to be seen. A series that begins with 1 shows no increase, and an alarm on something that happens once
/// a year would stay silent: so those with few and known labels are shown from the start, with 0.
/// </summary>
internal interface IStartsAtZero
{
    /// <summary>Called once, when exporters listen.</summary>
    void ShowZeros();
}

internal static class StartingAtZero
{
    extension(IServiceCollection services)
    {
        public void AddCounters<T>()
            where T : class, IStartsAtZero
        {
            services.AddSingleton<T>();
            services.AddSingleton<IStartsAtZero>(provider => provider.GetRequiredService<T>());
        }
    }
}
