using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Refunds;

internal static class RefundsFeature
{
    extension(IServiceCollection services)
    {
        public void AddRefunds()
        {
            services.AddScoped<StartRefund>();
            services.AddScoped<SettleRefund>();
            services.AddScoped<ConvertRefund>();
            services.AddScoped<RefundApprovals>();
            services.AddScoped<DescribeRefunds>();
            services.AddScoped<ChangeRefund>();
            services.AddScoped<RequestRefund>();
            services.AddScoped<ReadRefund>();
            services.AddScoped<ListRefunds>();
            services.AddScoped<RefundForCustomer>();
            services.AddScoped<ListAllRefunds>();
            services.AddScoped<ReadAnyRefund>();
            services.AddScoped<ApproveRefund>();
            services.AddScoped<RejectRefund>();
            services.AddScoped<ResolveRefund>();
            services.AddScoped<AcknowledgeRefund>();
            services.AddHostedService<FollowUpRefunds>();
        }
    }
}
