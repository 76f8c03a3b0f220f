using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary>When a journal counts from that names a day. Its days are Dhaka's, as those of reports are.</summary>
internal static class JournalDate
{
    /// <summary>The databases tell moments apart by microseconds.</summary>
    private static readonly TimeSpan SmallestStep = TimeSpan.FromMicroseconds(1);

    /// <summary>
    /// The last moment of the day, so that no balance within the day changes, and that of its end does; this moment for today, and where
    /// no day is named.
    /// </summary>
    public static DateTimeOffset InstantOf(DateOnly? day, DateTimeOffset now) =>
        day is { } named && LastMomentOf(named) is var last && last < now ? last : now;

    public static DateOnly DayOf(DateTimeOffset time) => TimeZones.DayOf(TimeZones.Default, time);

    private static DateTimeOffset LastMomentOf(DateOnly day) => TimeZones.StartOf(TimeZones.Default, day.AddDays(1)) - SmallestStep;
}
