using System.Globalization;

namespace OiPayments.Statements.Workbooks;

/// <summary>The dates of workbooks: days since the end of 1899, or since the beginning of 1904, with the time as a fraction.</summary>
internal static class SheetDate
{
    // Day 60 is the 29th of February 1900, which never was. Later days are counted from two days before that year.
    private static readonly DateTime Since1900 = new(1899, 12, 30);
    private static readonly DateTime Since1904 = new(1904, 1, 1);
    private const int FirstRightDay = 61;
    private const int LastDay = 200_000;
    private const decimal MillisecondsOfDay = 86_400_000m;

    /// <summary>ISO 8601; false for what is no date that anybody settles on.</summary>
    public static bool TryWrite(string serial, bool isSince1904, out string text)
    {
        text = serial;
        if (!decimal.TryParse(serial, NumberStyles.Float, CultureInfo.InvariantCulture, out var days)) return false;
        if (days < (isSince1904 ? 0 : FirstRightDay) || days > LastDay) return false;

        var time = (isSince1904 ? Since1904 : Since1900).AddTicks(Milliseconds(days) * TimeSpan.TicksPerMillisecond);
        text = time.ToString(
            time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.fff",
            CultureInfo.InvariantCulture);
        return true;
    }

    // A binary fraction of a day misses whole seconds by a little.
    private static long Milliseconds(decimal days)
    {
        var exact = (long)decimal.Round(days * MillisecondsOfDay);
        var second = (exact + 500) / 1000 * 1000;
        return Math.Abs(exact - second) <= 2 ? second : exact;
    }
}
