using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using OiPayments.Statements.Tables;

namespace OiPayments.Statements.Html;

/// <summary>
/// The rows of the tables of a web page, from its text piece by piece. As in a workbook, the cells that a wide or high cell covers are
/// empty. It reads what programs write as reports, not all that browsers forgive: a table within a cell is refused.
/// </summary>
internal sealed partial class HtmlRows
{
    private const int MaxTag = 8 * 1024;
    private const int MaxRowSpan = 1000;

    private readonly StringBuilder tag = new();
    private readonly StringBuilder text = new();
    private readonly int[] covered = new int[TableRow.MaxColumns];
    private readonly TableRow row = new();
    private Within within;
    private char quote;
    private string? skipped;
    private bool isRowOpen;
    private bool isCellOpen;
    private int column;
    private int width;
    private int height;
    private int tables;
    private int number;
    private bool reopen;

    private enum Within
    {
        Text,
        Tag,
        Comment,
    }

    public TableRow Row => row;

    /// <summary>Reads on until a row is complete, and says how much it read; all of it when none is.</summary>
    public int Read(ReadOnlySpan<char> page, out bool isComplete)
    {
        isComplete = false;
        for (var i = 0; i < page.Length; i++)
        {
            if (Take(page[i]))
            {
                isComplete = true;
                return i + 1;
            }
        }

        return page.Length;
    }

    /// <exception cref="FileRefusedException">The page ends within a table.</exception>
    public void End()
    {
        if (tables > 0 || isRowOpen || within is not Within.Text)
            throw new FileRefusedException($"The table has no end behind row {number}: the file is cut. Download it again.", number);
    }

    private bool Take(char letter)
    {
        switch (within)
        {
            case Within.Text when letter == '<':
                tag.Clear();
                within = Within.Tag;
                return false;
            case Within.Text:
                if (isCellOpen && skipped is null) Append(letter);
                return false;
            case Within.Comment:
                return TakeOfComment(letter);
            default:
                return TakeOfTag(letter);
        }
    }

    private bool TakeOfComment(char letter)
    {
        // Only the last letters matter: whether it ends here.
        if (tag.Length > MaxTag / 2) tag.Remove(0, tag.Length - 2);
        tag.Append(letter);
        if (letter == '>' && tag.Length >= 3 && tag[^2] == '-' && tag[^3] == '-') within = Within.Text;
        return false;
    }

    private bool TakeOfTag(char letter)
    {
        if (quote != '\0')
        {
            if (letter == quote) quote = '\0';
        }
        else if (letter == '>')
        {
            within = Within.Text;
            return Apply(tag.ToString());
        }
        else if (letter is '"' or '\'' && tag.Length > 0 && tag[^1] == '=') quote = letter;

        tag.Append(letter);
        if (tag.Length == 3 && tag.Equals("!--")) (within, quote) = (Within.Comment, '\0');
        if (tag.Length > MaxTag)
            throw new FileRefusedException($"Behind row {number} of the page stands a tag that has no end. Download it again.", number);
        return false;
    }

    private bool Apply(string whole)
    {
        if (Name().Match(whole) is not { Success: true } match) return Literal(whole);
        var name = match.Groups["name"].Value.ToLowerInvariant();
        var isEnd = match.Groups["end"].Length > 0;
        if (skipped is not null)
        {
            if (isEnd && name == skipped) skipped = null;
            return false;
        }

        switch (name)
        {
            case "script" or "style" when !isEnd:
                skipped = name;
                return false;
            case "table":
                return Table(isEnd);
            case "tr":
                return OpenRow(isEnd);
            case "td" or "th":
                OpenCell(isEnd, whole);
                return false;
            case "br" or "p" or "div":
                if (isCellOpen) Append(' ');
                return false;
            default:
                return false;
        }
    }

    // A "<" that begins no tag is a letter of the text.
    private bool Literal(string whole)
    {
        if (whole.StartsWith('!') || whole.StartsWith('?') || !isCellOpen) return false;
        foreach (var letter in $"<{whole}>") Append(letter);
        return false;
    }

    private bool Table(bool isEnd)
    {
        if (!isEnd && isCellOpen)
        {
            throw new FileRefusedException(
                $"Row {number} of the page has a table within a cell. Open the file and save it as .xlsx or CSV (UTF-8).", number);
        }

        tables = isEnd ? Math.Max(0, tables - 1) : tables + 1;
        Array.Clear(covered);
        return CloseRow();
    }

    private bool OpenRow(bool isEnd)
    {
        var isComplete = CloseRow();
        if (isEnd) return isComplete;

        // The row that ends where this one begins is handed out before it: the tag is read once more.
        if (isComplete)
        {
            reopen = true;
            return true;
        }

        Begin();
        return false;
    }

    /// <summary>Says that the complete row was taken.</summary>
    public void Next()
    {
        if (!reopen) return;
        reopen = false;
        Begin();
    }

    private void Begin()
    {
        row.Begin(++number);
        (isRowOpen, column) = (true, 0);
    }

    private bool CloseRow()
    {
        if (!isRowOpen) return false;
        CloseCell();
        isRowOpen = false;
        for (var i = 0; i < covered.Length; i++) covered[i] = Math.Max(0, covered[i] - 1);
        return true;
    }

    private void OpenCell(bool isEnd, string whole)
    {
        CloseCell();
        if (isEnd) return;
        if (!isRowOpen) Begin();
        (isCellOpen, width, height) = (true, Span(whole, "colspan", TableRow.MaxColumns), Span(whole, "rowspan", MaxRowSpan));
    }

    private void CloseCell()
    {
        if (!isCellOpen) return;
        isCellOpen = false;
        while (column < covered.Length && covered[column] > 0) column++;
        row.Put(column, new(Spaces().Replace(WebUtility.HtmlDecode(text.ToString()), " ").Trim()));
        text.Clear();

        // The row is counted down when it ends: one more than the rows below.
        for (var i = column; i < Math.Min(column + width, covered.Length); i++) covered[i] = height;
        column += width;
    }

    private void Append(char letter)
    {
        if (text.Length < TableRow.MaxCellLength) text.Append(letter);
        else throw new FileRefusedException($"Row {number} has a cell of more than {TableRow.MaxCellLength} characters.", number);
    }

    private static int Span(string tag, string name, int max) =>
        Spans().Matches(tag).FirstOrDefault(span => span.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
        && int.TryParse(found.Groups["count"].ValueSpan, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, max) : 1;

    [GeneratedRegex(@"\A(?<end>/?)(?<name>[A-Za-z][A-Za-z0-9:]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\s(?<name>colspan|rowspan)\s*=\s*[""']?(?<count>[0-9]{1,6})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Spans();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
