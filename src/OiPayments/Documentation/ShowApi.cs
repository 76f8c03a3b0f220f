using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Documentation.OpenApi;
using OiPayments.Links;

namespace OiPayments.Documentation;

/// <summary>
/// <c>GET /api/v1</c>, for whoever opens the address that the service prints: that it answers, and where it is described.
/// </summary>
internal static class ShowApi
{
    /// <summary>What somebody at the door needs next.</summary>
    internal sealed record Welcome(
        [property: Description("What this is.")] string Name,
        [property: Description("The OpenAPI description of every endpoint.")] Uri Description,
        [property: Description("The guides.")] Uri Guides);

    public static void Map(RouteGroupBuilder api) => api.MapGet("", Handle).ExcludeFromDescription();

    private static Reply Handle(PublicUrls urls, TimeProvider clock) => Reply.Ok(
        new("OI Payments", new(urls.Api, ApiDescription.Path), new(urls.Web, "/docs")), WelcomeJson.Default.Welcome, clock);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ShowApi.Welcome))]
internal sealed partial class WelcomeJson : JsonSerializerContext;
