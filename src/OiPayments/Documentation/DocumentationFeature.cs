using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.Documentation.OpenApi;
using OiPayments.Links;

namespace OiPayments.Documentation;

/// <summary>What integrators read, on the web door: the guides, and the API's reference.</summary>
internal static class DocumentationFeature
{
    extension(IServiceCollection services)
    {
        public void AddDocumentation()
        {
            services.AddApiDescription();
            services.AddSingleton(provider =>
            {
                var urls = provider.GetRequiredService<PublicUrls>();
                return new ErrorHelp(code => $"{new Uri(urls.Web, "/docs/errors")}#{WireNames<ErrorCode>.Of(code).ToLowerInvariant()}");
            });
        }
    }

    extension(IEndpointRouteBuilder web)
    {
        public void MapDocumentationPages()
        {
            ShowReference.Map(web);
            SearchGuides.Map(web);
            ShowGuide.Map(web);
            web.MapDocumentationAssets();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapDocumentation() => ShowApi.Map(api);
    }
}
