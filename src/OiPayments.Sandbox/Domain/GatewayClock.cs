using System.Globalization;

namespace OiPayments.Sandbox.Domain;

/// <summary>Bangladesh time as the gateway writes it: <c>2026-06-14 15:18:29</c>, always +06:00, never with an offset.</summary>
internal static class GatewayClock
{
    private static readonly TimeSpan Dhaka = TimeSpan.FromHours(6);

    public static DateTimeOffset InDhaka(DateTimeOffset time) => time.ToOffset(Dhaka);

    /// <summary>The day that Dhaka's calendars show.</summary>
    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(InDhaka(time).DateTime);

    public static string Format(DateTimeOffset? time) =>
        time is { } known ? InDhaka(known).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
