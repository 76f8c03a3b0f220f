using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;

namespace OiPayments.Privacy;

internal static class PrivacyFeature
{
    extension(IServiceCollection services)
    {
        public void AddPrivacy()
        {
            services.AddSingleton<KeptInvoices>();
            services.AddScoped<FindCustomer>();
            services.AddScoped<OpenBusiness>();
            services.AddScoped<KeptAnswers>();
            services.AddScoped<ExportCustomer>();
            services.AddScoped<EraseCustomer>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapPrivacy()
        {
            var privacy = api.MapGroup("/admin/privacy").WithTags("Privacy").RequireOperator();
            ExportCustomer.Map(privacy);
            EraseCustomer.Map(privacy);
        }
    }
}
