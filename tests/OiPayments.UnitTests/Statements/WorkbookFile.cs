using System.IO.Compression;
using System.Text;

namespace OiPayments.UnitTests.Statements;

/// <summary>A small workbook, part by part, so that a test can write what programs write and what they never would.</summary>
internal sealed class WorkbookFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly List<(string Path, string Text)> parts = [];

    public string Rows { get; init; } = "";

    public string Strings { get; init; } = "";

    public string Styles { get; init; } = "";

    public string Properties { get; init; } = "";

    public string Sheets { get; init; } = """<sheet name="Data" sheetId="1" r:id="rId1"/>""";

    public string Namespace { get; init; } = Main;

    /// <summary>The headers and rows as inline texts; a cell that begins with &lt; is XML of its own.</summary>
    public static string Inline(params string[][] rows) =>
        string.Concat(rows.Select((row, at) => $"<row r=\"{at + 1}\">{string.Concat(row.Select(Cell))}</row>"));

    public WorkbookFile With(string path, string text)
    {
        parts.Add((path, text));
        return this;
    }

    public MemoryStream Write(CompressionLevel level = CompressionLevel.Fastest)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in Usual().Concat(parts))
            {
                using var part = zip.CreateEntry(path, level).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        file.Position = 0;
        return file;
    }

    private static string Cell(string cell) => cell.StartsWith('<') ? cell : $"<c t=\"inlineStr\"><is><t>{cell}</t></is></c>";

    private IEnumerable<(string Path, string Text)> Usual() =>
    [
        ("_rels/.rels",
            $"""
            <Relationships xmlns="{Package}">
            <Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """),
        ("xl/workbook.xml", $"""<workbook xmlns="{Namespace}" xmlns:r="{Office}">{Properties}<sheets>{Sheets}</sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels",
            $"""
            <Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="{Office}/worksheet" Target="/xl/worksheets/sheet2.xml"/>
            <Relationship Id="rId3" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/>
            <Relationship Id="rId4" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """),
        ("xl/worksheets/sheet1.xml",
            $"""<worksheet xmlns="{Namespace}"><dimension ref="A1:B2"/><sheetData>{Rows}</sheetData><mergeCells count="0"/></worksheet>"""),
        ("xl/sharedStrings.xml", $"""<sst xmlns="{Namespace}">{Strings}</sst>"""),
        ("xl/styles.xml", $"""<styleSheet xmlns="{Namespace}">{Styles}</styleSheet>"""),
    ];
}
