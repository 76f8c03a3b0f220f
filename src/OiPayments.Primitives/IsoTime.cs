using System.Globalization;

namespace OiPayments;

/// <summary>Instants and days as text, by ISO 8601. Instants are told in UTC and end in <c>Z</c>.</summary>
public static class IsoTime
{
    /// <summary>A whole day: <c>2026-06-04</c>.</summary>
    public const string DayFormat = "yyyy-MM-dd";

    private const string ToTheSecond = $"{DayFormat}'T'HH:mm:ss";

    /// <summary>As it goes over the wire: to the microsecond, which is what the databases keep, without zeros at the end.</summary>
    public static string Instant(DateTimeOffset time) => Format(time, $"{ToTheSecond}.FFFFFF'Z'");

    /// <summary>Always all six digits of the microseconds: what is sealed has one spelling, for ever.</summary>
    public static string SealedInstant(DateTimeOffset time) => Format(time, $"{ToTheSecond}.ffffff'Z'");

    /// <summary>To the whole second, for people and browsers.</summary>
    public static string Second(DateTimeOffset time) => Format(time, $"{ToTheSecond}'Z'");

    public static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string Format(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
