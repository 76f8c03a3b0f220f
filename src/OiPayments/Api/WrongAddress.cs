using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Web;

namespace OiPayments.Api;

/// <summary>
/// What somebody probably wanted who asked for an address that is not there, or with a method that is not: another port, another
/// beginning of the path, a slash too many.
/// </summary>
internal static class WrongAddress
{
    private const string Root = "/api/v1";

    /// <summary>Null when the answer is another one, or nothing more can be said.</summary>
    public static Refusal? In(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound when Place(context) is { } place =>
            new(ErrorCode.ResourceNotFound, $"There is nothing at this path. {place}"),
        StatusCodes.Status405MethodNotAllowed when context.Response.Headers.Allow is { Count: > 0 } allowed => new(
            ErrorCode.MethodNotAllowed, $"This path does not take this method. It takes {string.Join(", ", allowed.ToArray())}."),
        _ => null,
    };

    private static string? Place(HttpContext context)
    {
        var came = context.Features.Get<DoorFeature>()?.Door;
        if (context.Features.Get<OtherDoorFeature>()?.Door is { } belongs)
        {
            var what = belongs.HasFlag(Door.Api) ? "the API" : belongs.HasFlag(Door.Web) ? "the pages" : "the service's health";
            return AddressOf(context, belongs.HasFlag(Door.Api) ? Door.Api : belongs) is { } outside
                ? $"It belongs to {what}, at {outside.GetLeftPart(UriPartial.Authority)}; this is another port."
                : $"It belongs to {what}, on a port of its own that Urls__Management names.";
        }

        var path = context.Request.Path.Value ?? "";
        if (came == Door.Management)
            return AddressOf(context, Door.Api) is { } api
                ? $"This port is for whoever runs the service; the API is at {new Uri(api, Root)}."
                : null;
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var meant = segments.SkipWhile(IsPrefix).ToArray();
        if (Find(context, meant) is not { } template) return null;
        return path.Contains("//", StringComparison.Ordinal)
            ? $"Two slashes stand in a row in it: probably {template} is meant."
            : $"Probably {template} is meant.";
    }

    private static Uri? AddressOf(HttpContext context, Door door) => context.RequestServices.GetService<DoorAddresses>()?.Of(door);

    /// <summary>api, v1, v2: what stands before the path of an operation here or elsewhere.</summary>
    private static bool IsPrefix(string segment) =>
        segment.Equals("api", StringComparison.OrdinalIgnoreCase)
        || (segment is ['v' or 'V', .. var number] && number.Length is 1 or 2 && number.All(char.IsAsciiDigit));

    /// <summary>The operation of that path, as the description writes it. What was sent is not repeated.</summary>
    private static string? Find(HttpContext context, string[] meant) => meant.Length == 0 ? null : context.RequestServices
        .GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<DoorFeature>()?.Door is Door.Api)
        .Select(endpoint => endpoint.RoutePattern)
        .Where(pattern => Matches(pattern, meant))
        .OrderBy(pattern => pattern.Parameters.Count)
        .Select(pattern => $"/{pattern.RawText?.Trim('/')}")
        .FirstOrDefault();

    private static bool Matches(RoutePattern pattern, string[] meant)
    {
        var operation = pattern.PathSegments.Skip(2).ToArray();
        return operation.Length == meant.Length && operation.Zip(meant).All(pair => pair.First.Parts is [RoutePatternLiteralPart literal]
            ? literal.Content.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)
            : pair.First.Parts is [RoutePatternParameterPart]);
    }
}
