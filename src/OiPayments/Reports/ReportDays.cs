using OiPayments.Api;

namespace OiPayments.Reports;

/// <summary>
/// The days of a report, as people of a time zone count them, as instants. Databases differ in what they know of time zones, so
/// they are asked only to count whole days of 24 hours from an instant; where a clock is changed, a day stands alone.
/// </summary>
internal sealed class ReportDays
{
    public const int MaxDays = 400;

    /// <summary>As many up to the last, when nobody says which is the first.</summary>
    public const int DefaultDays = 30;

    /// <param name="zone">Whose midnight begins a day.</param>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day, itself included.</param>
    public ReportDays(TimeZoneInfo zone, DateOnly first, DateOnly last)
    {
        (First, Last) = (first, last);
        var starts = Enumerable.Range(0, last.DayNumber - first.DayNumber + 2)
            .Select(number => TimeZones.StartOf(zone, first.AddDays(number)))
            .ToList();
        (From, To) = (starts[0], starts[^1]);

        var runs = new List<Run>();
        for (var (day, end) = (0, 0); day < starts.Count - 1; day = end)
        {
            end = day + 1;
            if (IsWhole(day)) while (end < starts.Count - 1 && IsWhole(end)) end++;
            runs.Add(new(first.AddDays(day), starts[day], starts[end], end - day));
        }

        Runs = runs;

        bool IsWhole(int day) => starts[day + 1] - starts[day] == TimeSpan.FromDays(1);
    }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    /// <summary>The first instant.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The instant after the last.</summary>
    public DateTimeOffset To { get; }

    public IReadOnlyList<Run> Runs { get; }

    /// <summary>Days that follow each other and have 24 hours each; or one that has not.</summary>
    public sealed record Run(DateOnly First, DateTimeOffset From, DateTimeOffset To, int Count)
    {
        /// <summary>The day of an instant that is so many times 24 hours behind <see cref="From"/>.</summary>
        public DateOnly Day(int number) => First.AddDays(Math.Min(number, Count - 1));
    }
}
