// How large a document is, how long one takes, and how much memory. With --out FOLDER it also writes every sample as a PDF, to be looked
// at.
//
//   bench/run documents [--out FOLDER]
using System.Diagnostics;
using OiPayments.Documents;
using OiPayments.UnitTests.Documents;

var languages = Enum.GetValues<DocumentLanguage>();
var longWord = string.Concat(Enumerable.Repeat("কখগঘঙচছজঝঞ", 20));
var samples = new List<(string Name, Document Document)>();
foreach (var language in languages)
{
    samples.Add(($"invoice-{language}", SampleDocuments.Invoice(language)));
    samples.Add(($"everything-{language}", SampleDocuments.WithEverything(language)));
    samples.Add(($"receipt-{language}", SampleDocuments.Receipt(language)));
    samples.Add(($"credit-note-{language}", SampleDocuments.CreditNote(language)));
    samples.Add(($"mushak-{language}", SampleDocuments.Mushak(language)));
}

samples.Add(("logo", SampleDocuments.WithEverything(DocumentLanguage.English) with
{
    Brand = SampleDocuments.Brand with { Logo = SampleDocuments.Logo() }
}));
samples.Add(("60-lines", SampleDocuments.Invoice(lines: 60)));
samples.Add(("mushak-60-lines", SampleDocuments.Mushak(lines: 60)));
var hostile = SampleDocuments.Invoice();
samples.Add(("hostile", hostile with
{
    BillTo = new()
    {
        Name = "شركة الخليج للتجارة 2026 المحدودة",
        Address = "שלום 12\n東京都千代田区\nहिन्दी नाम",
        Email = "<b>bold</b>=1+1@example.com"
    },
    Brand = SampleDocuments.Brand with { Accent = SampleDocuments.Parse("#ffee00") },
    Lines =
    [
        hostile.Lines[0] with { Description = longWord },
        hostile.Lines[0] with { Description = new string('W', 200) },
        hostile.Lines[0] with { Description = "<b>bold</b> =1+1 \u0007\u0000\u202Egnp.exe 👩‍👩‍👧 ok" },
        hostile.Lines[0] with
        {
            UnitPrice = SampleDocuments.Taka(9_007_199_254_740_991), Total = SampleDocuments.Taka(9_007_199_254_740_991),
            Quantity = 123456789.125m
        },
    ],
}));

var folder = args is ["--out", var given] ? given : null;
var cold = Stopwatch.StartNew();
SampleDocuments.Pdf(samples[0].Document);
Console.WriteLine($"first of the process: {cold.Elapsed.TotalMilliseconds:F0} ms");
var idle = Resident();
foreach (var lines in (int[])[500, 1_000, 2_000])
{
    foreach (var language in (DocumentLanguage[])[DocumentLanguage.English, DocumentLanguage.Both])
    {
        var document = SampleDocuments.Invoice(language, lines);
        var clock = Stopwatch.StartNew();
        var pdf = SampleDocuments.Pdf(document);
        Console.WriteLine($"{lines} lines, {language}: {clock.Elapsed.TotalMilliseconds:F0} ms, {pdf.Length / 1000} kB, {Pages(pdf)} "
            + $"pages; peak {(Peak() - idle) / 1_000_000} MB above {idle / 1_000_000} MB");
    }
}

Console.WriteLine($"{"document",-22}{"pages",6}{"kB",8}{"ms warm CPU",13}");
foreach (var (name, document) in samples)
{
    var pdf = SampleDocuments.Pdf(document);
    if (folder is not null) File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name}.pdf"), pdf);
    Console.WriteLine($"{name,-22}{Pages(pdf),6}{pdf.Length / 1000.0,8:F1}{Cpu(document),13:F1}");
}

for (var round = 0; round < 3; round++)
{
    for (var i = 0; i < 2_000; i++) SampleDocuments.Pdf(samples[i % samples.Count].Document);
    GC.Collect();
    Console.WriteLine($"after 2,000 more documents: {(Resident() - idle) / 1_000_000} MB above idle, of which managed {Managed()} MB");
}

static long Managed() => GC.GetGCMemoryInfo().TotalCommittedBytes / 1_000_000;

double Cpu(Document document)
{
    const int times = 60;
    for (var i = 0; i < 20; i++) SampleDocuments.Pdf(document);
    var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    for (var i = 0; i < times; i++) SampleDocuments.Pdf(document);
    process.Refresh();
    return (process.TotalProcessorTime - before).TotalMilliseconds / times;
}

static int Pages(byte[] pdf) => System.Text.Encoding.Latin1.GetString(pdf).Split("/Type /Page\n").Length - 1;

static long Resident() => Status("VmRSS:");

static long Peak() => Status("VmHWM:");

static long Status(string name) =>
    long.Parse(File.ReadLines("/proc/self/status")
        .First(line => line.StartsWith(name, StringComparison.Ordinal))
        .Split(':')[1]
        .Replace("kB", "")
        .Trim()) * 1024;
