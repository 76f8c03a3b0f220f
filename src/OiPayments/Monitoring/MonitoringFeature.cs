using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Monitoring;

internal static class MonitoringFeature
{
    extension(IServiceCollection services)
    {
        public void AddMonitoring()
        {
            services.AddSingleton<Figures, BacklogFigures>();
            services.AddSingleton<Figures, MoneyFigures>();
            services.AddSingleton<Figures, RefundFigures>();
            services.AddSingleton<Figures, SettlementFigures>();
            services.AddSingleton<Figures, WebhookFigures>();
            services.AddHostedService<ReadFigures>();
        }
    }
}
