using OiPayments.Statements.Columns;
using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Banks;

/// <summary>Reads a bank's table, by its mapping, as one statement.</summary>
internal sealed class BankTable
{
    private readonly BankMapping mapping;
    private readonly HeaderRow header;
    private readonly Dictionary<BankField, (BankColumnMapping Mapping, int Index)> columns;
    private readonly AmountColumn? amount;
    private readonly AmountColumn? debit;
    private readonly AmountColumn? credit;
    private readonly AmountColumn? balance;
    private readonly TimeColumn booked;
    private readonly TimeColumn? valued;
    private readonly TimeZoneInfo zone;
    private readonly Totals totals;
    private readonly RunningBalance running = new();

    private BankTable(BankMapping mapping, HeaderRow header)
    {
        (this.mapping, this.header) = (mapping, header);
        columns = mapping.Columns.ToDictionary(column => column.Field, column => (column, header.IndexOf(column.Header)));
        (amount, debit, credit) = (Amount(BankField.Amount), Amount(BankField.Debit), Amount(BankField.Credit));
        balance = Amount(BankField.Balance);
        (booked, valued) = (Time(BankField.BookedOn)!, Time(BankField.ValueOn));
        zone = TimeZoneInfo.FindSystemTimeZoneById(mapping.TimeZone);
        totals = new(new([.. new[] { amount, debit, credit }.OfType<AmountColumn>()], [], null, null, mapping.Currency));
    }

    public static async Task<BankStatement> ReadAsync(Stream file, FirstBytes first, BankMapping mapping, CancellationToken ct)
    {
        BankMappingCheck.Check(mapping);
        await using var rows = Table.ReadAsync(file, first, mapping.Separator, mapping.Sheet, ct).GetAsyncEnumerator(ct);
        var layout = new Layout([.. mapping.Columns.Select(column => column.Header)], mapping.Ignored, mapping.HeaderRow);
        var table = new BankTable(mapping, await new HeaderFinder(layout, first.Format).FindAsync(rows));
        while (await rows.MoveNextAsync()) table.Take(rows.Current);
        return table.Finish();
    }

    private void Take(TableRow row)
    {
        if (!Words.IsEndMark(row[0].Text)) header.CheckCells(row);
        if (totals.Take(row, running.Lines.Count > 0, mapping.Currency)) return;

        header.Check(row);
        var moved = AmountOf(row);
        var behind = balance?.ReadBalance(row, mapping.Currency);
        if (moved is { } minor) running.Add(Line(row, minor, behind));
        else if (behind is { } brought) running.AddBalance(row.Number, brought);
        else throw Without(row, "amount");
    }

    private BankStatement Finish()
    {
        if (running.Lines.Count == 0)
        {
            throw new FileRefusedException(
                $"The file has no rows below its headers in row {header.Number}. If nothing moved in that time, there is nothing to "
                + "upload.");
        }

        totals.Check();
        var (lines, opening) = running.InOrder();
        return new()
        {
            Currency = mapping.Currency,
            OpenedOn = lines[0].BookedOn,
            ClosedOn = lines[^1].BookedOn,
            OpeningMinor = opening,
            ClosingMinor = opening is { } from ? StatementRules.Sum(from, lines) : null,
            Lines = lines,
        };
    }

    private BankLine Line(TableRow row, long minor, long? behind) => new()
    {
        Number = row.Number,
        BookedOn = booked.ReadDay(row, zone) ?? throw Without(row, "day"),
        ValueOn = valued?.ReadDay(row, zone),
        AmountMinor = minor,
        Reference = Id(row, BankField.Reference),
        BankReference = Id(row, BankField.BankReference),
        Text = columns.TryGetValue(BankField.Text, out var text) ? IdText.ReadText(row[text.Index].Text) : null,
        BalanceMinor = behind,
        Raw = string.Join('\t', row.Texts()).CutTo(StatementRules.MaxRawLength),
    };

    private long? AmountOf(TableRow row) => amount is not null
        ? amount.Read(row, mapping.Currency)
        : DebitAndCredit.Read(debit!, credit!, row, mapping.Currency);

    private AmountColumn? Amount(BankField field) => columns.TryGetValue(field, out var column)
        ? new(column.Mapping.Header, column.Index, column.Mapping.Decimals, column.Mapping.Negate)
        : null;

    private TimeColumn? Time(BankField field)
    {
        if (!columns.TryGetValue(field, out var column)) return null;
        DatePattern.TryOf(column.Mapping.DatePattern, out var pattern);
        return new(column.Mapping.Header, column.Index, pattern);
    }

    private string? Id(TableRow row, BankField field) => columns.TryGetValue(field, out var column)
        ? IdText.Read(row[column.Index], row.Number, column.Mapping.Header)
        : null;

    private static FileRefusedException Without(TableRow row, string what) =>
        new($"Row {row.Number} has no {what}. Correct it in the source, or map the column that has it.", row.Number);
}
