using OiPayments.Access;

namespace OiPayments.Cases;

internal static class CaseRoutes
{
    extension(RouteGroupBuilder api)
    {
        public void MapCases() => ReadCase.Map(api.MapGroup("/admin/payments").WithTags("Payments in all applications").RequireOperator());
    }
}
