using System.Globalization;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

/// <summary>Rows for a CSV file or a workbook.</summary>
/// <param name="Titles">Rows above the headers.</param>
/// <param name="Headers">One for each column.</param>
/// <param name="Rows">As many cells as there are headers.</param>
/// <param name="Separator">What stands between two cells of a CSV file.</param>
internal sealed record FileTable(
    IReadOnlyList<IReadOnlyList<FileCell>> Titles, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<FileCell>> Rows,
    char Separator = ',')
{
    /// <summary>All rows, from the top.</summary>
    public IEnumerable<IReadOnlyList<FileCell>> Lines() =>
        [.. Titles, [.. Headers.Select(header => new FileCell(header))], .. Rows];
}

internal enum CellFormat
{
    Text,
    Amount,
    Day,
    Time,
}

/// <summary>One cell: its text in a CSV file, and in a workbook a number where it has one.</summary>
/// <param name="Text">As it is written in a CSV file.</param>
/// <param name="Format">How a workbook shows the number.</param>
/// <param name="Number">An amount in BDT, or a spreadsheet's number of a day or time.</param>
internal sealed record FileCell(string Text, CellFormat Format = CellFormat.Text, decimal Number = 0)
{
    // Spreadsheets count days from here.
    private static readonly DateTime DayNought = new(1899, 12, 30);

    public static readonly FileCell Empty = new("");

    /// <summary>An amount; nothing for null.</summary>
    public static FileCell Amount(decimal? amount) => amount is { } known ? new(Amounts.Padded(known), CellFormat.Amount, known) : Empty;

    public static FileCell Day(DateOnly day, string pattern) =>
        new(day.ToString(pattern, CultureInfo.InvariantCulture), CellFormat.Day, (day.ToDateTime(default) - DayNought).Days);

    /// <summary>A time as clocks in Dhaka show it, to the second.</summary>
    public static FileCell Time(DateTimeOffset time, string pattern)
    {
        var shown = GatewayClock.InDhaka(time).DateTime;
        var seconds = (shown - DayNought).Ticks / TimeSpan.TicksPerSecond;
        return new(shown.ToString(pattern, CultureInfo.InvariantCulture), CellFormat.Time, decimal.Round((decimal)seconds / 86_400m, 10));
    }
}
