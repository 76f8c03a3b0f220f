using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Payments;

internal static class PaymentRoutes
{
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
