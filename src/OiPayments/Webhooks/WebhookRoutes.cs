using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Webhooks;

internal static class WebhookRoutes
{
    extension(RouteGroupBuilder api)
    {
        public void MapWebhooks()
        {
            var events = api.MapGroup("/events").WithTags("Events").RequireApplication();
            ListEvents.Map(events);
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
