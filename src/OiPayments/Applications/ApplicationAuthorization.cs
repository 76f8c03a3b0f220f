using OiPayments.Api;

namespace OiPayments.Applications;

internal static class ApplicationAuthorization
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>
        /// Only for a request with a valid key and secret; the handler gets a <see cref="CallingApplication"/>. A credential that may
        /// only read is let through by the method of its request alone, so that no endpoint has to think of it.
        /// </summary>
        public TBuilder RequireApplication()
        {
            endpoint.RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiKeyAuthentication.SchemeName)
                .RequireAuthenticatedUser()
                .RequireAssertion(asked => asked.Resource is HttpContext http && MayDo(http)));
            endpoint.Refuses(ErrorCode.Unauthorized, ErrorCode.RateLimited);
            endpoint.Add(built =>
            {
                if (built.Metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Any(method => !OnlyReads(method))))
                    built.Metadata.Add(new RefusesMetadata([ErrorCode.Forbidden]));
            });
            return endpoint;
        }
    }

    private static bool MayDo(HttpContext http) =>
        http.Features.Get<CallingApplication>() is { } caller && (!caller.IsReadOnly || OnlyReads(http.Request.Method));

    private static bool OnlyReads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
