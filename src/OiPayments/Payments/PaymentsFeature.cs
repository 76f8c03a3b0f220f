using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

internal static class PaymentsFeature
{
    extension(IServiceCollection services)
    {
        public void AddPayments()
        {
            services.AddCounters<PaymentMetrics>();
            services.AddSingleton<LeftToOthers>();
            services.AddScoped<PaymentListeners>();
            services.AddScoped<ConfirmPayment>();
            services.AddScoped<ReceiveCallback>();
            services.AddScoped<EndPayment>();
            services.AddScoped<PaymentPurposes>();
            services.AddScoped<OpenPayment>();
            services.AddScoped<CreatePayment>();
            services.AddScoped<ReadPayment>();
            services.AddScoped<ListPayments>();
            services.AddScoped<ListAllPayments>();
            services.AddScoped<ReadWithAttempts>();
            services.AddScoped<ReleasePayment>();
            services.AddScoped<ExportPayments>();
            services.AddScoped<ListGatewayCallbacks>();
            services.AddHostedService<FollowUpPayments>();
            services.AddHostedService<IndexPayments>();
            services.AddSingleton<IRetention, CallbackRetention>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapPayments()
        {
            var payments = api.MapGroup("/payments").WithTags("Payments").RequireApplication();
            CreatePayment.Map(payments);
            ReadPayment.Map(payments);
            ListPayments.Map(payments);
            ReceiveNotice.Map(api);

            var allPayments = api.MapGroup("/admin/payments").WithTags("Payments in all applications").RequireOperator();
            ListAllPayments.Map(allPayments);
            ReleasePayment.Map(allPayments);
            ExportPayments.Map(allPayments);
            ListGatewayCallbacks.Map(api.MapGroup("/admin/gateway-callbacks").WithTags("Gateway callbacks").RequireOperator());
        }
    }
}
