using System.Globalization;

namespace OiPayments.Dashboard.Shell;

/// <summary>Days as operators in Bangladesh count them.</summary>
internal static class Period
{
    // Bangladesh keeps one time all year.
    private static readonly TimeSpan Dhaka = TimeSpan.FromHours(6);

    private const int FirstYear = 2000;
    private const int LastYear = 9000;

    /// <summary>The first instant of a day written <c>2026-06-04</c>; null for anything else.</summary>
    public static DateTimeOffset? Begin(string? day) => Day(day) is { } date ? Begin(date) : null;

    /// <summary>A day written <c>2026-06-04</c>; null for anything else, and for days that no payment can be of.</summary>
    public static DateOnly? Day(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > FirstYear and < LastYear ? date : null;

    /// <summary>The first instant after a day.</summary>
    public static DateTimeOffset? End(string? day) => Begin(day)?.AddDays(1);

    public static DateTimeOffset Begin(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Dhaka).ToUniversalTime();

    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(Dhaka).DateTime);

    public static string Word(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
