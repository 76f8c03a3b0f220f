using System.ComponentModel;

namespace OiPayments.Api;

/// <summary>The shape of every answer, for the API's description. Answers themselves are written by <see cref="Reply"/>.</summary>
internal sealed record Envelope<T>(
    [property: Description("What was asked for.")] T Data,
    [property: Description("How the request went.")] Meta Meta,
    [property: Description("Only in lists.")] Pagination? Pagination);

/// <summary>How the request went.</summary>
internal sealed record Meta(
    [property: Description("True exactly when the HTTP status is 2xx.")] bool Success,
    [property: Description("For a person; absent on success.")] string? Message,
    [property: Description("For a program to branch on; absent on success.")] ErrorCode? ErrorCode,
    [property: Description("When the answer was written, UTC.")] DateTimeOffset Timestamp,
    [property: Description("Where the error code is explained, with what to do about it; absent on success.")] string? DocUrl,
    [property: Description(
        "What was ignored, one sentence each: fields and query parameters that are not known, with the nearest known name. Absent when "
            + "there is none.")]
    IReadOnlyList<string>? Warnings);

/// <summary>Where a page stands in its list.</summary>
internal sealed record Pagination(
    [property: Description("Zero-based; absent when a cursor was followed.")] int? Page,
    [property: Description("How many a page has at most.")] int Size,
    [property: Description("How many there are in all, counted up to 1,000; absent when a cursor was followed.")] long? TotalElements,
    [property: Description("How many pages that makes; absent when a cursor was followed.")] long? TotalPages,
    [property: Description("false: there are more than totalElements, which were not counted; absent when the total is exact.")]
    bool? TotalIsExact,
    [property: Description("Send it back as `cursor` for the next page; absent on the last.")] string? NextCursor);

/// <summary>The codes an endpoint may refuse with, for the API's description.</summary>
internal sealed record RefusesMetadata(IReadOnlyList<ErrorCode> Codes);

/// <summary>Marks an endpoint that takes page, size, sortBy, order and perhaps a cursor.</summary>
internal sealed record PagedMetadata(bool HasCursor);

/// <summary>A query parameter, for the API's description.</summary>
internal sealed record QueryParameterMetadata(string Name, string Description, Type Type, bool IsRequired);

/// <summary>Fields that this endpoint insists on although the body's type, which others share, leaves them open.</summary>
internal sealed record RequiredFieldsMetadata(IReadOnlyList<string> Names);

/// <summary>Marks an endpoint that keeps its answer under the caller's <c>Idempotency-Key</c>.</summary>
internal sealed record IdempotentMetadata;

/// <summary>Marks an endpoint that changes only what the caller read, when they say which version that was.</summary>
internal sealed record IfMatchMetadata;

/// <summary>Marks an endpoint that answers with rows instead of JSON when it is asked to.</summary>
internal sealed record AlsoAsCsvMetadata;

internal static class EndpointConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder Refuses(params IReadOnlyList<ErrorCode> codes) => endpoint.WithMetadata(new RefusesMetadata(codes));

        public TBuilder Paged(bool hasCursor = true) => endpoint.WithMetadata(new PagedMetadata(hasCursor));

        public TBuilder TakesIfMatch() => endpoint.WithMetadata(new IfMatchMetadata());

        public TBuilder AlsoAsCsv() => endpoint.WithMetadata(new AlsoAsCsvMetadata());

        public TBuilder RequiresFields(params IReadOnlyList<string> names) => endpoint.WithMetadata(new RequiredFieldsMetadata(names));
    }

    extension(RouteHandlerBuilder endpoint)
    {
        public RouteHandlerBuilder Query<T>(string name, string description, bool isRequired = false) =>
            endpoint.WithMetadata(new QueryParameterMetadata(name, description, typeof(T), isRequired));

        /// <summary>Describes what <see cref="QueryFields.Period"/> reads.</summary>
        /// <param name="what">What is listed and when that is, such as <c>payments created</c>.</param>
        public RouteHandlerBuilder WithinPeriod(string what) => endpoint
            .Query<string>(
                "from",
                $"Only {what} from this day on, such as `2026-06-01`, or at or after this instant, such as `2026-06-01T00:00:00%2B06:00`.")
            .Query<string>("to", $"Only {what} up to this day, itself included, or before this instant.")
            .InTimeZone();

        /// <summary>Describes what <see cref="QueryFields.Zone"/> reads.</summary>
        public RouteHandlerBuilder InTimeZone() =>
            endpoint.Query<string>(
                "timeZone", $"Whose midnight begins a day: a name of the IANA list. {TimeZones.DefaultName} when left out.");
    }
}
