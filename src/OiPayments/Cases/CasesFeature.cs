using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;

namespace OiPayments.Cases;

internal static class CasesFeature
{
    extension(IServiceCollection services)
    {
        public void AddCases() => services.AddScoped<ReadCase>();
    }

    extension(RouteGroupBuilder api)
    {
        public void MapCases() => ReadCase.Map(api.MapGroup("/admin/payments").WithTags("Payments in all applications").RequireOperator());
    }
}
