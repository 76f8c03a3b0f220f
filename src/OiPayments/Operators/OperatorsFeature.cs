using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;

namespace OiPayments.Operators;

internal static class OperatorsFeature
{
    extension(IServiceCollection services)
    {
        public void AddOperators()
        {
            services.AddScoped<BuiltInRoles>();
            services.AddScoped<FirstOperator>();

            services.AddScoped<SecondPerson>();
            services.AddScoped<AccountChanges>();
            services.AddScoped<ListOperators>();
            services.AddScoped<ReadOperator>();
            services.AddScoped<InviteOperator>();
            services.AddScoped<ChangeOperator>();
            services.AddScoped<GrantRoles>();
            services.AddScoped<ResetPassword>();
            services.AddScoped<RemoveSecondFactors>();
            services.AddScoped<ListRoles>();
            services.AddScoped<ReadRole>();
            services.AddScoped<CreateRole>();
            services.AddScoped<ChangeRole>();
            services.AddScoped<DeleteRole>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapOperators()
        {
            var users = api.MapGroup("/admin/users").WithTags("Users").RequireOperator();
            ListOperators.Map(users);
            ReadOperator.Map(users);
            InviteOperator.Map(users);
            ChangeOperator.Map(users);
            GrantRoles.Map(users);
            ResetPassword.Map(users);
            RemoveSecondFactors.Map(users);

            ListPermissions.Map(api);
            var roles = api.MapGroup("/admin/roles").WithTags("Users").RequireOperator();
            ListRoles.Map(roles);
            CreateRole.Map(roles);
            ChangeRole.Map(roles);
            DeleteRole.Map(roles);
        }
    }
}
