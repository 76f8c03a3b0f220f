using System.Diagnostics;
using UglyToad.PdfPig;

namespace OiPayments.UnitTests.Documents;

/// <summary>A PDF as programs that are not ours see it: PdfPig, and the tools of poppler and zbar, which <c>./test</c> installs.</summary>
internal sealed class PdfFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("oi-document-").FullName;

    public PdfFile(byte[] content)
    {
        Content = content;
        File.WriteAllBytes(Path, content);
    }

    public byte[] Content { get; }

    private string Path => System.IO.Path.Combine(folder, "document.pdf");

    /// <summary>The text of each page, as PdfPig puts it together from the glyphs: without what ActualText says.</summary>
    public List<string> Pages()
    {
        using var pdf = PdfDocument.Open(Content);
        return [.. pdf.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text)))];
    }

    /// <summary>The lines of text as <c>pdftotext</c> gives them, page after page.</summary>
    public string[] Lines() => Run("pdftotext", "-raw", Path, "-").Split('\n', '\f');

    /// <summary>Whether each font is embedded, by its name.</summary>
    public Dictionary<string, bool> Fonts() => Run("pdffonts", Path).Split('\n').Skip(2).Where(line => line.Length > 0)
        .ToDictionary(line => line.Split(' ')[0], line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^5] == "yes");

    /// <summary>What a camera reads from the first page at so many dots an inch.</summary>
    public string Scan(int dotsPerInch)
    {
        var picture = System.IO.Path.Combine(folder, "page");
        Run("pdftoppm", "-r", $"{dotsPerInch}", "-png", "-singlefile", Path, picture);
        return Run("zbarimg", "--nodbus", "--quiet", "--raw", $"{picture}.png").Trim();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
