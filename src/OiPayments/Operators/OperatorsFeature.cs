using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OiPayments.Access;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.SigningIn;

namespace OiPayments.Operators;

internal static class OperatorsFeature
{
    extension(IServiceCollection services)
    {
        public void AddOperators()
        {
            services.AddScoped<BuiltInRoles>();
            services.AddScoped<FirstOperator>();

            // ASP.NET Core Identity for users and passwords; sessions and rights are our own.
            services.AddScoped<IPasswordValidator<Operator>, PasswordRules>();
            services.TryAddSingleton<IPasswordHasher<Operator>, PasswordHasher<Operator>>();
            services.AddSingleton<ILookupNormalizer, SmallLetters>();
            services.AddIdentityCore<Operator>(identity => identity.User.AllowedUserNameCharacters = "").AddUserStore<OperatorStore>();
            services.AddScoped<IPasskeyHandler<Operator>, PasskeyHandler<Operator>>();
            services.AddOptions<IdentityPasskeyOptions>().Configure<PublicUrls>(ForThePages);
            services.AddScoped<Sessions>();
            services.AddScoped<Passwords>();
            services.AddScoped<SecondFactors>();
            services.AddScoped<Passkeys>();
            services.AddSingleton<KnownDevices>();
            services.AddSingleton<PasskeyLimit>();
            services.AddScoped<SignInLimits>();
            services.AddScoped<SignIn>();
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
            services.AddSingleton<IRetention, SignInRetention>();
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

    private static void ForThePages(IdentityPasskeyOptions passkeys, PublicUrls urls)
    {
        passkeys.ServerDomain = urls.Web.Host;
        passkeys.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin && string.Equals(context.Origin, urls.Web.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));

        // It stands for both factors, and is found without an address being typed.
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AuthenticatorTimeout = PasskeyChallenge.Lasts;
    }
}
