using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OiPayments.Client;

/// <summary>Sets the client up.</summary>
public static class OiPaymentsRegistration
{
    private static readonly ProductInfoHeaderValue Product = new(
        "OiPayments.Client",
        typeof(OiPaymentsClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);

    /// <summary>
    /// Adds <see cref="OiPaymentsClient"/>. Settings come from the section <c>OiPayments</c>, or from the section that is given. A program
    /// with wrong settings does not start, and says what is wrong.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">All of it, or the section that holds the settings.</param>
    /// <returns>The HTTP client, for handlers of your own: they see every single try.</returns>
    public static IHttpClientBuilder AddOiPayments(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration as IConfigurationSection ?? configuration.GetSection(OiPaymentsOptions.SectionName);
        services.AddOptions<OiPaymentsOptions>().Bind(section);
        return AddClient(services);
    }

    /// <summary>Adds <see cref="OiPaymentsClient"/> with settings from code.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The HTTP client, for handlers of your own: they see every single try.</returns>
    public static IHttpClientBuilder AddOiPayments(this IServiceCollection services, Action<OiPaymentsOptions> configure)
    {
        services.AddOptions<OiPaymentsOptions>().Configure(configure);
        return AddClient(services);
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services)
    {
        services.AddOptions<OiPaymentsOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OiPaymentsOptions>, OiPaymentsOptionsRules>());
        services.AddLogging();
        var client = services
            .AddHttpClient<OiPaymentsClient>((provider, http) =>
            {
                var options = provider.GetRequiredService<IOptions<OiPaymentsOptions>>().Value;
                http.BaseAddress = options.ApiAddress;
                http.DefaultRequestHeaders.Add("X-Api-Key", options.ApiKey?.Trim());
                http.DefaultRequestHeaders.Add("X-Api-Secret", options.ApiSecret?.Trim());
                http.DefaultRequestHeaders.UserAgent.Add(Product);

                // The pipeline below times out, and knows what may be tried again.
                http.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // The secret goes where it is told to, and nowhere else.
                AllowAutoRedirect = false,
                UseCookies = false,

                // So that a client may be kept for ever, and a service may still move.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(System.Threading.Timeout.InfiniteTimeSpan)
            .RedactLoggedHeaders(["X-Api-Key", "X-Api-Secret"]);
        client.AddResilienceHandler(
            "OiPayments", (pipeline, context) => Retries.Configure(
                pipeline, context.ServiceProvider.GetRequiredService<IOptions<OiPaymentsOptions>>().Value));
        return client.AddHttpMessageHandler(() => new Attempt());
    }
}
