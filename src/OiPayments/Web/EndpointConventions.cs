using System.ComponentModel;

namespace OiPayments.Web;

/// <summary>The shape of every answer, for the API's description. Answers themselves are written by <see cref="Reply"/>.</summary>
internal sealed record Envelope<T>(
    T Data,
    Meta Meta,
    [property: Description("Only in lists.")] Pagination? Pagination);

/// <summary>How the request went.</summary>
internal sealed record Meta(
    bool Success,
    [property: Description("For a person; absent on success.")] string? Message,
    [property: Description("For a program to branch on; absent on success.")] ErrorCode? ErrorCode,
    [property: Description("When the answer was written, UTC.")] DateTimeOffset Timestamp);

/// <summary>Where a page stands in its list.</summary>
internal sealed record Pagination(
    [property: Description("Zero-based; absent when a cursor was followed.")] int? Page,
    int Size,
    [property: Description("Absent when a cursor was followed.")] long? TotalElements,
    [property: Description("Absent when a cursor was followed.")] long? TotalPages,
    [property: Description("Send it back as `cursor` for the next page; absent on the last.")] string? NextCursor);

/// <summary>The codes an endpoint may refuse with, for the API's description.</summary>
internal sealed record RefusesMetadata(IReadOnlyList<ErrorCode> Codes);

/// <summary>Marks an endpoint that takes page, size, sortBy, order and perhaps a cursor.</summary>
internal sealed record PagedMetadata(bool HasCursor);

/// <summary>A query parameter of a list, for the API's description.</summary>
internal sealed record QueryParameterMetadata(string Name, string Description);

/// <summary>Marks an endpoint that keeps its answer under the caller's <c>Idempotency-Key</c>.</summary>
internal sealed record IdempotentMetadata;

internal static class EndpointConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder Refuses(params IReadOnlyList<ErrorCode> codes) => endpoint.WithMetadata(new RefusesMetadata(codes));

        public TBuilder Paged(bool hasCursor = false) => endpoint.WithMetadata(new PagedMetadata(hasCursor));

        public TBuilder Query(string name, string description) => endpoint.WithMetadata(new QueryParameterMetadata(name, description));
    }
}
