using OiPayments.Api;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Texts;
using OiPayments.Reconciliation;
using OiPayments.Statements;
using static OiPayments.Statements.HeaderText;

namespace OiPayments.Dashboard.Pages;

/// <summary>
/// The form in which operators say how the settlement files of a store are laid out. It begins with what is saved, or else with what the
/// look at a file proposes, and asks about every column of that file.
/// </summary>
internal sealed class MappingForm
{
    /// <summary>What the form sends of a column that nobody needs.</summary>
    public const string Ignored = "IGNORED";

    private static readonly SettlementField[] AmountFields =
    [
        SettlementField.Gross, SettlementField.Fee, SettlementField.FeeVat, SettlementField.Net, SettlementField.Debit,
        SettlementField.Credit,
    ];

    private readonly MappingDto start;
    private readonly IReadOnlyList<string> ignoredElsewhere;

    /// <param name="account">The store, as it was read.</param>
    /// <param name="preview">The file that is looked at.</param>
    public MappingForm(SettlementAccountDto account, StatementPreview preview)
    {
        (Account, start) = (account, account.Mapping ?? preview.Proposal);
        var headers = preview.Headers.Where(header => Plain(header).Length > 0).DistinctBy(Plain).ToList();
        var known = headers.Select(Plain).ToHashSet(StringComparer.Ordinal);
        Columns = [.. headers.Select(header => new Column(header, start))];
        ignoredElsewhere = [.. start.Ignored.Where(header => !known.Contains(Plain(header)))];
        Gone = [.. start.Columns.Select(column => column.Header).Where(header => !known.Contains(Plain(header)))];
        Words = [.. WordsOf(preview)];
        ExpectedDays = Spelling.Number.Show(account.ExpectedDays);
        Holidays = string.Join(' ', account.Holidays.Select(IsoTime.Day));
        (Currency, Unsigned) = (start.Currency, start.Unsigned);
    }

    public SettlementAccountDto Account { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Columns that are mapped and that this file has no more.</summary>
    public IReadOnlyList<string> Gone { get; }

    /// <summary>What the words of the column of kinds mean; those of the file first.</summary>
    public List<Word> Words { get; }

    public string? ExpectedDays { get; set; }

    /// <summary>Days such as 2026-12-16, with spaces or commas between.</summary>
    public string? Holidays { get; set; }

    public string? Currency { get; set; }

    /// <summary>Whether the file writes no signs, so that the kind of a row says whether money comes or goes.</summary>
    public bool Unsigned { get; set; }

    public bool HasKinds => Columns.Any(column => column.Field == WireNames<SettlementField>.Of(SettlementField.Kind));

    /// <summary>What is wrong, by the names that requests spell; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string> Wrong { get; private set; } = new Dictionary<string, string>();

    /// <summary>What is wrong with the whole of it, beside its fields.</summary>
    public IEnumerable<string> WrongAltogether => Wrong.Where(one => one.Key is "mapping.columns" or "mapping.ignored" or "mapping.kinds")
        .Select(one => one.Value);

    public static bool IsAmount(Column column) => IsOneOf(column, AmountFields);

    public static bool IsDate(Column column) => IsOneOf(column, [SettlementField.TransactedAt, SettlementField.SettledOn]);

    public string? WrongWith(string name) => Wrong.GetValueOrDefault(name)
        ?? Wrong.FirstOrDefault(one => one.Key.StartsWith($"{name}[", StringComparison.Ordinal)).Value;

    public string? WrongWith(Column column) => column.Wrong
        ?? Wrong.FirstOrDefault(one => one.Key.StartsWith($"mapping.columns[{Place(column)}].", StringComparison.Ordinal)).Value;

    public void AddWord() => Words.Add(new("", kind: null, isInFile: true));

    /// <summary>Shows what was wrong with what was sent.</summary>
    public void Refuse(Refusal? refusal) => Wrong = refusal?.Fields ?? new Dictionary<string, string>();

    /// <summary>The whole of it, to be saved; null when something cannot be sent.</summary>
    public SetMapping.Request? Write(Words t)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in Columns) column.Wrong = column.Field.Length == 0 ? t.Needed : null;
        foreach (var word in Words) word.Wrong = HasKinds && word.IsHalf ? t.Needed : null;
        if (!Spelling.Number.Read(ExpectedDays ?? "", out var days)) wrong["expectedDays"] = t.NotANumber;
        if (!TryReadDays(out var holidays)) wrong["holidays"] = t.NotDays;
        Wrong = wrong;
        if (wrong.Count > 0 || Columns.Any(column => column.Wrong is not null) || Words.Exists(word => word.Wrong is not null)) return null;
        return new(
            Account.Mode, Account.Gateway, Account.ApplicationId is { } app ? new((uint)app) : null, WriteMapping(), days, holidays);
    }

    private MappingRequest WriteMapping() => new(
        [.. Mapped.Select(column => column.Write())],
        HasKinds ? Words.Where(word => !word.IsEmpty).DistinctBy(word => Plain(word.Text))
            .ToDictionary(word => word.Text.Trim(), word => word.Kind, StringComparer.Ordinal) : null,
        HasKinds && Unsigned, [.. Columns.Where(column => column.Field == Ignored).Select(column => column.Header), .. ignoredElsewhere],
        start.Separator, start.Sheet, start.HeaderRow, Currency?.Trim().ToUpperInvariant(), start.TimeZone);

    private IEnumerable<Column> Mapped => Columns.Where(column => column.Field != Ignored);

    private int Place(Column column) => Mapped.ToList().IndexOf(column);

    private bool TryReadDays(out IReadOnlyList<DateOnly> days)
    {
        var all = new List<DateOnly>();
        days = all;
        foreach (var text in (Holidays ?? "").Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!InstantText.TryReadDay(text, out var day)) return false;
            all.Add(day);
        }

        return true;
    }

    private IEnumerable<Word> WordsOf(StatementPreview preview)
    {
        var place = preview.Headers.ToList().FindIndex(
            header => start.Columns.Any(column => column.Field is SettlementField.Kind && Plain(column.Header) == Plain(header)));
        var inFile = place < 0 ? [] : preview.Rows.Select(row => row[place].Trim()).Where(text => Plain(text).Length > 0)
            .DistinctBy(Plain).ToList();
        var known = start.Kinds.DistinctBy(pair => Plain(pair.Key)).ToDictionary(pair => Plain(pair.Key), StringComparer.Ordinal);
        var seen = inFile.Select(Plain).ToHashSet(StringComparer.Ordinal);
        return inFile
            .Select(text => known.TryGetValue(Plain(text), out var pair)
                ? new Word(pair.Key, pair.Value, isInFile: true)
                : new Word(text, null, isInFile: true))
            .Concat(start.Kinds.Where(pair => !seen.Contains(Plain(pair.Key)))
                .Select(pair => new Word(pair.Key, pair.Value, isInFile: false)));
    }

    private static bool IsOneOf(Column column, SettlementField[] fields) =>
        WireNames<SettlementField>.TryParse(column.Field, out var field) && fields.Contains(field);

    /// <summary>A column of the file and what it is said to hold.</summary>
    internal sealed class Column
    {
        public Column(string header, MappingDto start)
        {
            Header = header;
            var known = start.Columns.FirstOrDefault(column => Plain(column.Header) == Plain(header));
            Field = known is not null ? WireNames<SettlementField>.Of(known.Field)
                : start.Ignored.Any(ignored => Plain(ignored) == Plain(header)) ? Ignored
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

        public MappedColumnRequest Write() => new(
            Header, WireNames<SettlementField>.Parse(Field), IsAmount(this) && Negate, IsAmount(this) ? Decimals : default,
            IsDate(this) && !string.IsNullOrWhiteSpace(DatePattern) ? DatePattern.Trim() : null);
    }

    /// <summary>A word of the column of kinds.</summary>
    internal sealed class Word(string text, SettlementRowKind? kind, bool isInFile)
    {
        public string Text { get; set; } = text;

        /// <summary>As requests spell it; empty while nobody has said.</summary>
        public string Kind { get; set; } = kind is { } known ? WireNames<SettlementRowKind>.Of(known) : "";

        /// <summary>Whether the first rows of the file hold it.</summary>
        public bool IsInFile { get; } = isInFile;

        public string? Wrong { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Kind.Length == 0;

        public bool IsHalf => !IsEmpty && (string.IsNullOrWhiteSpace(Text) || Kind.Length == 0);
    }
}
