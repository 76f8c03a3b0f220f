using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Payments;

internal static class PaymentsFeature
{
    extension(IServiceCollection services)
    {
        public void AddPayments()
        {
            services.AddSingleton<LeftToOthers>();
            services.AddScoped<PaymentListeners>();
            services.AddScoped<ConfirmPayment>();
            services.AddScoped<ReceiveCallback>();
            services.AddScoped<EndPayment>();
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
        }
    }
}
