using System.Globalization;

namespace OiPayments.Api;

/// <summary>A month of the calendar, such as <c>2026-08</c>, as the people of a time zone count it.</summary>
internal readonly record struct Month
{
    /// <summary>How it is written.</summary>
    public const string Format = "yyyy-MM";

    public const string WhyUnreadable = "Must be a month such as 2026-08.";

    private Month(DateOnly firstDay) => FirstDay = firstDay;

    public DateOnly FirstDay { get; }

    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static Month Of(DateOnly day) => new(new(day.Year, day.Month, 1));

    /// <summary>The month that an instant is of.</summary>
    public static Month Of(TimeZoneInfo zone, DateTimeOffset time) => Of(TimeZones.DayOf(zone, time));

    /// <summary>A month of this century or the next few.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        var isMonth = InstantText.TryReadDay(text is { Length: 7 } ? $"{text}-01" : null, out var day);
        month = new(day);
        return isMonth;
    }

    /// <summary>Its first instant, UTC.</summary>
    public DateTimeOffset Begin(TimeZoneInfo zone) => TimeZones.StartOf(zone, FirstDay);

    /// <summary>The first instant after it, UTC.</summary>
    public DateTimeOffset End(TimeZoneInfo zone) => TimeZones.StartOf(zone, FirstDay.AddMonths(1));

    public override string ToString() => FirstDay.ToString(Format, CultureInfo.InvariantCulture);
}
