using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Webhooks;

internal static class WebhookEndpoints
{
    extension(RouteGroupBuilder api)
    {
        public void MapWebhooks()
        {
            ReadEvents.Map(api.MapGroup("/events").WithTags("Events").RequireApplication());
            SendPing.Map(api.MapGroup("/webhooks").WithTags("Events").RequireApplication());

            var deliveries = api.MapGroup("/admin/webhooks").WithTags("Deliveries").RequireOperator();
            ReadWebhooks.Map(deliveries);
            ResendWebhooks.Map(deliveries);
        }
    }
}
