using OiPayments.Web;

namespace OiPayments.Applications;

internal static class ApplicationAuthorization
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>Only for a request with a valid key and secret; the handler gets a <see cref="CallingApplication"/>.</summary>
        public TBuilder RequireApplication() => endpoint
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiKeyAuthentication.SchemeName).RequireAuthenticatedUser())
            .Refuses(ErrorCode.Unauthorized);
    }
}
