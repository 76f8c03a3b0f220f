using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;

namespace OiPayments.Oversight;

internal static class OversightFeature
{
    extension(IServiceCollection services)
    {
        public void AddOversight()
        {
            services.AddScoped<ListAuditLog>();
            services.AddScoped<ListAuditActors>();
            services.AddScoped<VerifyAuditLog>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapOversight()
        {
            var log = api.MapGroup("/admin/audit-logs").WithTags("Audit").RequireOperator();
            ListAuditLog.Map(log);
            VerifyAuditLog.Map(log);
        }
    }
}
