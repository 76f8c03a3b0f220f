using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Columns;

/// <summary>
/// A column of days or times. Day and month are easily traded: 06/07 can be read both ways and 24/06 cannot. So a value that does not fit
/// refuses the file and names the row that did fit.
/// </summary>
internal sealed class TimeColumn(string header, int index, DatePattern pattern)
{
    private readonly DatePattern? traded = pattern.Traded();
    private Seen? asText;
    private Seen? asDate;
    private Seen? proof;

    /// <summary>What the clock showed; null for an empty cell.</summary>
    /// <exception cref="FileRefusedException">It is no such day or time, or contradicts an earlier row.</exception>
    public WallTime? Read(TableRow row)
    {
        var cell = row[index];
        if (IdText.IsNothing(cell.Text)) return null;

        var seen = new Seen(row.Number, cell.Text);
        if (cell.Kind is CellKind.Date)
        {
            asDate ??= seen;
            RefuseMixture(seen);
            return DatePattern.IsoDates.TryRead(cell.Text, out var stored) ? stored : throw Unreadable(seen);
        }

        asText ??= seen;
        RefuseMixture(seen);
        if (!pattern.TryRead(cell.Text, out var time)) throw Unreadable(seen);

        // Only a day behind the twelfth tells which of the two numbers is the day.
        if (proof is null && time.Shown.Day > 12) proof = seen;
        return time;
    }

    public DateTimeOffset? ReadUtc(TableRow row, TimeZoneInfo zone)
    {
        if (Read(row) is not { } time) return null;
        return time.TryToUtc(zone, out var utc) ? utc : throw FileRefusedException.At(row.Number, header,
            $"the clocks of {zone.Id} never showed {Quoted.Of(row[index].Text)}. Check the time zone of the mapping.");
    }

    /// <summary>The day as the zone counts days: a time with an offset of its own is shown by the zone's clocks first.</summary>
    public DateOnly? ReadDay(TableRow row, TimeZoneInfo zone) => Read(row) is not { } time ? null
        : time.Offset is { } offset
            ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(new DateTimeOffset(time.Shown, offset), zone).DateTime)
            : time.Day;

    // A spreadsheet that reads 06/07 in its own order makes it a date, and leaves 24/06 a text: then the dates are wrong.
    private void RefuseMixture(Seen seen)
    {
        if (pattern.Pattern is null || asText is not { } text || asDate is not { } date) return;
        throw FileRefusedException.At(seen.Row, header,
            $"row {text.Row} has the text {Quoted.Of(text.Text)} and row {date.Row} the date {Quoted.Of(date.Text)}. A spreadsheet has "
            + "read some of the days in another order. Download the file again, and do not save it with a spreadsheet.");
    }

    private FileRefusedException Unreadable(Seen seen)
    {
        if (traded is null || !traded.TryRead(seen.Text, out _))
        {
            return FileRefusedException.At(seen.Row, header,
                $"{Quoted.Of(seen.Text)} is no date of the pattern {pattern.Name} between 2000 and 2100. Correct it in the source, or "
                + "change the pattern in the mapping.");
        }

        if ((proof ?? asText) is { } other && other.Row != seen.Row)
        {
            return FileRefusedException.At(seen.Row, header,
                $"{Quoted.Of(seen.Text)} does not fit, and row {other.Row} ({Quoted.Of(other.Text)}) was read by the pattern "
                + $"{pattern.Name}. The column mixes two orders, so no row of it can be trusted. Download the file again, or change the "
                + "pattern.");
        }

        return FileRefusedException.At(seen.Row, header,
            $"{Quoted.Of(seen.Text)} is no date of the pattern {pattern.Name}, but would be one of {traded.Name}. Change the pattern in "
            + "the mapping if the whole file writes its dates so.");
    }

    private readonly record struct Seen(int Row, string Text);
}
