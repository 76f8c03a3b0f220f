using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Telemetry;

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
            services.AddSingleton<OpenStreams>();
            services.AddScoped<StreamEvents>();
            services.AddScoped<ListEventAttempts>();
            services.AddScoped<ListWebhooks>();
            services.AddScoped<ReadWebhook>();
            services.AddScoped<ListWebhookAttempts>();
            services.AddScoped<SendAgain>();
            services.AddScoped<ResendWebhook>();
            services.AddScoped<ResendWebhooks>();
            services.AddCounters<WebhookMetrics>();
            services.AddSingleton<RecordAttempt>();
            services.AddSingleton<PublicAddresses>();
            services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
            services.AddSingleton<ReceiverConnection>();
            services.AddSingleton<WebhookSender>();
            services.AddHostedService<WebhookDispatcher>();
            services.AddSingleton<IRetention, AttemptRetention>();
            services.AddSingleton<IRetention, PayloadRetention>();
            services.AddHttpClient(WebhookSender.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<ReceiverConnection>().CreateHandler())
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // its connections end by themselves
                .RemoveAllLoggers();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapWebhooks()
        {
            var events = api.MapGroup("/events").WithTags("Events").RequireApplication();
            ListEvents.Map(events);
            StreamEvents.Map(events);
            ReadEvent.Map(events);
            ListEventAttempts.Map(events);
            SendPing.Map(api.MapGroup("/webhooks").WithTags("Events").RequireApplication());

            var webhooks = api.MapGroup("/admin/webhooks").WithTags("Deliveries").RequireOperator();
            ListWebhooks.Map(webhooks);
            ReadWebhook.Map(webhooks);
            ListWebhookAttempts.Map(webhooks);
            ResendWebhook.Map(webhooks);
            ResendWebhooks.Map(webhooks);
        }
    }
}
