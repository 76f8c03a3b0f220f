using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary>The days of journals. They are Dhaka's, as those of reports are.</summary>
internal static class JournalDate
{
    /// <summary>The databases tell moments apart by microseconds.</summary>
    private static readonly TimeSpan SmallestStep = TimeSpan.FromMicroseconds(1);

    public static TimeZoneInfo Zone => TimeZones.Default;

    public static DateOnly DayOf(DateTimeOffset time) => TimeZones.DayOf(Zone, time);

    public static DateTimeOffset LastMomentOf(DateOnly day) => TimeZones.StartOf(Zone, day.AddDays(1)) - SmallestStep;
}
