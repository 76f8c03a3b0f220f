using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>What a report is about. One mode always: TEST and LIVE are never added up.</summary>
internal sealed record ReportQuery(Mode Mode, ReportDays Days, TimeZoneInfo Zone, ReportGrouping GroupBy)
{
    /// <summary>Null for every application in reach.</summary>
    public ApplicationId? ApplicationId { get; init; }

    /// <summary>Null when something is wrong, which is then noted.</summary>
    public static ReportQuery? Read(QueryFields query, FieldErrors errors, IReadOnlyList<ReportGrouping> groupings, IBusinessClock clock)
    {
        var (mode, zone, application, groupBy) = (
            ModeOf(query, errors), query.Zone(), query.Application("applicationId"), query.Enum<ReportGrouping>("groupBy") ?? groupings[0]);
        if (!groupings.Contains(groupBy))
            errors.Add("groupBy", $"Must be {string.Join(" or ", groupings.Select(WireNames<ReportGrouping>.Of))}.");

        var last = query.Date("to") ?? TimeZones.DayOf(zone, clock.Now());
        var first = query.Date("from") ?? last.AddDays(1 - ReportDays.DefaultDays);
        if (first > last) errors.Add("from", "Must not be after to.");
        else if (last.DayNumber - first.DayNumber >= ReportDays.MaxDays)
            errors.Add("from", $"A report has at most {ReportDays.MaxDays} days.");
        return errors.Refusal is null ? new(mode, new(zone, first, last), zone, groupBy) { ApplicationId = application } : null;
    }

    /// <summary>The mode that has to be named.</summary>
    public static Mode ModeOf(QueryFields query, FieldErrors errors)
    {
        if (query.Enum<Mode>("mode") is { } mode) return mode;
        errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        return default;
    }

    /// <summary>Those of the application that is asked about.</summary>
    public IQueryable<T> Of<T>(IQueryable<T> records)
        where T : class, IApplicationOwned =>
            ApplicationId is { } application ? records.Where(r => r.ApplicationId == application) : records;

    /// <summary>The report that answers it.</summary>
    public Report<TRow> With<TRow>(IReadOnlyList<TRow> rows)
        where TRow : ReportRow => new(Mode, Days.First, Days.Last, Zone.Id, GroupBy, rows);
}
