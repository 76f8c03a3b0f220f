using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OiPayments.Api;

/// <summary>
/// The one reader of times that callers write: an instant of ISO 8601 with its offset, or a bare day, which means the whole of it. A time
/// without an offset, <c>01/12/2026</c> and <c>9am</c> are each somebody else's guess, and are refused.
/// </summary>
internal static partial class InstantText
{
    /// <summary>The longest text there is to read: an instant to the nanosecond.</summary>
    public const int MaxLength = 40;

    private const int FirstYear = 2000;
    private const int LastYear = 2900;
    private const int TicksDigits = 7;

    /// <summary>The first instant of a period that begins so.</summary>
    public static DateTimeOffset? Begin(string name, string? text, TimeZoneInfo zone, FieldErrors errors) =>
        text is null ? null : TryReadDay(text, out var day) ? TimeZones.StartOf(zone, day) : Instant(name, text, errors);

    /// <summary>The first instant after a period that ends so: a day that is named is part of it, an instant is not.</summary>
    public static DateTimeOffset? End(string name, string? text, TimeZoneInfo zone, FieldErrors errors) =>
        text is null ? null : TryReadDay(text, out var day) ? TimeZones.StartOf(zone, day.AddDays(1)) : Instant(name, text, errors);

    /// <summary>A day such as <c>2026-06-04</c>, of this century or the next few.</summary>
    public static bool TryReadDay([NotNullWhen(true)] string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, IsoTime.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day.Year is >= FirstYear and <= LastYear;

    /// <summary>
    /// An instant such as <c>2026-06-04T10:00:00Z</c> or <c>2026-06-04T16:00+06:00</c>; seconds and their fraction may be left out.
    /// </summary>
    public static bool TryReadInstant(string text, out DateTimeOffset time)
    {
        time = default;
        var match = IsoInstant().Match(text);
        if (!match.Success) return false;

        // Some clocks tell nanoseconds; a tick is a hundred of them, and the databases keep microseconds.
        var fraction = match.Groups["fraction"].Value;
        var whole = $"{match.Groups["minute"].Value}:{(match.Groups["second"].Value is { Length: > 0 } second ? second : "00")}"
            + $".{(fraction.Length > TicksDigits ? fraction[..TicksDigits] : fraction.PadRight(TicksDigits, '0'))}"
            + (match.Groups["offset"].Value is "Z" ? "+00:00" : match.Groups["offset"].Value);
        if (!DateTimeOffset.TryParseExact(
            whole, "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return false;
        time = read.ToUniversalTime();
        return true;
    }

    private static DateTimeOffset? Instant(string name, string text, FieldErrors errors)
    {
        if (TryReadInstant(text, out var time)) return time;
        errors.Add(name, LostPlus().IsMatch(text)
            ? "Has a space where + stood: in an address + means a space, so write %2B, as in 2026-06-04T16:00:00%2B06:00."
            : "Must be an instant with its offset, such as 2026-06-04T10:00:00Z or 2026-06-04T16:00:00+06:00, or a whole day, such as "
                + "2026-06-04.");
        return null;
    }

    [GeneratedRegex(
        @"^(?<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})([.](?<fraction>[0-9]{1,9}))?)?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoInstant();

    [GeneratedRegex(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+ [0-9]{2}:[0-9]{2}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LostPlus();
}
