using System.Globalization;
using System.Text.RegularExpressions;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Banks;

/// <summary>A balance of MT940: fields 60 and 62.</summary>
internal readonly record struct Mt940Balance(long Minor, Currency Currency, DateOnly Day);

/// <summary>The fields of MT940 that are read, as SWIFT's standard of category 9 writes them.</summary>
internal static partial class Mt940Fields
{
    /// <exception cref="FileRefusedException">It is no balance.</exception>
    public static Mt940Balance Balance(string text, int line)
    {
        if (BalanceShape().Match(text.Trim()) is { Success: true } match
            && Currency.TryParse(match.Groups["currency"].Value, out var currency)
            && TryDay(match.Groups["day"].Value, out var day)
            && TryAmount(match.Groups["amount"].Value, currency, out var minor))
            return new(match.Groups["mark"].Value == "D" ? -minor : minor, currency, day);

        throw new FileRefusedException(
            $"Line {line}: {Quoted.Of(text)} is no balance of MT940, such as C260824BDT1234,56. Download the file again.", line);
    }

    /// <summary>Whether a line within a statement begins another, so that the one before has no end.</summary>
    public static bool IsBalance(string text) => BalanceShape().IsMatch(text.Trim());

    /// <summary>The line of a statement; <paramref name="text"/> is field 61 with what stands on its second line.</summary>
    /// <exception cref="FileRefusedException">It is no line.</exception>
    public static BankLine Line(string text, Currency currency, int line)
    {
        var first = text.Split('\n')[0].TrimEnd();
        if (LineShape().Match(first) is { Success: true } match
            && TryDay(match.Groups["value"].Value, out var value)
            && TryEntryDay(match.Groups["entry"].Value, value, out var booked)
            && TryAmount(match.Groups["amount"].Value, currency, out var minor))
        {
            return new()
            {
                Number = line,
                BookedOn = booked,
                ValueOn = value,
                AmountMinor = match.Groups["mark"].Value is "C" or "RD" ? minor : -minor,
                IsReversal = match.Groups["mark"].Value is "RC" or "RD",
                Reference = StatementRules.Reference(match.Groups["reference"].Value),
                BankReference = StatementRules.Reference(match.Groups["bank"].Value),
                Raw = text,
            };
        }

        throw new FileRefusedException(
            $"Line {line}: {Quoted.Of(first)} is no line of MT940 in {currency}, such as 2608240825C100,50NTRFREF//BANKREF. Download the "
            + "file again.", line);
    }

    // Month and day without a year: that of the value date, or across New Year the one before or behind.
    private static bool TryEntryDay(string text, DateOnly value, out DateOnly day)
    {
        day = value;
        if (string.IsNullOrWhiteSpace(text)) return true;

        var days = new List<DateOnly>();
        for (var year = value.Year - 1; year <= value.Year + 1; year++)
        {
            if (TryDay(string.Create(CultureInfo.InvariantCulture, $"{year % 100:00}{text}"), out var candidate)) days.Add(candidate);
        }

        if (days.Count == 0) return false;
        day = days.MinBy(candidate => Math.Abs(candidate.DayNumber - value.DayNumber));
        return true;
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact($"20{text}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool TryAmount(string text, Currency currency, out long minor) =>
        AmountText.TryRead(text.TrimEnd(','), currency, DecimalStyle.Comma, out minor);

    [GeneratedRegex(
        @"\A(?<mark>[CD])(?<day>[0-9]{6})(?<currency>[A-Z]{3})(?<amount>[0-9]{1,15}(,[0-9]{0,3})?)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BalanceShape();

    // The letter behind the mark is the last of the currency's code: CR is a credit in EUR, and RC the reversal of a credit. Some banks
    // write blanks for the day of booking where they have none.
    [GeneratedRegex(
        @"\A(?<value>[0-9]{6})(?<entry>[0-9]{4}|[ ]{4})?(?<mark>RC|RD|C|D)[A-Z]?(?<amount>[0-9]{1,15}(,[0-9]{0,3})?)"
        + @"(?<type>[A-Z][A-Z0-9]{3})(?<reference>.*?)(//(?<bank>.*))?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineShape();
}
