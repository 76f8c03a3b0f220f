using OiPayments.Dashboard.Texts;
using OiPayments.Reconciliation.Banks;
using OiPayments.Statements;
using static OiPayments.Statements.HeaderText;

namespace OiPayments.Dashboard.Pages;

/// <summary>The form in which operators say what the columns of a bank's tables hold. It begins with what a look at one proposes.</summary>
/// <param name="preview">The table that is looked at.</param>
internal sealed class BankMappingForm(BankPreviewDto preview)
{
    /// <summary>What the form sends of a column that nobody needs.</summary>
    public const string Ignored = "IGNORED";

    public BankPreviewDto Preview { get; } = preview;

    public IReadOnlyList<Column> Columns { get; } =
    [
        .. preview.Headers.Where(header => Plain(header).Length > 0).DistinctBy(Plain)
            .Select(header => new Column(header, preview.Proposal)),
    ];

    /// <summary>What is wrong with the whole of it, or with a column, in sentences.</summary>
    public IReadOnlyList<string> Wrong { get; private set; } = [];

    public static bool IsAmount(Column column) =>
        Is(column, BankField.Amount, BankField.Debit, BankField.Credit, BankField.Balance);

    public static bool IsDate(Column column) => Is(column, BankField.BookedOn, BankField.ValueOn);

    public string? ExampleOf(Column column)
    {
        var place = Preview.Headers.ToList().IndexOf(column.Header);
        return place < 0 ? null : Preview.Rows.Select(row => row[place]).FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell));
    }

    public void Refuse(Refusal? refusal) => Wrong = [.. (refusal?.Fields ?? new Dictionary<string, string>()).Values.Distinct()];

    /// <summary>The account with this mapping, to be saved; null while a column has no answer.</summary>
    public SetBankAccount.Request? Write(BankAccountDto account, Words t)
    {
        foreach (var column in Columns) column.Wrong = column.Field.Length == 0 ? t.Needed : null;
        if (Columns.Any(column => column.Wrong is not null)) return null;
        var start = Preview.Proposal;
        return new(
            account.Mode, account.Name, account.ApplicationId is { } app ? new((uint)app) : null, account.Currency, account.Number,
            new(
                [.. Columns.Where(column => column.Field != Ignored).Select(column => column.Write())],
                [.. Columns.Where(column => column.Field == Ignored).Select(column => column.Header)], start?.Separator, start?.Sheet,
                start?.HeaderRow, start?.TimeZone),
            account.ArrivalDays);
    }

    private static bool Is(Column column, params BankField[] fields) =>
        WireNames<BankField>.TryParse(column.Field, out var field) && fields.Contains(field);

    /// <summary>A column of the table and what it is said to hold.</summary>
    internal sealed class Column
    {
        public Column(string header, BankMappingDto? start)
        {
            Header = header;
            var known = start?.Columns.FirstOrDefault(column => Plain(column.Header) == Plain(header));
            Field = known is not null ? WireNames<BankField>.Of(known.Field)
                : start?.Ignored.Any(ignored => Plain(ignored) == Plain(header)) is true ? Ignored
                : "";
            (Negate, Decimals, DatePattern) = (known?.Negate ?? false, known?.Decimals ?? default, known?.DatePattern);
        }

        public string Header { get; }

        /// <summary>As requests spell it, or <see cref="Ignored"/>; empty while nobody has said.</summary>
        public string Field { get; set; }

        public bool Negate { get; set; }

        public DecimalStyle Decimals { get; set; }

        public string? DatePattern { get; set; }

        /// <summary>What has to be said before it can be sent; null when nothing has.</summary>
        public string? Wrong { get; set; }

        public BankColumnRequest Write() => new(
            Header, WireNames<BankField>.Parse(Field), IsAmount(this) && Negate, IsAmount(this) ? Decimals : default,
            IsDate(this) && !string.IsNullOrWhiteSpace(DatePattern) ? DatePattern.Trim() : null);
    }
}
