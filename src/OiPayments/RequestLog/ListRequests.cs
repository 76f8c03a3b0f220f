using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.RequestLog;

/// <summary><c>GET /requests</c>: what an application itself asked of late, and how it was answered.</summary>
internal sealed class ListRequests(OiPaymentsDb db)
{
    private static readonly SortKey<LoggedRequest> ByTime = SortKey.By<LoggedRequest, long>(
        r => r.At, r => r.Number, number => number, number => number);

    /// <summary>Which of them. What is null is not asked about; everything else must hold.</summary>
    /// <param name="Method">Such as POST.</param>
    /// <param name="Status">Answered with this HTTP status.</param>
    /// <param name="ErrorCode">Refused for this.</param>
    /// <param name="RequestId">The one with this id.</param>
    /// <param name="FromTime">Came at or after this instant.</param>
    /// <param name="ToTime">Came before this instant.</param>
    public sealed record Request(
        string? Method, long? Status, ErrorCode? ErrorCode, string? RequestId, DateTimeOffset? FromTime, DateTimeOffset? ToTime)
    {
        public static Request Read(QueryFields query)
        {
            var (from, to) = query.Period();
            return new(
                query.Text("method", LoggedRequest.MaxMethodLength), query.Number("status"), query.Enum<ErrorCode>("errorCode"),
                query.Text("requestId", LoggedRequest.MaxRequestIdLength), from, to);
        }
    }

    public static void Map(RouteGroupBuilder requests) => requests.MapGet("", HandleAsync)
        .WithName("listRequests")
        .WithSummary("List your own requests")
        .WithDescription("""
            What your application asked in this mode in the last 7 days, newest first: method, path, status, error code, and the
            `X-Request-Id` that the answer carried. Bodies and queries are not kept. A busy application's successes are kept in part.
            Eventually consistent: a request is listed about a quarter of a second after its answer.
            """)
        .Query<string>("method", "Only requests with this method, such as `POST`.")
        .Query<long>("status", "Only requests that were answered with this HTTP status.")
        .Query<ErrorCode>("errorCode", "Only requests that were refused for this.")
        .Query<string>("requestId", "Only the request whose answer had this `X-Request-Id`.")
        .WithinPeriod("requests that came")
        .Produces<Envelope<IReadOnlyList<LoggedRequestDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError);

    public async Task<Page<LoggedRequestDto>> RunAsync(CallingApplication caller, Request request, PageRequest page, CancellationToken ct)
    {
        var requests = db.Of<LoggedRequest>(caller.Scope);
        if (request.Method is { } method) requests = requests.Where(r => r.Method == method);
        if (request.Status is { } status) requests = requests.Where(r => r.Status == status);
        if (request.ErrorCode is { } code) requests = requests.Where(r => r.ErrorCode == code);
        if (request.RequestId is { } id) requests = requests.Where(r => r.RequestId == id);
        if (request.FromTime is { } from) requests = requests.Where(r => r.At >= from);
        if (request.ToTime is { } to) requests = requests.Where(r => r.At < to);
        return (await requests.TakePageAsync(ByTime, page, ct)).Select(LoggedRequestDto.From);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, CallingApplication caller, ListRequests list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Wanted: Request.Read(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(
                await list.RunAsync(caller, asked.Wanted, asked.Page, ct), RequestLogJson.Default.IReadOnlyListLoggedRequestDto, clock);
}
