using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

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
            services.AddSingleton<IPasswordHasher<Operator>, PasswordHasher<Operator>>();
            services.AddSingleton<ILookupNormalizer, SmallLetters>();
            services.AddIdentityCore<Operator>(identity => identity.User.AllowedUserNameCharacters = "").AddUserStore<OperatorStore>();
            services.AddScoped<Sessions>();
            services.AddScoped<SignIn>();
        }
    }
}
