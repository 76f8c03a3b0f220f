using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;

namespace OiPayments.RequestLog;

internal static class RequestLogFeature
{
    extension(IServiceCollection services)
    {
        public void AddRequestLog()
        {
            services.AddSingleton<RequestNotes>();
            services.AddScoped<ListRequests>();
            services.AddHostedService<KeepRequests>();
            services.AddSingleton<IRetention, RequestRetention>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapRequestLog() => ListRequests.Map(api.MapGroup("/requests").WithTags("Your application").RequireApplication());
    }
}
