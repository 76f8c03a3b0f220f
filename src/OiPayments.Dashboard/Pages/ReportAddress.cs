using System.Globalization;
using OiPayments.Api;
using OiPayments.Dashboard.Shell;
using OiPayments.Reports;

namespace OiPayments.Dashboard.Pages;

/// <summary>
/// What the address of the reports page, and of its CSV, says about which report is meant. What cannot be read is as usual.
/// </summary>
internal static class ReportAddress
{
    public const string Volume = "volume";
    public const string SuccessRate = "success-rate";
    public const string Fees = "fees";
    public const string Refunds = "refunds";

    public static readonly IReadOnlyList<string> All = [Volume, SuccessRate, Fees, Refunds];

    public static string NameOf(string? asked) => asked is not null && All.Contains(asked) ? asked : Volume;

    public static ReportQuery Read<TRow>(
        ReportKind<TRow> kind, Mode mode, string? groupBy, string? app, string? from, string? to, DateTimeOffset now)
        where TRow : ReportRow
    {
        var last = Period.Day(to) ?? Period.Today(now);
        var first = Period.Day(from) is { } asked && asked <= last ? asked : last.AddDays(1 - ReportDays.DefaultDays);
        var zone = TimeZones.Default;
        return new(
            mode, new(zone, last.DayNumber - first.DayNumber < ReportDays.MaxDays ? first : last.AddDays(1 - ReportDays.MaxDays), last),
            zone,
            WireNames<ReportGrouping>.TryParse(groupBy, out var grouping) && kind.Groupings.Contains(grouping)
                ? grouping
                : kind.Groupings[0])
        {
            ApplicationId = uint.TryParse(app, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null,
        };
    }
}
