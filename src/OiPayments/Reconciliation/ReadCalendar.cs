using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>GET /admin/reconciliation/calendar</c>: the days of a month, and whether what counts for each agrees.</summary>
internal sealed class ReadCalendar(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/calendar", HandleAsync)
        .WithName("readCalendar")
        .WithSummary("Read a month of settlement")
        .WithDescription("Every day of a month with how many results count for it: of the applications you may read reports of; what "
            + "belongs to no known application counts for who may read all reports. Strongly consistent.")
        .Query<string>("month", "A month of Dhaka, such as 2026-08.", isRequired: true)
        .Query<Mode>("mode", "LIVE when left out; TEST for trying it out.")
        .Query<long>("applicationId", "Only results of this application.")
        .Produces<Envelope<CalendarDto>>()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    /// <param name="who">Needs report:read; of the applications where they have it.</param>
    /// <param name="month">Of Dhaka.</param>
    /// <param name="mode">LIVE or TEST.</param>
    /// <param name="application">Only of this application; null for all.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Outcome<CalendarDto>> RunAsync(
        SignedInOperator who, Month month, Mode mode, ApplicationId? application, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;

        var owners = await db.OwnersFor(who, Permission.ReportRead, application).Applications.ToListAsync(ct);
        if (application is null && who.LacksEverywhere(Permission.ReportRead) is null) owners.Add(ApplicationId.Nobody);
        var (first, last) = (month.FirstDay, month.LastDay);
        var counts = (await db.Counting(db.AcrossApplications<SettlementResult>())
            .Where(r => owners.Contains(r.ApplicationId) && r.Mode == mode && r.Period >= first && r.Period <= last)
            .GroupBy(r => new { r.Period, r.Status, IsResolved = r.ResolvedAt != null })
            .Select(group => new { group.Key.Period, group.Key.Status, group.Key.IsResolved, Count = group.Count() })
            .ToListAsync(ct)).ToLookup(count => count.Period, count => (count.Status, count.IsResolved, count.Count));
        return new CalendarDto($"{month}", mode, [.. Days().Select(day => CalendarDayDto.Of(day, [.. counts[day]]))]);

        IEnumerable<DateOnly> Days()
        {
            for (var day = first; day <= last; day = day.AddDays(1)) yield return day;
        }
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ReadCalendar read, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, ReadQuery).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(
                await read.RunAsync(who, asked.Month, asked.Mode, asked.Application, ct), ReconciliationJson.Default.CalendarDto, clock);

    private static (Month Month, Mode Mode, ApplicationId? Application) ReadQuery(QueryFields query, FieldErrors errors)
    {
        var month = query.Month("month");
        if (month is null) errors.Add("month", "Is required: a month such as 2026-08.");
        return (month.GetValueOrDefault(), query.Enum<Mode>("mode") ?? Mode.Live, query.Application("applicationId"));
    }
}

/// <summary>Whether what counts for a day agrees, on the wire in capitals.</summary>
public enum DayAgreement
{
    /// <summary>No result counts for it.</summary>
    Nothing,

    /// <summary>All agree, or a person has said what the others are.</summary>
    Agreed,

    /// <summary>Some may still come to agree, and none differs.</summary>
    Waiting,

    /// <summary>Some differ, and nobody has said what they are.</summary>
    Differing,
}

/// <summary>A month of settlement, day by day.</summary>
internal sealed record CalendarDto(
    [property: Description("The month of Dhaka, such as 2026-08.")] string Month,
    [property: Description("LIVE or TEST.")] Mode Mode,
    [property: Description("Every day of the month, the first one first.")] IReadOnlyList<CalendarDayDto> Days);

/// <summary>How many results count for a day.</summary>
internal sealed record CalendarDayDto(
    [property: Description("The day of Dhaka.")] DateOnly Day,
    [property: Description("DIFFERING when some differ and nobody has said what they are; else WAITING when some may still come to agree; "
        + "else AGREED; NOTHING when no result counts for the day.")]
    DayAgreement Agreement,
    [property: Description("How many results agree.")] int Matched,
    [property: Description("How many may still come to agree.")] int Deferred,
    [property: Description("How many differ, and nobody has said what they are.")] int Flagged,
    [property: Description("How many differed, and an operator has said what they are.")] int Resolved)
{
    /// <param name="day">Which.</param>
    /// <param name="counts">How many of each, in any order.</param>
    public static CalendarDayDto Of(DateOnly day, IReadOnlyList<(ResultStatus Status, bool IsResolved, int Count)> counts)
    {
        var (matched, deferred) = (Sum(ResultStatus.Matched), Sum(ResultStatus.Deferred));
        var resolved = counts.Where(count => count is { Status: ResultStatus.Flagged, IsResolved: true }).Sum(count => count.Count);
        var flagged = Sum(ResultStatus.Flagged) - resolved;
        var agreement = flagged > 0 ? DayAgreement.Differing
            : deferred > 0 ? DayAgreement.Waiting
            : matched + resolved > 0 ? DayAgreement.Agreed
            : DayAgreement.Nothing;
        return new(day, agreement, matched, deferred, flagged, resolved);

        int Sum(ResultStatus status) => counts.Where(count => count.Status == status).Sum(count => count.Count);
    }
}
