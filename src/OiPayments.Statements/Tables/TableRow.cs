namespace OiPayments.Statements.Tables;

/// <summary>What a cell is to the program that wrote it. Cells of text files are always texts.</summary>
internal enum CellKind
{
    Text,

    /// <summary>A workbook's number; its text has the digits as the file stores them.</summary>
    Number,

    /// <summary>A workbook's number that is shown as a date; its text is ISO 8601.</summary>
    Date,

    /// <summary>A formula that failed, such as <c>#N/A</c>.</summary>
    Error,
}

/// <summary>One cell; <see cref="Text"/> is empty where the file has none.</summary>
internal readonly record struct Cell(string Text, CellKind Kind = CellKind.Text)
{
    public static readonly Cell Empty = new("");

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);
}

/// <summary>One row that is not wholly empty. A reader fills the same row again for the next: copy what you keep.</summary>
internal sealed class TableRow
{
    /// <summary>More columns than any settlement file has, and few enough for a row to stay small.</summary>
    public const int MaxColumns = 500;

    /// <summary>What a cell of a spreadsheet can hold; other files are held to the same.</summary>
    public const int MaxCellLength = 32_767;

    private Cell[] cells = new Cell[32];

    /// <summary>The line of the text or the row of the sheet, from 1, as a person counts them.</summary>
    public int Number { get; private set; }

    public int Count { get; private set; }

    /// <summary>The cell, or an empty one where the row has none.</summary>
    public Cell this[int column] => column < Count ? cells[column] : Cell.Empty;

    public void Begin(int number) => (Number, Count) = (number, 0);

    public void Renumber(int number) => Number = number;

    public void Add(Cell cell) => Put(Count, cell);

    /// <summary>Puts a cell where it stands; cells between it and the last are empty.</summary>
    public void Put(int column, Cell cell)
    {
        if (column >= MaxColumns)
            throw new FileRefusedException($"Row {Number} has more than {MaxColumns} columns. Remove the columns that nobody "
                + "needs.", Number);
        if (cell.Text.Length > MaxCellLength)
        {
            throw new FileRefusedException(
                $"Row {Number} has a cell of more than {MaxCellLength} characters. Look there for a quotation mark that is not "
                + "closed.", Number);
        }

        if (column >= cells.Length) Array.Resize(ref cells, Math.Max(cells.Length * 2, column + 1));
        while (Count < column) cells[Count++] = Cell.Empty;
        cells[column] = cell;
        Count = Math.Max(Count, column + 1);
    }

    public int Filled()
    {
        var filled = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!cells[i].IsEmpty) filled++;
        }

        return filled;
    }

    public bool IsEmpty()
    {
        for (var i = 0; i < Count; i++)
        {
            if (!cells[i].IsEmpty) return false;
        }

        return true;
    }

    public string[] Texts() => [.. cells.Take(Count).Select(cell => cell.Text.Trim())];
}
