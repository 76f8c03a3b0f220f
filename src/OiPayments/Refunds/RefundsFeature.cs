using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Applications;

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

    extension(RouteGroupBuilder api)
    {
        public void MapRefunds()
        {
            var payments = api.MapGroup("/payments").WithTags("Refunds").RequireApplication();
            var refunds = api.MapGroup("/refunds").WithTags("Refunds").RequireApplication();
            RequestRefund.Map(payments);
            ReadRefund.Map(refunds);
            ListRefunds.Map(payments);

            var allPayments = api.MapGroup("/admin/payments").WithTags("Refunds in all applications").RequireOperator();
            var allRefunds = api.MapGroup("/admin/refunds").WithTags("Refunds in all applications").RequireOperator();
            RefundForCustomer.Map(allPayments);
            ListAllRefunds.Map(allRefunds);
            ReadAnyRefund.Map(allRefunds);
            ApproveRefund.Map(allRefunds);
            RejectRefund.Map(allRefunds);
            ResolveRefund.Map(allRefunds);
            AcknowledgeRefund.Map(allRefunds);
        }
    }
}
