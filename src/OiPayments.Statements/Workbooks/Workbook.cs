using System.IO.Compression;
using System.Xml;

namespace OiPayments.Statements.Workbooks;

/// <summary>An opened workbook: its sheets by name, and the parts that their cells refer to.</summary>
internal sealed class Workbook : IAsyncDisposable
{
    private const int MaxSheets = 1000;

    private readonly ZipArchive zip;
    private readonly List<(string Name, string Relation, bool IsHidden)> sheets = [];
    private Dictionary<string, (string Kind, string Target)> relations = [];

    private Workbook(ZipArchive zip) => this.zip = zip;

    /// <summary>Whether its dates count from 1904, as those of old Macs do.</summary>
    public bool IsSince1904 { get; private set; }

    /// <summary>The sheets with rows that a person sees, in their order.</summary>
    public IReadOnlyList<string> Visible =>
        [.. sheets.Where(sheet => !sheet.IsHidden && IsRows(sheet.Relation)).Select(sheet => sheet.Name)];

    /// <exception cref="FileRefusedException">The archive is none, or holds no workbook.</exception>
    public static async Task<Workbook> OpenAsync(Stream file, CancellationToken ct)
    {
        var archive = await ZipDirectory.OpenAsync(file, ct);
        var workbook = new Workbook(
            await ZipArchive.CreateAsync(archive, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct));
        try
        {
            await workbook.ReadPartsAsync(ct);
            return workbook;
        }
        catch
        {
            await workbook.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => zip.DisposeAsync();

    /// <summary>The rows of a sheet as XML; the first visible one without a name.</summary>
    /// <exception cref="FileRefusedException">It has no such sheet.</exception>
    public Task<ReadAhead> SheetAsync(string? name, CancellationToken ct)
    {
        var sheet = sheets.Find(sheet => IsRows(sheet.Relation)
            && (name is null ? !sheet.IsHidden : string.Equals(sheet.Name, name, StringComparison.OrdinalIgnoreCase)));
        if (sheet.Relation is not null) return PartAsync(relations[sheet.Relation].Target, ct);

        throw new FileRefusedException(name is null ? "The workbook has no sheet with rows. Upload another file."
            : $"The workbook has no sheet {Quoted.Of(name)}. It has {Quoted.List(Visible)}. Change the mapping, or rename the sheet.");
    }

    /// <summary>The part of a kind, such as the texts; null where there is none.</summary>
    public async Task<ReadAhead?> PartOfAsync(string kind, CancellationToken ct) =>
        relations.Values.FirstOrDefault(relation => relation.Kind == kind).Target is { } target ? await PartAsync(target, ct) : null;

    private async Task ReadPartsAsync(CancellationToken ct)
    {
        var main = (await RelationsAsync("", ct)).Values.FirstOrDefault(relation => relation.Kind == "officeDocument").Target;
        if (main is null || !main.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || IsOther(main)) throw NoWorkbook(main);

        relations = await RelationsAsync(main, ct);
        using var xml = XmlReader.Create(await PartAsync(main, ct), StrictXml.Settings());
        while (xml.Read())
        {
            StrictXml.CheckDepth(xml);
            if (xml.NodeType is not XmlNodeType.Element) continue;
            if (xml is { Depth: 0 } && xml.LocalName != "workbook") throw NoWorkbook(main);
            if (xml.LocalName == "workbookPr") IsSince1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName == "sheet") AddSheet(xml);
        }
    }

    private void AddSheet(XmlReader xml)
    {
        if (sheets.Count == MaxSheets) throw new FileRefusedException($"The workbook has more than {MaxSheets} sheets. Save one as CSV "
            + "(UTF-8).");
        var (name, relation, state) = (xml.GetAttribute("name") ?? "", "", xml.GetAttribute("state"));
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.Prefix.Length > 0) relation = xml.Value;
        }

        sheets.Add((name, relation, state is "hidden" or "veryHidden"));
    }

    private bool IsRows(string relation) => relations.TryGetValue(relation, out var part) && part.Kind == "worksheet";

    private async Task<Dictionary<string, (string Kind, string Target)>> RelationsAsync(string part, CancellationToken ct)
    {
        var read = new Dictionary<string, (string Kind, string Target)>();
        var folder = part[..(part.LastIndexOf('/') + 1)];
        var path = $"{folder}_rels/{part[folder.Length..]}.rels";
        if (Find(path) is null) return read;

        using var xml = XmlReader.Create(await PartAsync(path, ct), StrictXml.Settings());
        while (xml.Read())
        {
            StrictXml.CheckDepth(xml);
            if (xml.NodeType is not XmlNodeType.Element || xml.LocalName != "Relationship") continue;
            if (xml.GetAttribute("TargetMode") == "External") continue;

            var (kind, target) = (xml.GetAttribute("Type") ?? "", xml.GetAttribute("Target") ?? "");
            read.TryAdd(
                xml.GetAttribute("Id") ?? "",
                (kind[(kind.LastIndexOf('/') + 1)..], target is ['/', .. var whole] ? whole : folder + target));
        }

        return read;
    }

    private async Task<ReadAhead> PartAsync(string path, CancellationToken ct)
    {
        var entry = Find(path) ?? throw new FileRefusedException($"The workbook lacks its part {Quoted.Of(path)}. Download it again.");
        var part = new ReadAhead(await entry.OpenAsync(ct), entry.CompressedLength);
        await part.CompleteAsync(ct);
        return part;
    }

    // Two parts of one name could be read one way here and another way by the program that shows the workbook.
    private ZipArchiveEntry? Find(string path)
    {
        var entries = zip.Entries.Where(entry => string.Equals(entry.FullName, path, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return entries.Count < 2 ? entries.FirstOrDefault()
            : throw new FileRefusedException($"The workbook has the part {Quoted.Of(path)} twice. Open it, save it again and upload that.");
    }

    private static bool IsOther(string main) => main.StartsWith("word/", StringComparison.OrdinalIgnoreCase)
        || main.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase);

    private FileRefusedException NoWorkbook(string? main)
    {
        if (main is not null && main.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
            return new("The file is a binary Excel workbook (.xlsb). Open it and save it as .xlsx or CSV (UTF-8).");
        if (main is not null) return new("The file is an Office document, but no workbook. Upload the workbook, or a CSV file.");
        return new(zip.GetEntry("content.xml") is not null
            ? "The file is an OpenDocument file. Open it and save it as .xlsx or CSV (UTF-8)."
            : "The file is a ZIP archive without a workbook. Unpack it and upload the files inside one by one.");
    }
}
