using System.Globalization;
using System.Text;
using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary>
/// How an application numbers its documents: fixed text, parts of the day of issue in Dhaka, and one running number, as in
/// <c>INV-{yyyy}-{seq:6}</c>. What is the same for all documents of a series is its <see cref="SeriesOf">key</see>; when that changes, as
/// at the end of a year, the running number begins at 1 again.
/// </summary>
internal sealed class NumberPattern
{
    public const int MaxLength = 40;

    /// <summary>What a number may be at most: the pattern with everything in it, and a running number of any length.</summary>
    public const int MaxNumberLength = 64;

    public const string DefaultOfInvoices = "INV-{yyyy}-{seq:6}";
    public const string DefaultOfCreditNotes = "CN-{yyyy}-{seq:6}";

    /// <summary>What tells a series of credit notes from one of invoices: no pattern can hold it.</summary>
    public const string OfCreditNotes = "CN:";

    /// <summary>What stands for the running number in a series' key.</summary>
    private const string Sequence = "{seq}";

    private const string Punctuation = "-/._ ";
    private const int MostDigits = 12;
    private const int MonthsOfACentury = 1200;

    private static readonly DateOnly FirstMonth = new(2020, 1, 1);

    private readonly List<string> parts;
    private readonly int digits;

    private NumberPattern(List<string> parts, int digits) => (this.parts, this.digits) = (parts, digits);

    /// <summary>False, with a sentence that says why, for what is no pattern.</summary>
    public static bool TryParse(string text, out NumberPattern pattern, out string why)
    {
        (pattern, why) = (new([], 1), "");
        if (text.Length > MaxLength) why = $"Has at most {MaxLength} characters.";
        else if (Split(text, out var parts, out var digits) is { } wrong) why = wrong;
        else if (parts.Count(part => part == Sequence) != 1) why = "Must hold {seq} once: the running number, such as {seq:6}.";
        else if (TouchesADigit(parts)) why = "Must have no digit beside {seq}, but such as -: 12 and 3 would read as 1 and 23.";
        else (pattern, why) = (new(parts, digits), "");
        return why.Length == 0;
    }

    /// <exception cref="FormatException">It is none: it was checked before it was kept.</exception>
    public static NumberPattern Of(string text) =>
        TryParse(text, out var pattern, out var why) ? pattern : throw new FormatException($"'{text}' is no pattern of numbers: {why}");

    /// <summary>What all numbers that count together have in common.</summary>
    public string SeriesOf(DateTimeOffset at) => Write(at, Sequence);

    /// <summary>The number of the document that is the <paramref name="sequence"/>th of its series.</summary>
    public string NumberOf(DateTimeOffset at, long sequence) =>
        Write(at, sequence.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));

    /// <summary>Whether two patterns come to the same series in any month of a century: then one would take the other's numbers.</summary>
    public bool MeetsSeriesOf(NumberPattern other) => Series().Intersect(other.Series(), StringComparer.Ordinal).Any();

    // Nothing in a pattern is of a day, so a month has one series.
    private IEnumerable<string> Series() =>
        Enumerable.Range(0, MonthsOfACentury).Select(month => Write(FirstMonth.AddMonths(month), Sequence));

    private string Write(DateTimeOffset at, string sequence) => Write(TimeZones.DayOf(TimeZones.Default, at), sequence);

    private string Write(DateOnly day, string sequence)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part == Sequence ? sequence : part[0] == '{' ? OfDay(part, day) : part);
        return text.ToString();
    }

    private static string OfDay(string part, DateOnly day) => part switch
    {
        "{yyyy}" => day.ToString("yyyy", CultureInfo.InvariantCulture),
        "{yy}" => day.ToString("yy", CultureInfo.InvariantCulture),
        "{mm}" => day.ToString("MM", CultureInfo.InvariantCulture),
        "{fy}" => FiscalYearOf(day),
        _ => throw new InvalidOperationException($"A part nobody decided about: {part}."),
    };

    /// <summary>Bangladesh's runs from July to June: <c>2026-27</c>.</summary>
    private static string FiscalYearOf(DateOnly day)
    {
        var first = day.Month >= 7 ? day.Year : day.Year - 1;
        return string.Create(CultureInfo.InvariantCulture, $"{first}-{(first + 1) % 100:00}");
    }

    private static string? Split(string text, out List<string> parts, out int digits)
    {
        (parts, digits) = ([], 1);
        for (var place = 0; place < text.Length;)
        {
            if (text[place] != '{')
            {
                if (!char.IsAsciiLetterOrDigit(text[place]) && !Punctuation.Contains(text[place], StringComparison.Ordinal))
                    return "Holds letters from A to Z, digits, spaces, and - / . _ beside the parts in braces.";
                parts.Add(text[place++..place]);
                continue;
            }

            var end = text.IndexOf('}', place);
            if (end < 0) return "Has a { without its }.";
            var part = text[place..(end + 1)];
            place = end + 1;
            if (part is "{yyyy}" or "{yy}" or "{mm}" or "{fy}" or Sequence) parts.Add(part);
            else if (DigitsOf(part) is { } count) (digits, parts) = (count, [.. parts, Sequence]);
            else return $"Knows {{yyyy}}, {{yy}}, {{mm}}, {{fy}}, {{seq}} and {{seq:1}} to {{seq:{MostDigits}}}, not {part}.";
        }

        return null;
    }

    private static int? DigitsOf(string part) =>
        part.StartsWith("{seq:", StringComparison.Ordinal)
        && int.TryParse(part.AsSpan(5, part.Length - 6), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count is >= 1 and <= MostDigits
            ? count
            : null;

    private static bool TouchesADigit(List<string> parts)
    {
        var place = parts.IndexOf(Sequence);
        return IsDigits(place - 1) || IsDigits(place + 1);

        bool IsDigits(int beside) =>
            beside >= 0 && beside < parts.Count && (parts[beside][0] == '{' || char.IsAsciiDigit(parts[beside][0]));
    }
}
