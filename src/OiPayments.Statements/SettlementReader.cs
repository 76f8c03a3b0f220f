using OiPayments.Statements.Columns;
using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements;

/// <summary>Reads the rows below the headers, one by one, and keeps what the whole file is judged by at its end.</summary>
internal sealed class SettlementReader
{
    private readonly SettlementMapping mapping;
    private readonly HeaderRow header;
    private readonly SettlementColumns columns;
    private readonly Totals totals;
    private readonly TimeZoneInfo zone;
    private Currency? only;
    private bool hasSeveral;
    private bool hasRows;

    public SettlementReader(SettlementMapping mapping, HeaderRow header)
    {
        (this.mapping, this.header, columns) = (mapping, header, new(mapping, header));
        totals = new(new(columns.Amounts, columns.Ids, columns.Kind, columns.Currency, mapping.Currency));
        zone = TimeZoneInfo.FindSystemTimeZoneById(mapping.TimeZone);
    }

    /// <summary>Whether the file is refused already, and reading on would say no more.</summary>
    public bool IsRefused => columns.Kind is { HasAllUnknown: true };

    /// <summary>Null for a row that is none of the settlement.</summary>
    public SettlementRow? Read(TableRow row)
    {
        // The mark of the end stands alone on its line.
        if (!Words.IsEndMark(row[0].Text)) header.CheckCells(row);
        if (totals.Take(row, hasRows, hasSeveral ? null : only ?? mapping.Currency)) return null;

        hasRows = true;
        header.Check(row);
        if (columns.Kind is not { } column) return ReadKnown(row, null);

        if (!column.TryRead(row, out var kind)) column.NoteUnknown(row);

        // After an unknown word only further ones are looked for.
        return column.HasUnknown ? null : ReadKnown(row, kind);
    }

    public void End()
    {
        columns.Kind?.RefuseUnknown();
        if (!hasRows)
        {
            throw new FileRefusedException(
                $"The file has no rows below its headers in row {header.Number}. If that day had no settlement, there is nothing to "
                + "upload.");
        }

        totals.Check();
    }

    private SettlementRow ReadKnown(TableRow row, SettlementRowKind? kind)
    {
        var currency = columns.Currency?.Read(row) ?? mapping.Currency;
        hasSeveral |= only is { } before && before != currency;
        only = currency;

        var gross = columns.Gross?.Read(row, currency);
        var fee = columns.Fee?.Read(row, currency);
        var vat = columns.FeeVat?.Read(row, currency);
        var net = columns.Net?.Read(row, currency) ?? NetOfPair(row, currency);
        if ((gross ?? fee ?? vat ?? net) is null)
        {
            throw new FileRefusedException(
                $"Row {row.Number} has no amount in {Quoted.List(columns.Amounts.Select(amount => amount.Header))}. Correct it in the "
                + "source.",
                row.Number);
        }

        if (mapping.IsUnsigned && kind is { } known)
        {
            gross = Signed(row, known, gross);

            // Debit and credit say by themselves which way the money goes.
            if (columns.Net is not null) net = Signed(row, known, net);
        }

        return WithIds(row, new()
        {
            Number = row.Number,
            Kind = kind ?? KindBySign(row, gross ?? net),
            Currency = currency,
            GrossMinor = gross,
            FeeMinor = fee,
            FeeVatMinor = vat,
            NetMinor = net,
            TransactedAt = columns.TransactedAt?.ReadUtc(row, zone),
            SettledOn = columns.SettledOn?.ReadDay(row, zone),
        });
    }

    /// <summary>With the sign that the kind gives it, in a file that writes none.</summary>
    private static long? Signed(TableRow row, SettlementRowKind kind, long? amount)
    {
        if (kind is not (SettlementRowKind.Payment or SettlementRowKind.Refund or SettlementRowKind.Chargeback)) return amount;
        if (amount is < 0)
        {
            throw new FileRefusedException(
                $"Row {row.Number} has an amount with a minus, and the mapping says that the file writes none. Correct the mapping.",
                row.Number);
        }

        return kind is SettlementRowKind.Payment ? amount : -amount;
    }

    private SettlementRow WithIds(TableRow row, SettlementRow read) => read with
    {
        TransactionId = columns.Id(row, SettlementField.TransactionId),
        ValidationId = columns.Id(row, SettlementField.ValidationId),
        BankTransactionId = columns.Id(row, SettlementField.BankTransactionId),
        RefundId = columns.Id(row, SettlementField.RefundId),
        PayoutReference = columns.Id(row, SettlementField.PayoutReference),
        Label = columns.Text(row, SettlementField.Label) ?? IdText.ReadText(columns.Kind?.Text(row) ?? ""),
    };

    private long? NetOfPair(TableRow row, Currency currency) => columns is { Debit: { } debit, Credit: { } credit }
        ? DebitAndCredit.Read(debit, credit, row, currency)
        : null;

    private SettlementRowKind KindBySign(TableRow row, long? amount)
    {
        if (columns.Ids.Count > 0 && columns.Ids.All(id => IdText.IsNothing(row[id].Text)))
        {
            throw new FileRefusedException(
                $"Row {row.Number} has no id and is not the sum of the rows above, so nobody can tell what it is. Map the column that "
                + "says the kind of each row, or correct the row in the source.", row.Number);
        }

        return amount is < 0 ? SettlementRowKind.Refund : SettlementRowKind.Payment;
    }
}
