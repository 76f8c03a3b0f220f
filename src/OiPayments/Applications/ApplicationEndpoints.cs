using OiPayments.Access;

namespace OiPayments.Applications;

internal static class ApplicationEndpoints
{
    extension(RouteGroupBuilder api)
    {
        public void MapApplications()
        {
            WhoAmI.Map(api);

            var apps = api.MapGroup("/admin/apps").WithTags("Applications").RequireOperator();
            RegisterApplication.Map(apps);
            ReadApplications.Map(apps);
            UpdateSettings.Map(apps);
            RotateCredentials.Map(apps);
            ChangeCredential.Map(apps);
            RevokeCredential.Map(apps);
            RotateSigningSecret.Map(apps);
            SetGatewayOverride.Map(apps);
            RemoveGatewayOverride.Map(apps);

            var changes = api.MapGroup("/admin/setting-changes").WithTags("Applications").RequireOperator();
            ReadSettingChanges.Map(changes);
            DecideChange.Map(changes);
        }
    }
}
