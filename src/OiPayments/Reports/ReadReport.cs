using System.Text.Json.Serialization.Metadata;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// <c>GET /admin/reports/{report}</c>: a report over the applications that an operator was granted. As a file it is
/// <see cref="ExportReport"/>.
/// </summary>
internal sealed class ReadReport(OiPaymentsDb db)
{
    /// <param name="reports">Where it stands.</param>
    /// <param name="kind">Which report.</param>
    /// <param name="name">What generated clients call it.</param>
    /// <param name="what">What it tells.</param>
    /// <param name="type">How it is written.</param>
    public static void Map<TRow>(
        RouteGroupBuilder reports, ReportKind<TRow> kind, string name, string what, JsonTypeInfo<Report<TRow>> type)
        where TRow : ReportRow => reports.MapGet($"/{kind.Name}", (
            HttpRequest request, SignedInOperator who, ReadReport read, ExportReport export, IBusinessClock time, TimeProvider clock,
            CancellationToken ct) =>
            HandleAsync(request, who, kind, type, read, export, time, clock, ct))
        .WithName(name)
        .WithSummary($"Report {what}")
        .WithDescription($"Grouped by {string.Join(" or ", kind.Groupings.Select(WireNames<ReportGrouping>.Of))}, one mode, each currency "
            + $"by itself, over at most {ReportDays.MaxDays} days. "
            + "With `format=csv` a file, which needs report:run and is written into the audit log. Strongly consistent.")
        .Query<Mode>("mode", "TEST and LIVE are never added up.", isRequired: true)
        .Query<string>("from", "The first day, such as 2026-06-01; a month's worth up to the last when left out.")
        .Query<string>("to", "The last day, itself included; today when left out.")
        .InTimeZone()
        .Query<long>("applicationId", "Only this application.")
        .Query<ReportGrouping>("groupBy", $"What a row stands for; {WireNames<ReportGrouping>.Of(kind.Groupings[0])} when left out.")
        .Query<string>("format", "json, or csv for a file.")
        .Produces<Envelope<Report<TRow>>>()
        .AlsoAsCsv()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Takes <see cref="Permission.ReportRead"/>, and narrows to the applications that it was granted for.</summary>
    public Task<Outcome<Report<TRow>>> RunAsync<TRow>(SignedInOperator who, ReportKind<TRow> kind, ReportQuery query, CancellationToken ct)
        where TRow : ReportRow => kind.MakeAsync(db, who, Permission.ReportRead, query, ct);

    private static async Task<IResult> HandleAsync<TRow>(
        HttpRequest request, SignedInOperator who, ReportKind<TRow> kind, JsonTypeInfo<Report<TRow>> type, ReadReport read,
        ExportReport export, IBusinessClock time, TimeProvider clock, CancellationToken ct)
        where TRow : ReportRow
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Query, errors);
        var query = ReportQuery.Read(fields, errors, kind.Groupings, time);
        var format = fields.Text("format", 8) ?? "json";
        if (format is not ("json" or "csv")) errors.Add("format", "Must be json or csv.");
        if (query is null || errors.Refusal is not null)
            return Reply.Refused(errors.Refusal ?? throw new InvalidOperationException("A query that cannot be read says why."), clock);

        if (format == "csv") return (await export.RunAsync(who, kind, query, ct)).IsRefused(out var refused, out var file)
            ? Reply.Refused(refused, clock)
            : file;
        return Reply.Ok(await read.RunAsync(who, kind, query, ct), type, clock);
    }
}
