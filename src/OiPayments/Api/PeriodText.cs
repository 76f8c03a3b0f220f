using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OiPayments.Api;

/// <summary>
/// A length of time as ISO 8601 writes it, such as <c>PT2H</c>, <c>P1D</c> or <c>P1M</c>: whole numbers, of which seconds alone may have a
/// fraction. Years and months are those of the calendar, in UTC, and so their length depends on where they begin.
/// </summary>
internal sealed partial record PeriodText(int Months, TimeSpan Rest)
{
    /// <summary>The longest text there is to read.</summary>
    public const int MaxLength = 40;

    private const int MonthsInYear = 12;
    private const int DaysInWeek = 7;
    private const int MaxNumber = 1_000_000;

    private static readonly string[] Units = ["years", "months", "weeks", "days", "hours", "minutes"];

    public static bool TryRead(string text, [NotNullWhen(true)] out PeriodText? period)
    {
        period = null;
        if (text.Length > MaxLength || Iso().Match(text) is not { Success: true } match) return false;

        // What begins and names nothing, such as P, PT or P1DT, is no period.
        if (text[^1] is 'P' or 'T') return false;
        long[] whole = [.. Units.Select(name => Number(match, name))];
        if (whole.Any(number => number > MaxNumber)) return false;
        var seconds = match.Groups["seconds"].Value is { Length: > 0 } some ? decimal.Parse(some, CultureInfo.InvariantCulture) : 0;
        if (seconds > (decimal)MaxNumber * MaxNumber) return false;
        period = new(
            (int)((whole[0] * MonthsInYear) + whole[1]),
            new TimeSpan((int)((whole[2] * DaysInWeek) + whole[3]), (int)whole[4], (int)whole[5], 0)
                + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        return true;
    }

    /// <summary>That much after an instant; null when no calendar reaches so far.</summary>
    public DateTimeOffset? After(DateTimeOffset start)
    {
        try
        {
            return start.ToUniversalTime().AddMonths(Months) + Rest;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static long Number(Match match, string name) =>
        match.Groups[name].Value is { Length: > 0 } digits ? long.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        "^P((?<years>[0-9]{1,9})Y)?((?<months>[0-9]{1,9})M)?((?<weeks>[0-9]{1,9})W)?((?<days>[0-9]{1,9})D)?"
            + "(T((?<hours>[0-9]{1,9})H)?((?<minutes>[0-9]{1,9})M)?((?<seconds>[0-9]{1,12}([.][0-9]{1,6})?)S)?)?\\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
