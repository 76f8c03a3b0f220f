using System.Globalization;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Banks;

/// <summary>One statement of MT940 while it is read, over all its pages.</summary>
internal sealed class Mt940Statement
{
    private readonly List<BankLine> lines = [];
    private string account = "";
    private string number = "";
    private int? firstPage;
    private int? page;
    private Mt940Balance opening;
    private Mt940Balance? closing;
    private (int Number, string Text)? line;
    private string text = "";

    /// <summary>Whether pages follow: its closing balance is that of a page.</summary>
    public bool HasMore { get; private set; }

    public bool IsClosed => closing is not null;

    /// <summary>Takes the fields that stand before the opening balance of the first page, or of a further one.</summary>
    /// <exception cref="FileRefusedException">A further page is not the next one of this statement.</exception>
    public void Begin(string newAccount, string newNumber, Mt940Balance balance, bool isPage, int at)
    {
        var parts = newNumber.Split('/', 2);
        int? newPage = parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var given) ? given : null;
        if (!HasMore)
        {
            if (isPage)
                throw new FileRefusedException($"Line {at} begins with a later page of a statement. Put all its pages into one file.", at);
            (account, number, firstPage, opening) = (newAccount, parts[0], newPage, balance);
        }
        else if (!isPage || newAccount != account || parts[0] != number || balance != closing || (page is not null && newPage != page + 1))
            throw MissingPage(at);

        (page, closing, HasMore) = (newPage, null, false);
    }

    public void AddLine(int at, string field)
    {
        FinishLine();
        line = (at, field);
    }

    /// <summary>Field 86: what is said of the line before it. Other texts are about the statement, and nobody needs them.</summary>
    public void AddText(string field)
    {
        if (line is not null) text = text.Length == 0 ? field : $"{text}\n{field}";
    }

    public void Close(Mt940Balance balance, bool isPage, int at)
    {
        FinishLine();
        if (balance.Currency != opening.Currency)
        {
            throw new FileRefusedException(
                $"Line {at}: the statement opens in {opening.Currency} and closes in {balance.Currency}. Download the file again.", at);
        }

        (closing, HasMore) = (balance, isPage);
    }

    public FileRefusedException MissingPage(int at) =>
        new($"The statement {Quoted.Of(number)} lacks a page at line {at}. Put all its pages into one file, in their order.", at);

    public BankStatement Finish() => StatementRules.Checked(new()
    {
        Account = StatementRules.Reference(account),
        Currency = opening.Currency,
        Number = StatementRules.Reference(number),
        Sequence = long.TryParse(number, CultureInfo.InvariantCulture, out var sequence) ? sequence : null,
        Page = firstPage,
        OpenedOn = opening.Day,
        ClosedOn = closing?.Day,
        OpeningMinor = opening.Minor,
        ClosingMinor = closing?.Minor,
        Lines = lines,
    });

    private void FinishLine()
    {
        if (line is not { } open) return;
        var read = Mt940Fields.Line(open.Text, opening.Currency, open.Number);
        var more = open.Text.Split('\n').Skip(1).Append(text).Where(part => part.Length > 0);
        StatementRules.Add(lines, read with
        {
            Text = IdText.ReadText(string.Join(' ', more)),
            Raw = (text.Length == 0 ? $":61:{open.Text}" : $":61:{open.Text}\n:86:{text}").CutTo(StatementRules.MaxRawLength),
        });
        (line, text) = (null, "");
    }
}
