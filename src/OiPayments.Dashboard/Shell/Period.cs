using OiPayments.Api;

namespace OiPayments.Dashboard.Shell;

/// <summary>Days as operators in Bangladesh count them.</summary>
internal static class Period
{
    /// <summary>The first instant of a day written <c>2026-06-04</c>; null for anything else.</summary>
    public static DateTimeOffset? Begin(string? day) => Day(day) is { } date ? Begin(date) : null;

    /// <summary>A day written <c>2026-06-04</c>; null for anything else, and for days that no payment can be of.</summary>
    public static DateOnly? Day(string? day) => InstantText.TryReadDay(day, out var date) ? date : null;

    /// <summary>The first instant after a day.</summary>
    public static DateTimeOffset? End(string? day) => Day(day) is { } date ? Begin(date.AddDays(1)) : null;

    public static DateTimeOffset Begin(DateOnly day) => TimeZones.StartOf(TimeZones.Default, day);

    public static DateOnly Today(DateTimeOffset now) => TimeZones.DayOf(TimeZones.Default, now);
}
