using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Payments;

internal static class PaymentEndpoints
{
    extension(RouteGroupBuilder api)
    {
        public void MapPayments()
        {
            var payments = api.MapGroup("/payments").WithTags("Payments").RequireApplication();
            CreatePayment.Map(payments);
            ReadPayments.Map(payments);
            CallbackEndpoints.MapNotices(api);
            var admin = api.MapGroup("/admin/payments").WithTags("Payments in all applications").RequireOperator();
            OperatorPaymentEndpoints.Map(admin);
            ExportPayments.Map(admin);
            OperatorCallbacks.Map(api.MapGroup("/admin/gateway-callbacks").WithTags("Gateway callbacks").RequireOperator());
        }
    }
}
