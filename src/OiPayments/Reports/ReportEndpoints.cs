using System.Text.Json.Serialization.Metadata;
using OiPayments.Audit;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Reports;

/// <summary>Everything under <c>/admin/reports</c>.</summary>
internal static class ReportEndpoints
{
    private const string DefaultTimeZone = "Asia/Dhaka";
    private const int DefaultDays = 30;

    private delegate Task<Outcome<Report<TRow>>> Ask<TRow>(OperatorReports reports, SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
        where TRow : ReportRow;

    extension(RouteGroupBuilder api)
    {
        public void MapReports()
        {
            var reports = api.MapGroup("/admin/reports").WithTags("Reports").RequireOperator();
            reports.MapGet("/summary", SummarizeAsync)
                .WithName("readSummary")
                .WithSummary("Read today's figures")
                .WithDescription("What was paid today beside the same weekday of last week up to the same time, and what waits for a person. Figures need report:read, refunds refund:read. Strongly consistent.")
                .Query<Mode>("mode", "Required: TEST and LIVE are never added up.")
                .Query<string>("timeZone", "Whose midnight begins today, such as Asia/Dhaka, which it is when left out.")
                .Produces<Envelope<Summary>>()
                .Needs(Permission.PaymentRead)
                .Refuses(ErrorCode.ValidationError);

            ReportGrouping[] all = Enum.GetValues<ReportGrouping>(), unpaid = [ReportGrouping.Day, ReportGrouping.Application];
            Map(reports, "volume", "reportVolume", "what was paid", PaidRow.Columns, ReportsJson.Default.Paid, all, (r, who, permission, query, ct) => r.PaidAsync(who, permission, query, ct));
            Map(reports, "fees", "reportFees", "what the gateway keeps", PaidRow.Columns, ReportsJson.Default.Paid, all, (r, who, permission, query, ct) => r.PaidAsync(who, permission, query, ct));
            Map(reports, "channels", "reportChannels", "what customers paid with", PaidRow.Columns, ReportsJson.Default.Paid, [ReportGrouping.Channel],
                (r, who, permission, query, ct) => r.PaidAsync(who, permission, query, ct));
            Map(reports, "success-rate", "reportSuccessRate", "how many payments succeed", OutcomeRow.Columns, ReportsJson.Default.Outcomes, unpaid,
                (r, who, permission, query, ct) => r.OutcomesAsync(who, permission, query, ct));
            Map(reports, "refunds", "reportRefunds", "what was given back", RefundRow.Columns, ReportsJson.Default.Refunds, unpaid,
                (r, who, permission, query, ct) => r.RefundsAsync(who, permission, query, ct));
        }
    }

    private static void Map<TRow>(
        RouteGroupBuilder reports, string path, string name, string what, string[] columns, JsonTypeInfo<Report<TRow>> type, ReportGrouping[] groupings, Ask<TRow> ask)
        where TRow : ReportRow => reports.MapGet($"/{path}", async (
            HttpRequest request, SignedInOperator who, OperatorReports use, AuditTrail audit, OiPaymentsDb db, TimeProvider clock, CancellationToken ct) =>
            await AnswerAsync(request, who, path, columns, type, groupings, (permission, query) => ask(use, who, permission, query, ct), audit, db, clock, ct))
        .WithName(name)
        .WithSummary($"Report {what}")
        .WithDescription($"Grouped by {string.Join(" or ", groupings.Select(WireNames<ReportGrouping>.Of))}, one mode, each currency by itself, over at most {ReportDays.MaxDays} days. "
            + "With `format=csv` a file, which needs report:run and is written into the audit log. Strongly consistent.")
        .Query<Mode>("mode", "Required: TEST and LIVE are never added up.")
        .Query<string>("from", "The first day, such as 2026-06-01; a month's worth up to the last when left out.")
        .Query<string>("to", "The last day, itself included; today when left out.")
        .Query<string>("timeZone", $"Whose midnight begins a day: a name of the IANA list. {DefaultTimeZone} when left out.")
        .Query<long>("applicationId", "Only this application.")
        .Query<ReportGrouping>("groupBy", $"What a row stands for; {WireNames<ReportGrouping>.Of(groupings[0])} when left out.")
        .Query<string>("format", "json, or csv for a file.")
        .Produces<Envelope<Report<TRow>>>()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    private static async Task<IResult> AnswerAsync<TRow>(
        HttpRequest request, SignedInOperator who, string path, string[] columns, JsonTypeInfo<Report<TRow>> type, ReportGrouping[] groupings,
        Func<Permission, ReportQuery, Task<Outcome<Report<TRow>>>> ask, AuditTrail audit, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
        where TRow : ReportRow
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Query, errors);
        var query = Read(fields, errors, groupings, clock);
        var format = fields.Text("format", 8) ?? "json";
        if (format is not ("json" or "csv")) errors.Add("format", "Must be json or csv.");
        if (query is null || errors.Refusal is not null) return Reply.Refused(errors.Refusal ?? throw new InvalidOperationException("A query that cannot be read says why."), clock);

        var permission = format == "csv" ? Permission.ReportRun : Permission.ReportRead;
        if ((await ask(permission, query)).IsRefused(out var refusal, out var report)) return Reply.Refused(refusal, clock);
        if (format == "json") return Reply.Ok(report, type, clock);

        await audit.RecordAsync(who.Actor, query.ApplicationId, new("report.export", "report", path)
        {
            After = new { mode = WireNames<Mode>.Of(query.Mode), from = query.Days.First, to = query.Days.Last, timeZone = query.Zone.Id, groupBy = WireNames<ReportGrouping>.Of(query.GroupBy) },
        }, ct);
        await db.SaveAsync(ct);
        return new CsvDownload($"{path}.csv", (csv, gone) => WriteAsync(csv, report, columns, gone));
    }

    private static Task WriteAsync<TRow>(CsvText csv, Report<TRow> report, string[] columns, CancellationToken gone)
        where TRow : ReportRow
    {
        foreach (var column in (string[])["day", "applicationId", "applicationName", "channel", "currency", .. columns]) csv.Text(column);
        csv.EndRow();
        foreach (var row in report.Rows)
        {
            csv.Text(row.Day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)).Number(row.ApplicationId?.Value).Text(row.ApplicationName).Text(row.Channel).Text(row.Currency);
            foreach (var number in row.Numbers) csv.Number(number);
            csv.EndRow();
        }

        return csv.FlushAsync(gone);
    }

    private static async Task<Reply> SummarizeAsync(HttpRequest request, SignedInOperator who, ReadSummary summary, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (mode, zone) = (query.Enum<Mode>("mode"), Zone(query, errors));
        if (mode is null) errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);

        return (await summary.HandleAsync(who, mode.GetValueOrDefault(), zone, ct)).IsRefused(out var refusal, out var found)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(found, ReportsJson.Default.Summary, clock);
    }

    /// <summary>Null when something is wrong, which is then noted.</summary>
    private static ReportQuery? Read(QueryFields query, FieldErrors errors, ReportGrouping[] groupings, TimeProvider clock)
    {
        var (mode, zone, application, groupBy) = (query.Enum<Mode>("mode"), Zone(query, errors), query.Application("applicationId"), query.Enum<ReportGrouping>("groupBy") ?? groupings[0]);
        if (mode is null) errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        if (!groupings.Contains(groupBy)) errors.Add("groupBy", $"Must be {string.Join(" or ", groupings.Select(WireNames<ReportGrouping>.Of))}.");

        var last = query.Date("to") ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var first = query.Date("from") ?? last.AddDays(1 - DefaultDays);
        if (first > last) errors.Add("from", "Must not be after to.");
        else if (last.DayNumber - first.DayNumber >= ReportDays.MaxDays) errors.Add("from", $"A report has at most {ReportDays.MaxDays} days.");
        return errors.Refusal is null ? new(mode.GetValueOrDefault(), new(zone, first, last), zone, groupBy) { ApplicationId = application } : null;
    }

    private static TimeZoneInfo Zone(QueryFields query, FieldErrors errors)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(query.Text("timeZone", 64) ?? DefaultTimeZone, out var zone)) return zone;
        errors.Add("timeZone", "Must be a time zone of the IANA list, such as Asia/Dhaka.");
        return TimeZoneInfo.Utc;
    }
}
