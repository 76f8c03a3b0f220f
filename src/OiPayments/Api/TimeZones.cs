
namespace OiPayments.Api;

/// <summary>
/// Whose midnight begins a day: zones by their names of the IANA list, and the one that days are counted in when nobody names any.
/// </summary>
internal static class TimeZones
{
    public const string DefaultName = "Asia/Dhaka";

    /// <summary>What somebody on a server without time-zone data is told, at the start and when they name a zone.</summary>
    public const string NoData = "This server has no time-zone data, so it knows Asia/Dhaka and UTC only; install the package tzdata.";

    private const string Utc = "UTC";

    // Bangladesh keeps one time all year, so this zone needs no data: small images of containers have none.
    private static readonly TimeZoneInfo Dhaka = TimeZoneInfo.TryFindSystemTimeZoneById(DefaultName, out var known)
        ? known
        : TimeZoneInfo.CreateCustomTimeZone(DefaultName, TimeSpan.FromHours(6), DefaultName, DefaultName);

    /// <summary>False on a server that knows no zone but those two.</summary>
    public static bool HasData { get; } = TimeZoneInfo.TryFindSystemTimeZoneById(DefaultName, out _);

    public const int MaxNameLength = 64;

    public static TimeZoneInfo Default => Dhaka;

    public static bool TryFind(string name, out TimeZoneInfo zone)
    {
        (zone, var isKnown) = name switch
        {
            DefaultName => (Dhaka, true),
            Utc => (TimeZoneInfo.Utc, true),
            _ => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? (found, true) : (Dhaka, false),
        };
        return isKnown;
    }

    /// <summary>What is wrong with a name that was not found.</summary>
    public static string WhyUnknown => HasData ? $"Must be a time zone of the IANA list, such as {DefaultName}." : NoData;

    /// <summary>The first instant of a day, as people of a zone count it.</summary>
    public static DateTimeOffset StartOf(TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);

        // Where clocks are put forward at midnight, the day begins later; where they are put back to it, the first midnight counts.
        while (zone.IsInvalidTime(midnight)) midnight += TimeSpan.FromMinutes(15);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>The day that an instant is of.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
}
