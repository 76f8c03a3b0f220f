using System.Globalization;
using System.Text.RegularExpressions;

namespace OiPayments.Statements.Values;

/// <summary>
/// Reads days and times in one spelling: .NET's letters, or ISO 8601 where there are none. Bangla digits are read as ASCII ones.
/// </summary>
internal sealed partial class DatePattern
{
    private const int MaxLength = 60;
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    private static readonly string[] Iso =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd' 'HH:mm",
    ];

    private static readonly string[] IsoWithOffset =
        [.. Iso.SelectMany(pattern => (string[])[pattern + "zzz", pattern + "' 'zzz", pattern + "'Z'"])];

    private readonly string[] patterns;
    private readonly bool hasOffset;

    private DatePattern(string? pattern)
    {
        Pattern = pattern;
        patterns = pattern is null ? Iso : [pattern];
        hasOffset = pattern is not null && pattern.AsSpan().ContainsAny('z', 'K');
    }

    /// <summary>Null: ISO 8601.</summary>
    public string? Pattern { get; }

    public string Name => Pattern ?? "ISO 8601 (2026-08-24)";

    public static DatePattern IsoDates { get; } = new(null);

    /// <summary>False for letters that do not write a day, its month and its year so that they can be read again.</summary>
    public static bool TryOf(string? pattern, out DatePattern read)
    {
        read = IsoDates;
        if (pattern is null) return true;
        if (pattern.Length is < 3 or > MaxLength) return false;

        // A pattern without a year would be read as of this year: no two years are.
        read = new(pattern);
        return read.IsReadAgain(new(2031, 11, 24, 13, 5, 0)) && read.IsReadAgain(new(2032, 11, 24, 13, 5, 0));
    }

    public bool TryRead(string text, out WallTime time)
    {
        time = default;
        text = WithAsciiDigits(text.Trim());
        if (text.Length is 0 or > MaxLength) return false;
        if (!TryReadShown(text, out time)) return false;
        return time.Shown.Year is >= FirstYear and <= LastYear;
    }

    /// <summary>The pattern with days and months traded; null when it names months, or has no such pair.</summary>
    public DatePattern? Traded()
    {
        if (Pattern is null || Pattern.Contains("MMM", StringComparison.Ordinal)) return null;
        return new(string.Concat(Pattern.Select(letter => letter switch { 'd' => 'M', 'M' => 'd', _ => letter })));
    }

    private bool IsReadAgain(DateTime afternoon)
    {
        try
        {
            return TryRead(new DateTimeOffset(afternoon, TimeSpan.Zero).ToString(Pattern, CultureInfo.InvariantCulture), out var again)
                && again.Day == DateOnly.FromDateTime(afternoon)
                && (Pattern is null || !Hours().IsMatch(Pattern) || again.Shown.Hour == afternoon.Hour);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private bool TryReadShown(string text, out WallTime time)
    {
        time = default;
        var withOffset = Pattern is null ? IsoOffset().IsMatch(text) : hasOffset;
        if (withOffset)
        {
            var spellings = Pattern is null ? IsoWithOffset : patterns;
            if (!DateTimeOffset.TryParseExact(
                text, spellings, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact)) return false;
            time = new(DateTime.SpecifyKind(exact.DateTime, DateTimeKind.Unspecified), exact.Offset);
            return true;
        }

        if (!DateTime.TryParseExact(text, patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var shown)) return false;
        time = new(DateTime.SpecifyKind(shown, DateTimeKind.Unspecified), null);
        return true;
    }

    private static string WithAsciiDigits(string text) => !text.AsSpan().ContainsAnyInRange('০', '৯') ? text
        : string.Concat(text.Select(letter => letter is >= '০' and <= '৯' ? (char)('0' + (letter - '০')) : letter));

    [GeneratedRegex(@"[0-9]\s?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsoOffset();

    [GeneratedRegex("[Hh]", RegexOptions.None, 1000)]
    private static partial Regex Hours();
}
