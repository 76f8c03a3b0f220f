using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Refunds;

internal static class RefundEndpoints
{
    extension(RouteGroupBuilder api)
    {
        public void MapRefunds()
        {
            var payments = api.MapGroup("/payments").WithTags("Refunds").RequireApplication();
            RequestRefund.Map(payments);
            ReadRefunds.Map(payments, api.MapGroup("/refunds").WithTags("Refunds").RequireApplication());
            OperatorRefundEndpoints.Map(
                api.MapGroup("/admin/payments").WithTags("Refunds in all applications").RequireOperator(),
                api.MapGroup("/admin/refunds").WithTags("Refunds in all applications").RequireOperator());
        }
    }
}
