using System.Runtime.CompilerServices;
using System.Xml;
using OiPayments.Statements.Workbooks;

namespace OiPayments.Statements.Tables;

/// <summary>
/// The rows of a sheet of a workbook. Rows without anything in them are passed over, and what the workbook says of its own size is not
/// believed: LibreOffice ends a long sheet with a thousand empty rows.
/// </summary>
internal static class XlsxTable
{
    public static async IAsyncEnumerable<TableRow> ReadAsync(Stream file, string? sheet, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var workbook = await SoundAsync(() => Workbook.OpenAsync(file, ct));
        var strings = await SoundAsync(() => StringsAsync(workbook, ct));
        var styles = await SoundAsync(() => StylesAsync(workbook, ct));
        await using var part = await SoundAsync(() => workbook.SheetAsync(sheet, ct));
        using var xml = XmlReader.Create(part, StrictXml.Settings());
        var reader = new SheetReader(xml, strings, styles, workbook.IsSince1904);

        while (Sound(reader.Next) is { } row)
        {
            if (!row.IsEmpty()) yield return row;
            var next = part.CompleteAsync(ct);
            if (!next.IsCompletedSuccessfully) await SoundAsync(next);
        }
    }

    /// <summary>The sheets that a person sees.</summary>
    public static async Task<IReadOnlyList<string>> SheetsAsync(Stream file, CancellationToken ct)
    {
        await using var workbook = await SoundAsync(() => Workbook.OpenAsync(file, ct));
        return workbook.Visible;
    }

    private static async Task<PackedStrings> StringsAsync(Workbook workbook, CancellationToken ct)
    {
        var strings = new PackedStrings();
        if (await workbook.PartOfAsync("sharedStrings", ct) is not { } part) return strings;

        using var xml = XmlReader.Create(part, StrictXml.Settings());
        while (xml.Read())
        {
            StrictXml.CheckDepth(xml);
            if (xml.NodeType is not XmlNodeType.Element || xml.LocalName != "si") continue;
            strings.Add(EscapedText.Unescaped(RichText.Of(xml)));
            await part.CompleteAsync(ct);
        }

        return strings;
    }

    private static async Task<CellStyles> StylesAsync(Workbook workbook, CancellationToken ct)
    {
        if (await workbook.PartOfAsync("styles", ct) is not { } part) return new();
        using var xml = XmlReader.Create(part, StrictXml.Settings());
        return CellStyles.Read(xml);
    }

    private static T Sound<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            throw Damaged(broken);
        }
    }

    private static async Task<T> SoundAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw Damaged(broken);
        }
    }

    private static async Task SoundAsync(ValueTask read)
    {
        try
        {
            await read;
        }
        catch (InvalidDataException broken)
        {
            throw Damaged(broken);
        }
    }

    private static FileRefusedException Damaged(Exception broken) => new(
        "The workbook is damaged, or is none that can be read. Open it, save it as .xlsx or CSV (UTF-8), and upload that.",
        innerException: broken);
}
