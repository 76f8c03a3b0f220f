using System.Globalization;
using System.Text.RegularExpressions;

namespace OiPayments.Statements.Values;

/// <summary>
/// Reads ids and texts. An id keeps every character, its leading noughts too; one that a spreadsheet turned into a number may have lost
/// digits, and is refused rather than matched with another payment.
/// </summary>
internal static partial class IdText
{
    public const int MaxIdLength = 100;
    public const int MaxTextLength = 255;

    // A spreadsheet's number keeps fifteen digits and writes noughts for the others.
    private const int MaxStoredDigits = 15;

    /// <summary>Null for an empty cell.</summary>
    /// <exception cref="FileRefusedException">It is too long, has an invisible character, or lost digits.</exception>
    public static string? Read(Tables.Cell cell, int row, string header)
    {
        var text = cell.Text.Trim();
        if (text is ['=', '"', .. var inside, '"']) text = inside.Trim();
        if (IsNothing(text)) return null;

        if (text.Length > MaxIdLength)
            throw FileRefusedException.At(row, header, $"the id {Quoted.Of(text)} is longer than {MaxIdLength} characters. Check which "
                + "column holds the ids.");
        if (cell.Kind is Tables.CellKind.Date)
        {
            throw FileRefusedException.At(row, header,
                $"a spreadsheet has made a date of the id ({Quoted.Of(text)}). Download the file as CSV, or format the column as text in "
                + "the source before the ids are entered.");
        }

        if (text.Any(IsInvisible))
            throw FileRefusedException.At(row, header, $"the id {Quoted.Of(text)} has an invisible character. Download the file again, or "
                + "remove it there.");
        if (LostDigits(text, cell.Kind))
        {
            throw FileRefusedException.At(row, header,
                $"the id {Quoted.Of(text)} was stored as a number and has lost digits. Download the file as CSV, or format the column as "
                + "text in the source before the ids are entered.");
        }

        return text;
    }

    /// <summary>A text for people, on one line, cut to <see cref="MaxTextLength"/>; null for an empty cell.</summary>
    public static string? ReadText(string text)
    {
        var trimmed = text.Trim();
        if (IsNothing(trimmed)) return null;
        if (!trimmed.Any(IsUnwanted)) return trimmed.CutTo(MaxTextLength);

        // A line break in a cell is space to a reader; other control characters and marks that turn the direction would only mislead one.
        var shown = string.Concat(trimmed.Select(letter => IsUnwanted(letter) ? ' ' : letter)).Trim();
        return shown.Length == 0 ? null : shown.CutTo(MaxTextLength);
    }

    /// <summary>Whether a cell says nothing: empty, or the dash that spreadsheets show for it.</summary>
    public static bool IsNothing(string text) => text.AsSpan().Trim() is [] or ['-'] or ['–'] or ['—'];

    private static bool LostDigits(string text, Tables.CellKind kind) => kind is Tables.CellKind.Number
        ? text.Count(char.IsAsciiDigit) > MaxStoredDigits || text.Contains('E', StringComparison.OrdinalIgnoreCase)
        : Exponent().IsMatch(text);

    private static bool IsInvisible(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;

    private static bool IsUnwanted(char letter) =>
        char.IsControl(letter) || letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029';

    [GeneratedRegex(@"\A[0-9]([.,][0-9]+)?E\+[0-9]+\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Exponent();
}
