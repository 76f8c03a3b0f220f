using System.Globalization;
using System.Xml;
using OiPayments.Statements.Tables;

namespace OiPayments.Statements.Workbooks;

/// <summary>The rows of one sheet, forwards only.</summary>
internal sealed class SheetReader(XmlReader xml, PackedStrings strings, CellStyles styles, bool isSince1904)
{
    private readonly TableRow row = new();
    private string reference = "";
    private string type = "";
    private int style;
    private string? value;
    private bool hasFormula;
    private int column;
    private bool isDone;

    /// <summary>The next row, which may be empty; null behind the last.</summary>
    /// <exception cref="FileRefusedException">Rows or cells stand in another order than their numbers say.</exception>
    public TableRow? Next()
    {
        var isWithin = false;
        while (!isDone && xml.Read())
        {
            StrictXml.CheckDepth(xml);
            if (xml.NodeType is XmlNodeType.Element)
            {
                if (!isWithin && xml.LocalName == "row")
                {
                    Begin();
                    if (xml.IsEmptyElement) return row;
                    isWithin = true;
                }
                else if (isWithin) TakeElement();
            }
            else if (xml.NodeType is XmlNodeType.EndElement)
            {
                if (xml.LocalName == "c") End();
                else if (xml.LocalName == "row") return row;
                else if (xml.LocalName == "sheetData") isDone = true;
            }
        }

        return null;
    }

    private void Begin()
    {
        var number = int.TryParse(xml.GetAttribute("r"), CultureInfo.InvariantCulture, out var given) ? given : row.Number + 1;
        if (number <= row.Number)
            throw new FileRefusedException($"Behind row {row.Number} of the sheet comes row {number}. Open the workbook, save it again "
                + "and upload that.");
        row.Begin(number);
        column = -1;
    }

    private void TakeElement()
    {
        switch (xml.LocalName)
        {
            case "c":
                BeginCell();
                break;
            case "v":
                value = StrictXml.TextOf(xml);
                break;
            case "f":
                hasFormula = true;
                break;
            case "is":
                value = RichText.Of(xml);
                break;
        }
    }

    private void BeginCell()
    {
        (reference, type, style, value, hasFormula) = ("", "", -1, null, false);
        var isEmpty = xml.IsEmptyElement;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "r":
                    reference = xml.Value;
                    break;
                case "t":
                    type = xml.Value;
                    break;
                case "s":
                    style = int.TryParse(xml.Value, CultureInfo.InvariantCulture, out var number) ? number : -1;
                    break;
            }
        }

        xml.MoveToElement();
        var at = reference.Length > 0 ? ColumnOf(reference) : column + 1;
        if (at <= column)
            throw new FileRefusedException($"Row {row.Number} has its cells in disorder. Open the workbook, save it again and upload "
                + "that.", row.Number);
        column = at;
        if (isEmpty) value = null;
    }

    private void End()
    {
        if (value is null)
        {
            // Programs that write a formula without its result leave that to whoever opens the workbook.
            if (hasFormula) row.Put(column, new("a formula without its result", CellKind.Error));
            return;
        }

        if (Read(value) is { Text.Length: > 0 } cell) row.Put(column, cell);
        value = null;
    }

    private Cell Read(string text) => type switch
    {
        "s" => new(Shared(text)),
        "str" or "inlineStr" => new(EscapedText.Unescaped(text)),
        "b" => new(text == "1" ? "TRUE" : "FALSE"),
        "e" => new(text, CellKind.Error),
        "d" => new(WithoutZone(text), CellKind.Date),
        _ => Number(text.Trim()),
    };

    private Cell Number(string text)
    {
        if (styles.IsDate(style) && SheetDate.TryWrite(text, isSince1904, out var date)) return new(date, CellKind.Date);
        return new(text.All(char.IsAsciiDigit) ? text.PadLeft(styles.Digits(style), '0') : text, CellKind.Number);
    }

    // A sheet's date is what its clock shows. Some programs end it with a Z all the same, which spreadsheets pass over.
    private static string WithoutZone(string text) => text.TrimEnd('Z');

    private string Shared(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && strings[number] is { } shared ? shared
            : throw new FileRefusedException($"Row {row.Number} names a text that the workbook does not have. Download it "
                + "again.", row.Number);

    // AB12 is column 27, counted from 0.
    private int ColumnOf(string cell)
    {
        var number = 0;
        foreach (var letter in cell)
        {
            if (!char.IsAsciiLetter(letter)) break;
            number = (number * 26) + (letter & 0x1F);
            if (number > ushort.MaxValue)
                throw new FileRefusedException($"Row {row.Number} has a cell {Quoted.Of(cell)}, which no sheet has. Download it "
                    + "again.", row.Number);
        }

        return number - 1;
    }
}
