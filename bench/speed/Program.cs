// How fast the service is, beside what the database alone does with the same statements. See docs/performance.md, and bench/run for the
// use.
using System.Globalization;
using OiPayments.Bench;

if (args is ["parts", .. var arguments])
{
    Parts.Run(arguments);
    return;
}

var kind = args is [var first, ..] && !first.StartsWith('-') ? first : "speed";
var options = args.SkipWhile(argument => argument == kind)
    .Chunk(2)
    .ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new ArgumentException($"{pair[0]} needs a value."));
var (program, folder) = (Path.GetFullPath(options["--program"]), Path.GetFullPath(options["--folder"]));
var duration = TimeSpan.FromSeconds(double.Parse(options.GetValueOrDefault("--seconds", "5"), CultureInfo.InvariantCulture));
string[] only = options.TryGetValue("--only", out var names) ? names.Split(',') : [];
IResults results = kind switch
{
    "speed" => await new SpeedBench { Program = program, Folder = folder, Duration = duration, Only = only }.RunAsync(),
    "growth" => await new Growth
    {
        Program = program,
        Folder = folder,
        Duration = duration,
        Only = only,
        Sizes = [.. options.GetValueOrDefault("--sizes", "10000,1000000,5000000")
            .Split(',')
            .Select(size => long.Parse(size, CultureInfo.InvariantCulture))
            .Order()],
        FillScript = Path.GetFullPath("bench/million/fill.sql"),
    }.RunAsync(),
    "sqlite" => await new SqliteBench { Program = program, Folder = folder, Duration = duration }.RunAsync(),
    "settlement" => await new SettlementBench
    {
        Program = program,
        Folder = folder,
        Rows = int.Parse(options.GetValueOrDefault("--rows", "1000000"), CultureInfo.InvariantCulture),
    }.RunAsync(),
    _ => throw new ArgumentException($"There is nothing called {kind} to measure."),
};
Console.WriteLine();
Console.WriteLine(results.ToTable());
if (options.GetValueOrDefault("--out") is { } output)
{
    Directory.CreateDirectory(output);
    await File.WriteAllTextAsync(Path.Combine(output, $"{kind}.json"), results.ToJson());
    await File.WriteAllTextAsync(Path.Combine(output, $"{kind}.svg"), results.ToSvg());
}
