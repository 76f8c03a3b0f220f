using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>Guesses how a column writes its dates. Where day and month cannot be told apart it takes the day first, and says so.</summary>
internal static class DateGuess
{
    private static readonly string[] Times =
        ["", " HH:mm:ss", " HH:mm", " hh:mm:ss tt", " h:mm:ss tt", " hh:mm tt", " h:mm tt", " HH:mm:ss.fff", "'T'HH:mm:ss", ", "
            + "HH:mm:ss", ", h:mm tt"];

    private static readonly string[] DayFirst =
        [.. Separated("dd~MM~yyyy", "d~M~yyyy", "dd~MM~yy", "d~M~yy", "dd~MMM~yyyy", "d~MMM~yyyy", "dd~MMM~yy"), "dd MMM yyyy", "d MMM "
            + "yyyy",
            "dd MMM yy", "d MMMM yyyy"];

    private static readonly string[] YearFirst = [.. Separated("yyyy~MM~dd", "yyyy~M~d"), "yyyyMMdd"];

    private static readonly string[] MonthFirst =
        [.. Separated("MM~dd~yyyy", "M~d~yyyy", "MM~dd~yy", "M~d~yy"), "MMM d, yyyy", "MMM dd, yyyy", "MMMM d, yyyy"];

    private static readonly DatePattern[] DaysAndYears = [.. WithTimes([.. DayFirst, .. YearFirst])];
    private static readonly DatePattern[] Months = [.. WithTimes(MonthFirst)];

    /// <summary>Null: ISO 8601, or dates of a workbook.</summary>
    public static string? Of(string header, IReadOnlyList<Cell> cells, List<string> doubts)
    {
        var texts = cells.Where(cell => cell.Kind is not CellKind.Date).Select(cell => cell.Text).ToList();
        if (texts.Count == 0) return null;
        if (texts.Count < cells.Count)
        {
            doubts.Add(
                $"The column {Quoted.Of(header)} has dates and texts: a spreadsheet has read some of the days in another order. Download "
                + "the file again.");
        }

        if (texts.TrueForAll(text => DatePattern.IsoDates.TryRead(text, out _))) return null;
        var dayFirst = Array.Find(DaysAndYears, pattern => texts.TrueForAll(text => pattern.TryRead(text, out _)));
        var monthFirst = Array.Find(Months, pattern => texts.TrueForAll(text => pattern.TryRead(text, out _)));
        if (dayFirst is null && monthFirst is null)
            doubts.Add($"The column {Quoted.Of(header)} seems to hold dates, but not in one spelling. Write its pattern into the mapping.");
        else if (dayFirst is not null && monthFirst is not null)
        {
            doubts.Add(
                $"The dates of the column {Quoted.Of(header)}, such as {Quoted.Of(texts[0])}, can be read with the day first and with the "
                + $"month first. The proposal is {dayFirst.Pattern}: compare it with a payment that you know.");
        }

        return (dayFirst ?? monthFirst)?.Pattern;
    }

    private static IEnumerable<DatePattern> WithTimes(string[] days)
    {
        foreach (var day in days)
        {
            foreach (var time in Times)
            {
                if (DatePattern.TryOf(day + time, out var pattern)) yield return pattern;
            }
        }
    }

    private static IEnumerable<string> Separated(params string[] patterns) =>
        patterns.SelectMany(pattern => (string[])[pattern.Replace('~', '/'), pattern.Replace('~', '-'), pattern.Replace('~', '.')]);
}
