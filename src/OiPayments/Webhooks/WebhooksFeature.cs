using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OiPayments.DueWork;

namespace OiPayments.Webhooks;

internal static class WebhooksFeature
{
    extension(IServiceCollection services)
    {
        public void AddWebhooks()
        {
            services.AddScoped<Outbox>();
            services.AddScoped<SendPing>();
            services.AddScoped<ListEvents>();
            services.AddScoped<ReadEvent>();
            services.AddScoped<ListEventAttempts>();
            services.AddScoped<ListWebhooks>();
            services.AddScoped<ReadWebhook>();
            services.AddScoped<ListWebhookAttempts>();
            services.AddScoped<SendAgain>();
            services.AddScoped<ResendWebhook>();
            services.AddScoped<ResendWebhooks>();
            services.AddSingleton<RecordAttempt>();
            services.AddSingleton<PublicAddresses>();
            services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
            services.AddSingleton<ReceiverConnection>();
            services.AddSingleton<WebhookSender>();
            services.AddHostedService<WebhookDispatcher>();
            services.AddSingleton<IRetention, AttemptRetention>();
            services.AddHttpClient(WebhookSender.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<ReceiverConnection>().CreateHandler())
                .RemoveAllLoggers();
        }
    }
}
