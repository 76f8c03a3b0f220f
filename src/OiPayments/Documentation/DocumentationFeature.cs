using Microsoft.Extensions.DependencyInjection;
using OiPayments.Documentation.OpenApi;

namespace OiPayments.Documentation;

/// <summary>What integrators read, on the web door: the guides, and the API's reference.</summary>
internal static class DocumentationFeature
{
    extension(IServiceCollection services)
    {
        public void AddDocumentation() => services.AddApiDescription();
    }

    extension(IEndpointRouteBuilder web)
    {
        public void MapDocumentationPages()
        {
            ShowReference.Map(web);
            ShowGuide.Map(web);
            web.MapDocumentationAssets();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapDocumentation() => ShowApi.Map(api);
    }
}
