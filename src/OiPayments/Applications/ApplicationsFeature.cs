using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Telemetry;

namespace OiPayments.Applications;

internal static class ApplicationsFeature
{
    extension(IServiceCollection services)
    {
        public void AddApplications()
        {
            services.AddCounters<ThrottlingMetrics>();
            services.AddSingleton<CallerLimits>();
            services.AddSingleton<KnownCredentials>();
            services.AddScoped<RegisterApplication>();
            services.AddScoped<ListApplications>();
            services.AddScoped<ReadApplication>();
            services.AddScoped<UpdateSettings>();
            services.AddScoped<ProposeChange>();
            services.AddScoped<ListSettingChanges>();
            services.AddScoped<ReadSettingChange>();
            services.AddScoped<ApproveChange>();
            services.AddScoped<RejectChange>();
            services.AddScoped<ListCredentials>();
            services.AddScoped<ReadCredential>();
            services.AddScoped<RotateCredentials>();
            services.AddScoped<ChangeCredential>();
            services.AddScoped<RevokeCredential>();
            services.AddScoped<RotateSigningSecret>();
            services.AddScoped<SetGatewayOverride>();
            services.AddScoped<RemoveGatewayOverride>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapApplications()
        {
            WhoAmI.Map(api);

            var apps = api.MapGroup("/admin/apps").WithTags("Applications").RequireOperator();
            RegisterApplication.Map(apps);
            ListApplications.Map(apps);
            ReadApplication.Map(apps);
            ListCredentials.Map(apps);
            UpdateSettings.Map(apps);
            RotateCredentials.Map(apps);
            ChangeCredential.Map(apps);
            RevokeCredential.Map(apps);
            RotateSigningSecret.Map(apps);
            SetGatewayOverride.Map(apps);
            RemoveGatewayOverride.Map(apps);

            var changes = api.MapGroup("/admin/setting-changes").WithTags("Applications").RequireOperator();
            ListSettingChanges.Map(changes);
            ReadSettingChange.Map(changes);
            ApproveChange.Map(changes);
            RejectChange.Map(changes);
        }
    }
}
