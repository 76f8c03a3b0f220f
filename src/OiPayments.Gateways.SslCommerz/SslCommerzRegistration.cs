using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>What the adapter lets its host choose.</summary>
public sealed class SslCommerzOptions
{
    /// <summary>What a domain may be long, so that an address on it fits into the gateway's field of 50 characters.</summary>
    public const int MaxEmailDomainLength = DerivedEmail.MaxDomainLength;

    /// <summary>
    /// A domain of the company's own, such as <c>pay.company.example</c>. A customer whose e-mail address was not told, or does not fit,
    /// gets one on it: the gateway insists on an address and writes its receipt there. Null: LIVE payments are refused, and TEST payments
    /// get one on <c>example.com</c>, where by RFC 2606 nobody reads mail.
    /// </summary>
    public string? EmailDomain { get; set; }

    /// <summary>
    /// Whether the gateway is asked what it settled. Off unless it is switched on: the call is not documented.
    /// </summary>
    public bool AsksForSettlements { get; set; }

    /// <summary>Whether addresses on this domain can be made up and told to the gateway.</summary>
    public static bool IsEmailDomain(string text) => DerivedEmail.IsDomain(text);
}

/// <summary>Adds SSLCOMMERZ to the gateways a host offers.</summary>
public static class SslCommerzRegistration
{
    /// <summary>
    /// Registers the adapter as an <see cref="IPaymentGateway"/>, an <see cref="IRefundGateway"/> and an
    /// <see cref="ISettlementGateway"/>. Accounts come with each call.
    /// </summary>
    public static IServiceCollection AddSslCommerzGateway(this IServiceCollection services, Action<SslCommerzOptions>? configure = null)
    {
        services.AddOptions<SslCommerzOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(
                options => options.EmailDomain is null || DerivedEmail.IsDomain(options.EmailDomain),
                $"{nameof(SslCommerzOptions.EmailDomain)} must be a domain such as pay.company.example, of at most "
                    + $"{SslCommerzOptions.MaxEmailDomainLength} characters.")
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
                PooledConnectionLifetime = TimeSpan.FromMinutes(2), // and with it what a name means is asked again
                SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },

                // Without a propagator the handler takes no part in tracing: no span, and no diagnostic event with the request in it.
                ActivityHeadersPropagator = null,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // connections end by themselves: no timer has to end their handler
            .RemoveAllLoggers(); // they write request URLs; only a runtime switch stands between those and the store's password

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SslCommerzClient>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentGateway, SslCommerzGateway>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRefundGateway, SslCommerzGateway>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISettlementGateway, SslCommerzSettlements>());
        return services;
    }
}
