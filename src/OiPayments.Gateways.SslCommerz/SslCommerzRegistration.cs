using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>What the adapter lets its host choose.</summary>
public sealed class SslCommerzOptions
{
    internal const int MaxEmailLength = 50;

    /// <summary>
    /// Sent as the customer's e-mail address when the application told none, at most 50 characters. The gateway insists on
    /// one and may write to it, so it should be one that nobody minds, such as <c>no-reply@</c> your own host.
    /// </summary>
    public string FallbackEmail { get; set; } = "customer@example.com";
}

/// <summary>Adds SSLCOMMERZ to the gateways a host offers.</summary>
public static class SslCommerzRegistration
{
    /// <summary>Registers the adapter as an <see cref="IPaymentGateway"/>. Accounts come with each call.</summary>
    public static IServiceCollection AddSslCommerzGateway(this IServiceCollection services, Action<SslCommerzOptions>? configure = null)
    {
        services.AddOptions<SslCommerzOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(
                options => EmailAddress.Fits(options.FallbackEmail, SslCommerzOptions.MaxEmailLength),
                $"{nameof(SslCommerzOptions.FallbackEmail)} must be an e-mail address of at most {SslCommerzOptions.MaxEmailLength} characters.")
            .ValidateOnStart();

        services.AddHttpClient(SslCommerzClient.HttpClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan; // the client's own, by TimeProvider
                client.MaxResponseContentBufferSize = SslCommerzClient.MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // a redirect would carry the password wherever it points
                UseCookies = false,
                SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },

                // Without a propagator the handler takes no part in tracing: no span, and no diagnostic event with the request in it.
                ActivityHeadersPropagator = null,
            })
            .RemoveAllLoggers(); // they write request URLs; only a runtime switch stands between those and the store's password

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SslCommerzClient>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentGateway, SslCommerzGateway>());
        return services;
    }
}
