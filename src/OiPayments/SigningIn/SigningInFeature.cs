using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OiPayments.Access;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Telemetry;

namespace OiPayments.SigningIn;

internal static class SigningInFeature
{
    extension(IServiceCollection services)
    {
        public void AddSigningIn()
        {
            // ASP.NET Core Identity for users and passwords; sessions and rights are our own.
            services.AddScoped<IPasswordValidator<Operator>, PasswordRules>();
            services.TryAddSingleton<IPasswordHasher<Operator>, PasswordHasher<Operator>>();
            services.AddSingleton<ILookupNormalizer, SmallLetters>();
            services.AddIdentityCore<Operator>(identity => identity.User.AllowedUserNameCharacters = "").AddUserStore<OperatorStore>();
            services.AddScoped<IPasskeyHandler<Operator>, PasskeyHandler<Operator>>();
            services.AddOptions<IdentityPasskeyOptions>().Configure<PublicUrls>(ForThePages);
            services.AddScoped<Sessions>();
            services.AddScoped<NewSessions>();
            services.AddScoped<PasswordCheck>();
            services.AddScoped<SecondFactors>();
            services.AddScoped<Passkeys>();
            services.AddSingleton<KnownDevices>();
            services.AddSingleton<PasskeyLimit>();
            services.AddCounters<SigningInMetrics>();
            services.AddScoped<SignInLimits>();
            services.AddSingleton<IRetention, SignInRetention>();
            services.AddScoped<SignInWithPassword>();
            services.AddScoped<StartPasskeySignIn>();
            services.AddScoped<SignInWithPasskey>();
            services.AddScoped<ProveAgain>();
            services.AddScoped<StartPasskeyProof>();
            services.AddScoped<SignOut>();
            services.AddScoped<ListSessions>();
            services.AddScoped<EndSession>();
            services.AddScoped<EndOtherSessions>();
            services.AddScoped<ChangePassword>();
            services.AddScoped<ReadSecondFactors>();
            services.AddScoped<StartTotp>();
            services.AddScoped<ConfirmTotp>();
            services.AddScoped<RemoveTotp>();
            services.AddScoped<RenewRecoveryCodes>();
            services.AddScoped<ListPasskeys>();
            services.AddScoped<StartPasskey>();
            services.AddScoped<RegisterPasskey>();
            services.AddScoped<RenamePasskey>();
            services.AddScoped<RemovePasskey>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapSigningIn()
        {
            var auth = api.MapGroup("/auth").WithTags("Operators");
            SignInWithPassword.Map(auth);
            StartPasskeySignIn.Map(auth);
            SignInWithPasskey.Map(auth);
            ShowSignedInOperator.Map(auth);
            ProveAgain.Map(auth);
            StartPasskeyProof.Map(auth);
            SignOut.Map(auth);
            ListSessions.Map(auth);
            EndSession.Map(auth);
            EndOtherSessions.Map(auth);
            ChangePassword.Map(auth);

            var own = auth.MapGroup("").RequireOperator().EvenBeforeEnrolment();
            ReadSecondFactors.Map(own);
            StartTotp.Map(own);
            ConfirmTotp.Map(own);
            RemoveTotp.Map(own);
            RenewRecoveryCodes.Map(own);
            ListPasskeys.Map(own);
            StartPasskey.Map(own);
            RegisterPasskey.Map(own);
            RenamePasskey.Map(own);
            RemovePasskey.Map(own);
        }
    }

    private static void ForThePages(IdentityPasskeyOptions passkeys, PublicUrls urls)
    {
        passkeys.ServerDomain = urls.Web.Host;
        passkeys.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin
                && string.Equals(context.Origin, urls.Web.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));

        // It stands for both factors, and is found without an address being typed.
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AuthenticatorTimeout = PasskeyChallenge.Lasts;
    }
}
