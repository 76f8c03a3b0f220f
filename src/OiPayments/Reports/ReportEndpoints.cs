using System.Text.Json.Serialization.Metadata;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.DueWork;

namespace OiPayments.Reports;

/// <summary>Everything under <c>/admin/reports</c>.</summary>
internal static class ReportEndpoints
{
    extension(RouteGroupBuilder api)
    {
        public void MapReports()
        {
            var reports = api.MapGroup("/admin/reports").WithTags("Reports").RequireOperator();
            reports.MapGet("/summary", SummarizeAsync)
                .WithName("readSummary")
                .WithSummary("Read today's figures")
                .WithDescription("What was paid today beside the same weekday of last week up to the same time, and what waits for a person. Figures need report:read, refunds refund:read. Strongly consistent.")
                .Query<Mode>("mode", "TEST and LIVE are never added up.", isRequired: true)
                .InTimeZone()
                .Produces<Envelope<Summary>>()
                .Needs(Permission.PaymentRead)
                .Refuses(ErrorCode.ValidationError);

            Map(reports, ReportKinds.Volume, "reportVolume", "what was paid", ReportsJson.Default.Paid);
            Map(reports, ReportKinds.Fees, "reportFees", "what the gateway keeps", ReportsJson.Default.Paid);
            Map(reports, ReportKinds.Channels, "reportChannels", "what customers paid with", ReportsJson.Default.Paid);
            Map(reports, ReportKinds.SuccessRate, "reportSuccessRate", "how many payments succeed", ReportsJson.Default.Outcomes);
            Map(reports, ReportKinds.Refunds, "reportRefunds", "what was given back", ReportsJson.Default.Refunds);
        }
    }

    private static void Map<TRow>(RouteGroupBuilder reports, ReportKind<TRow> kind, string name, string what, JsonTypeInfo<Report<TRow>> type)
        where TRow : ReportRow => reports.MapGet($"/{kind.Name}", async (
            HttpRequest request, SignedInOperator who, OperatorReports use, ExportReport export, IBusinessClock time, TimeProvider clock, CancellationToken ct) =>
            await AnswerAsync(request, who, kind, type, use, export, time, clock, ct))
        .WithName(name)
        .WithSummary($"Report {what}")
        .WithDescription($"Grouped by {string.Join(" or ", kind.Groupings.Select(WireNames<ReportGrouping>.Of))}, one mode, each currency by itself, over at most {ReportDays.MaxDays} days. "
            + "With `format=csv` a file, which needs report:run and is written into the audit log. Strongly consistent.")
        .Query<Mode>("mode", "TEST and LIVE are never added up.", isRequired: true)
        .Query<string>("from", "The first day, such as 2026-06-01; a month's worth up to the last when left out.")
        .Query<string>("to", "The last day, itself included; today when left out.")
        .InTimeZone()
        .Query<long>("applicationId", "Only this application.")
        .Query<ReportGrouping>("groupBy", $"What a row stands for; {WireNames<ReportGrouping>.Of(kind.Groupings[0])} when left out.")
        .Query<string>("format", "json, or csv for a file.")
        .Produces<Envelope<Report<TRow>>>()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    private static async Task<IResult> AnswerAsync<TRow>(
        HttpRequest request, SignedInOperator who, ReportKind<TRow> kind, JsonTypeInfo<Report<TRow>> type, OperatorReports reports, ExportReport export,
        IBusinessClock time, TimeProvider clock, CancellationToken ct)
        where TRow : ReportRow
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Query, errors);
        var query = Read(fields, errors, kind.Groupings, time);
        var format = fields.Text("format", 8) ?? "json";
        if (format is not ("json" or "csv")) errors.Add("format", "Must be json or csv.");
        if (query is null || errors.Refusal is not null) return Reply.Refused(errors.Refusal ?? throw new InvalidOperationException("A query that cannot be read says why."), clock);

        if (format == "csv") return (await export.RunAsync(who, kind, query, ct)).IsRefused(out var refused, out var file) ? Reply.Refused(refused, clock) : file;
        return (await kind.AskAsync(reports, who, Permission.ReportRead, query, ct)).IsRefused(out var refusal, out var report)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(report, type, clock);
    }

    private static async Task<Reply> SummarizeAsync(HttpRequest request, SignedInOperator who, ReadSummary summary, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (mode, zone) = (query.Enum<Mode>("mode"), query.Zone());
        if (mode is null) errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);

        return (await summary.HandleAsync(who, mode.GetValueOrDefault(), zone, ct)).IsRefused(out var refusal, out var found)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(found, ReportsJson.Default.Summary, clock);
    }

    /// <summary>Null when something is wrong, which is then noted.</summary>
    private static ReportQuery? Read(QueryFields query, FieldErrors errors, IReadOnlyList<ReportGrouping> groupings, IBusinessClock time)
    {
        var (mode, zone, application, groupBy) = (query.Enum<Mode>("mode"), query.Zone(), query.Application("applicationId"), query.Enum<ReportGrouping>("groupBy") ?? groupings[0]);
        if (mode is null) errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        if (!groupings.Contains(groupBy)) errors.Add("groupBy", $"Must be {string.Join(" or ", groupings.Select(WireNames<ReportGrouping>.Of))}.");

        var last = query.Date("to") ?? TimeZones.DayOf(zone, time.Now());
        var first = query.Date("from") ?? last.AddDays(1 - ReportDays.DefaultDays);
        if (first > last) errors.Add("from", "Must not be after to.");
        else if (last.DayNumber - first.DayNumber >= ReportDays.MaxDays) errors.Add("from", $"A report has at most {ReportDays.MaxDays} days.");
        return errors.Refusal is null ? new(mode.GetValueOrDefault(), new(zone, first, last), zone, groupBy) { ApplicationId = application } : null;
    }
}
