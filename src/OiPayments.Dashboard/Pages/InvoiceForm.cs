using System.Globalization;
using OiPayments.Api;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Shell;
using OiPayments.Dashboard.Texts;
using OiPayments.Invoices;
using InvoiceField =
    OiPayments.Dashboard.Calls.DraftField<OiPayments.Dashboard.Pages.WrittenInvoice, OiPayments.Invoices.EditInvoice.Request>;

namespace OiPayments.Dashboard.Pages;

/// <summary>What somebody wrote into an invoice, and in which version.</summary>
internal sealed record WrittenInvoice(InvoiceContent Content, int Version) : IVersioned
{
    public static readonly WrittenInvoice Nothing = new(
        new("", [], Currency.Bdt.Code, DueDate: null, CustomerName: null, CustomerEmail: null, CustomerAddress: null,
            CustomerBin: null, Notes: null, 0, TaxIncluded: false, []),
        Version: 0);

    public static WrittenInvoice Of(InvoiceDto it) => new(
        new(
            it.CustomerReference,
            [
                .. it.LineItems.Select(line => new LineItemRequest(
                    line.Description, line.Qty, line.UnitAmountMinor, line.DiscountMinor, line.TaxRate)),
            ],
            it.Currency, it.Installments.Count == 0 ? it.DueDate : null, it.CustomerName, it.CustomerEmail, it.CustomerAddress,
            it.CustomerBin, it.Notes, it.DiscountMinor, it.TaxIncluded,
            [.. it.Installments.Select(one => new InstallmentRequest(one.DueDate, one.AmountMinor))]),
        it.Version);
}

/// <summary>
/// What a field of a row holds. What was typed is not rendered back, which would overtake who types fast; so it is kept apart from what
/// was shown first.
/// </summary>
internal sealed class Cell(string shown)
{
    public string Shown { get; } = shown;

    public string Text { get; set; } = shown;
}

/// <summary>A row of a form: a line of the invoice, or an instalment.</summary>
internal sealed class CellRow(IReadOnlyList<string> texts)
{
    public IReadOnlyList<Cell> Cells { get; } = [.. texts.Select(text => new Cell(text))];
}

/// <summary>
/// The form about a draft. Rows and amounts stand in its <see cref="Draft"/> as texts that say their currency too, so that an amount typed
/// in one currency is never read in another.
/// </summary>
internal sealed class InvoiceForm
{
    public const int What = 0;
    public const int HowMany = 1;
    public const int Price = 2;
    public const int Off = 3;
    public const int Rate = 4;
    public const int DueDay = 0;
    public const int Part = 1;

    private const char RowEnd = '\u001e';
    private const char CellEnd = '\u001f';
    private const int QuantityDecimals = 3;
    private const int PercentDecimals = 2;

    private static readonly string[] NewLine = ["", "1", "", "", ""];
    private static readonly string[] NewInstallment = ["", ""];

    private readonly Words t;

    public InvoiceForm(Words t)
    {
        this.t = t;
        Draft = new(
            Fields,
            new(default, default, default, default, default, default, default, default, default, default, default, default));
        Start(WrittenInvoice.Nothing);
    }

    public Draft<WrittenInvoice, EditInvoice.Request> Draft { get; }

    public List<CellRow> Lines { get; } = [];

    public List<CellRow> Installments { get; } = [];

    /// <summary>Taken off the whole.</summary>
    public Cell Discount { get; private set; } = new("");

    /// <summary>Null while what is typed is none.</summary>
    public Currency? Unit => UnitOf(Draft[nameof(EditInvoice.Request.Currency)]);

    /// <summary>Shows this, and forgets what was typed.</summary>
    public void Start(WrittenInvoice current)
    {
        Draft.Start(current);
        Show();
    }

    /// <summary>Makes rows of what the draft holds: after somebody chose between their own and a colleague's.</summary>
    public void Show()
    {
        Lines.Clear();
        Lines.AddRange(RowsIn(Draft[nameof(EditInvoice.Request.LineItems)]).Rows.Select(cells => new CellRow(cells)));
        if (Lines.Count == 0) AddLine();
        Installments.Clear();
        Installments.AddRange(RowsIn(Draft[nameof(EditInvoice.Request.Installments)]).Rows.Select(cells => new CellRow(cells)));
        Discount = new(RowsIn(Draft[nameof(EditInvoice.Request.DiscountMinor)]).Rows is [[var only], ..] ? only : "");
    }

    public void AddLine() => Lines.Add(new(NewLine));

    public void AddInstallment() => Installments.Add(new(NewInstallment));

    /// <summary>Puts what the rows hold into the draft.</summary>
    public void Write()
    {
        var unit = Draft[nameof(EditInvoice.Request.Currency)];
        Draft[nameof(EditInvoice.Request.LineItems)] = Join(unit, TextsOf(Lines).Where(IsLine));
        Draft[nameof(EditInvoice.Request.Installments)] = Join(unit, TextsOf(Installments).Where(IsInstallment));
        Draft[nameof(EditInvoice.Request.DiscountMinor)] = Join(unit, [[Discount.Text]]);

        // The last instalment's day is the invoice's.
        if (Installments.Count > 0) Draft[nameof(EditInvoice.Request.DueDate)] = "";
    }

    /// <summary>All of it as it would be sent; null, with what is wrong in the draft, when something cannot be.</summary>
    public InvoiceContent? Whole()
    {
        Write();
        return Draft.Whole()?.Over(WrittenInvoice.Nothing.Content);
    }

    /// <summary>What the rows come to; null while one of them cannot be read. A refusal names the field that makes it impossible.</summary>
    public Outcome<InvoiceTotals>? Reckon()
    {
        if (Unit is not { } unit || !TryAmount(Discount.Text, unit, out var discount)) return null;
        var lines = new List<PricedLine>();
        foreach (var cells in TextsOf(Lines).Where(IsLine))
        {
            if (!TryPriced(cells, unit, out var line)) return null;
            lines.Add(line.ToPriced());
        }

        return InvoiceTotals.Of(lines, discount, Draft.Is(nameof(EditInvoice.Request.TaxIncluded)));
    }

    /// <summary>What the instalments come to together; null while one of them cannot be read, or there are none.</summary>
    public long? Planned()
    {
        if (Unit is not { } unit || Installments.Count == 0) return null;
        return TryInstallments(Join(unit.Code, TextsOf(Installments).Where(IsInstallment)), unit, out var all)
            && (WrittenInvoice.Nothing.Content with { Installments = all }).PlannedMinor() is var sum && sum <= Money.MaxMinorUnits
            ? (long)sum
            : null;
    }

    /// <summary>Which of the lines that are sent this is; null for one that says nothing yet.</summary>
    public int? PlaceOf(CellRow row)
    {
        var place = 0;
        foreach (var other in Lines)
        {
            var isSent = IsLine(TextsOf(other));
            if (other == row) return isSent ? place : null;
            if (isSent) place++;
        }

        return null;
    }

    /// <summary>What is wrong with a field of a line, as far as it was typed; null when nothing is.</summary>
    /// <param name="row">Which line.</param>
    /// <param name="cell">Which field of it.</param>
    /// <param name="totals">What the rows come to.</param>
    public string? WrongWith(CellRow row, int cell, Outcome<InvoiceTotals>? totals)
    {
        var text = row.Cells[cell].Text;
        if (PlaceOf(row) is not { } place || Unit is not { } unit) return null;
        var isReadable = cell switch
        {
            HowMany => AmountReader.TryReadNumber(text, QuantityDecimals, out var many) && many > 0,
            Price => text.Length == 0 || TryAmount(text, unit, out _),
            Off => TryAmount(text, unit, out _),
            Rate => TryRate(text, out _),
            _ => true,
        };
        if (!isReadable) return cell switch { HowMany => t.NotAQuantity, Rate => t.NotARate, _ => t.NotAnAmountThere };
        var refused = totals is { } known && known.IsRefused(out var refusal, out _) ? refusal.Fields : null;
        if (cell == Off && refused?.ContainsKey($"lineItems[{place}].discountMinor") is true) return t.MoreThanLine;
        if (cell == Price && (refused?.ContainsKey($"lineItems[{place}]") is true || refused?.ContainsKey("lineItems") is true))
            return t.TooMuchToReckon;
        if (Draft.Wrong is null) return null;
        if (cell == What && text.Trim().Length == 0) return t.NoDescription;
        if (cell == Price && text.Length == 0) return t.NotAnAmountThere;
        var name = cell switch
        {
            What => "description",
            HowMany => "qty",
            Price => "unitAmountMinor",
            Off => "discountMinor",
            _ => "taxRate",
        };
        return Draft.Wrong.GetValueOrDefault($"lineItems[{place}].{name}");
    }

    /// <summary>The same of an instalment.</summary>
    public string? WrongWithInstallment(CellRow row, int cell)
    {
        if (Unit is not { } unit) return null;
        var (text, isAsked) = (row.Cells[cell].Text, Draft.Wrong is not null);
        if (cell == Part && (text.Length > 0 || isAsked) && !(TryAmount(text, unit, out var minor) && minor > 0)) return t.NotAnAmountThere;
        if (cell == DueDay && isAsked && Period.Day(text) is null) return t.NotADay;
        var name = cell == DueDay ? "dueDate" : "amountMinor";
        return Draft.Wrong?.GetValueOrDefault($"installments[{Installments.IndexOf(row)}].{name}");
    }

    private IReadOnlyList<InvoiceField> Fields()
    {
        return
        [
            Text(
                nameof(EditInvoice.Request.CustomerReference), t.CustomerReference, it => it.CustomerReference,
                (request, text) => request with { CustomerReference = text ?? "" }),
            Text(
                nameof(EditInvoice.Request.CustomerName), t.CustomerName, it => it.CustomerName,
                (request, text) => request with { CustomerName = text }),
            Text(
                nameof(EditInvoice.Request.CustomerEmail), t.CustomerEmail, it => it.CustomerEmail,
                (request, text) => request with { CustomerEmail = text }),
            Text(
                nameof(EditInvoice.Request.CustomerAddress), t.CustomerAddress, it => it.CustomerAddress,
                (request, text) => request with { CustomerAddress = text }),
            Text(
                nameof(EditInvoice.Request.CustomerBin), t.CustomerBin, it => it.CustomerBin,
                (request, text) => request with { CustomerBin = text }),
            Text(
                nameof(EditInvoice.Request.Currency), t.CurrencyWord, it => it.Currency,
                (request, text) => request with { Currency = text ?? "" }),
            InvoiceField.Of(
                nameof(EditInvoice.Request.LineItems), t.ForWhat, new Spelling<In<IReadOnlyList<LineItemRequest>>>(ShowLines, ReadLines),
                it => new(it.Content.Currency, it.Content.LineItems),
                (request, lines) => request with { LineItems = Sent.Of(lines.Value) })
                with { Say = SayLines, Wrong = t.LinesUnread },
            InvoiceField.Of(
                nameof(EditInvoice.Request.DiscountMinor), t.InvoiceDiscount, new Spelling<In<long>>(ShowDiscount, ReadDiscount),
                it => new(it.Content.Currency, it.Content.DiscountMinor),
                (request, discount) => request with { DiscountMinor = discount.Value })
                with { Say = SayAmount, Wrong = t.NotAnAmount },
            InvoiceField.Of(
                nameof(EditInvoice.Request.TaxIncluded), t.TaxIncluded, Spelling.Flag, it => it.Content.TaxIncluded,
                (request, isSo) => request with { TaxIncluded = isSo })
                with { Say = text => t.YesOrNo(bool.Parse(text)) },
            InvoiceField.Of(
                nameof(EditInvoice.Request.DueDate), t.DueDay, new Spelling<DateOnly?>(ShowDay, ReadDay), it => it.Content.DueDate,
                (request, day) => request with { DueDate = day })
                with { Wrong = t.NotADay },
            InvoiceField.Of(
                nameof(EditInvoice.Request.Installments), t.Installments,
                new Spelling<In<IReadOnlyList<InstallmentRequest>>>(ShowInstallments, ReadInstallments),
                it => new(it.Content.Currency, it.Content.Installments),
                (request, all) => request with { Installments = Sent.Of(all.Value) })
                with { Say = SayInstallments, Wrong = t.InstallmentsUnread },
            Text(
                nameof(EditInvoice.Request.Notes), t.Notes, it => it.Notes, (request, text) => request with { Notes = text }),
        ];

        static InvoiceField Text(
            string property, string label, Func<InvoiceContent, string?> get,
            Func<EditInvoice.Request, string?, EditInvoice.Request> set) =>
            InvoiceField.Of(property, label, Spelling.Text, it => get(it.Content), set);
    }

    private bool ReadLines(string text, out In<IReadOnlyList<LineItemRequest>> value)
    {
        var (code, rows) = RowsIn(text);
        var lines = new List<LineItemRequest>();
        value = new(code, lines);
        if (UnitOf(code) is not { } unit || Unit != unit) return rows.Count == 0;
        foreach (var cells in rows)
        {
            if (!TryLine(cells, unit, out var line)) return false;
            lines.Add(line);
        }

        return true;
    }

    private bool ReadInstallments(string text, out In<IReadOnlyList<InstallmentRequest>> value)
    {
        var (code, rows) = RowsIn(text);
        value = new(code, []);
        if (rows.Count == 0) return true;
        if (UnitOf(code) is not { } unit || Unit != unit || !TryInstallments(text, unit, out var all)) return false;
        value = new(code, all);
        return true;
    }

    private bool ReadDiscount(string text, out In<long> value)
    {
        var (code, rows) = RowsIn(text);
        var typed = rows is [[var only], ..] ? only : "";
        value = new(code, 0);
        if (string.IsNullOrWhiteSpace(typed)) return true;
        if (UnitOf(code) is not { } unit || Unit != unit || !TryAmount(typed, unit, out var minor)) return false;
        value = new(code, minor);
        return true;
    }

    private static string ShowLines(In<IReadOnlyList<LineItemRequest>> lines) => Join(
        lines.Currency,
        lines.Value.Select(string[] (line) =>
        [
            line.Description, line.Qty.ToString("0.###", CultureInfo.InvariantCulture),
            ShowAmount(line.UnitAmountMinor, lines.Currency),
            line.DiscountMinor is > 0 and var off ? ShowAmount(off, lines.Currency) : "",
            line.TaxRate is > 0 and var rate ? (rate / 100m).ToString("0.##", CultureInfo.InvariantCulture) : "",
        ]));

    private static string ShowInstallments(In<IReadOnlyList<InstallmentRequest>> all) => Join(
        all.Currency,
        all.Value.Select(string[] (one) => [ShowDay(one.DueDate), ShowAmount(one.AmountMinor, all.Currency)]));

    private static string ShowDiscount(In<long> discount) =>
        Join(discount.Currency, [[discount.Value > 0 ? ShowAmount(discount.Value, discount.Currency) : ""]]);

    private static string ShowAmount(long minor, string currency) =>
        UnitOf(currency) is { } unit ? new Money(minor, unit).ToMajorUnits() : minor.ToString(CultureInfo.InvariantCulture);

    private static string ShowDay(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static bool ReadDay(string text, out DateOnly? day)
    {
        day = Period.Day(text);
        return day is not null || string.IsNullOrWhiteSpace(text);
    }

    private string SayLines(string text) => RowsIn(text) is { Rows.Count: > 0 } all
        ? string.Join("; ", all.Rows.Select(cells => $"{cells[What]} × {cells[HowMany]}: {Say(cells[Price], all.Currency)}"))
        : t.Nothing;

    private string SayInstallments(string text) => RowsIn(text) is { Rows.Count: > 0 } all
        ? string.Join("; ", all.Rows.Select(cells => $"{cells[DueDay]}: {Say(cells[Part], all.Currency)}"))
        : t.Nothing;

    private string SayAmount(string text) =>
        RowsIn(text) is { Rows: [[{ Length: > 0 } only], ..] } all ? Say(only, all.Currency) : t.Nothing;

    private string Say(string typed, string currency) =>
        UnitOf(currency) is { } unit && AmountReader.TryRead(typed, unit, out var money) ? t.Amount(money) : typed;

    private static bool TryLine(string[] cells, Currency unit, out LineItemRequest line) =>
        TryPriced(cells, unit, out line) && cells[What].Trim().Length > 0 && cells[Price].Length > 0;

    /// <summary>Without a word of what it is, and without a price, it comes to nothing yet.</summary>
    private static bool TryPriced(string[] cells, Currency unit, out LineItemRequest line)
    {
        var isRead = AmountReader.TryReadNumber(cells[HowMany], QuantityDecimals, out var many) & (many > 0)
            & TryAmount(cells[Price], unit, out var price) & TryAmount(cells[Off], unit, out var off) & TryRate(cells[Rate], out var rate);
        line = new(cells[What].Trim(), many, price, off, rate);
        return isRead && line.ToThousandths() is not null;
    }

    private static bool TryInstallments(string text, Currency unit, out IReadOnlyList<InstallmentRequest> value)
    {
        var all = new List<InstallmentRequest>();
        value = all;
        foreach (var cells in RowsIn(text).Rows)
        {
            if (Period.Day(cells[DueDay]) is not { } day || !TryAmount(cells[Part], unit, out var minor) || minor == 0) return false;
            all.Add(new(day, minor));
        }

        return true;
    }

    private static bool TryAmount(string text, Currency unit, out long minor)
    {
        var isRead = AppForm.TryRead(text, unit, out var read);
        minor = read ?? 0;
        return isRead && minor <= Money.MaxMinorUnits;
    }

    private static bool TryRate(string text, out long basisPoints)
    {
        basisPoints = 0;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!AmountReader.TryReadNumber(text, PercentDecimals, out var percent)) return false;
        if (percent * 100 > InvoiceTotals.MaxTaxRate) return false;
        basisPoints = (long)(percent * 100);
        return true;
    }

    private static Currency? UnitOf(string code) => Currency.TryParse(code.Trim(), out var unit) ? unit : null;

    private static IEnumerable<string[]> TextsOf(IEnumerable<CellRow> rows) => rows.Select(TextsOf);

    private static string[] TextsOf(CellRow row) => [.. row.Cells.Select(cell => cell.Text)];

    /// <summary>A row that was added and not written in yet is none.</summary>
    private static bool IsLine(string[] cells) => cells[What].Trim().Length > 0 || cells[Price].Length > 0 || cells[Off].Length > 0;

    private static bool IsInstallment(string[] cells) => cells[DueDay].Length > 0 || cells[Part].Length > 0;

    private static string Join(string currency, IEnumerable<string[]> rows) =>
        string.Join(RowEnd, rows.Select(cells => string.Join(CellEnd, cells)).Prepend(currency));

    private static (string Currency, IReadOnlyList<string[]> Rows) RowsIn(string text) =>
        text.Split(RowEnd) is [var currency, .. var rows] ? (currency, [.. rows.Select(row => row.Split(CellEnd))]) : ("", []);

    /// <summary>Amounts, and what they are of.</summary>
    private sealed record In<TValue>(string Currency, TValue Value);
}
