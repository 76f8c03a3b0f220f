// How fast the service is, beside what the database alone does with the same statements. See docs/performance.md.
//
//   bench/run [--seconds 5] [--only NAME] [--out FOLDER]
//   bench/run parts
using OiPayments;
using OiPayments.Bench;

if (args is ["parts"])
{
    Parts.Run();
    return;
}

var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new ArgumentException($"{pair[0]} needs a value."));
var bench = new SpeedBench
{
    Program = Path.GetFullPath(options["--program"]),
    Folder = Path.GetFullPath(options["--folder"]),
    Duration = TimeSpan.FromSeconds(double.Parse(options.GetValueOrDefault("--seconds", "5"))),
    Only = options.GetValueOrDefault("--only"),
};
var results = await bench.RunAsync();
Console.WriteLine();
Console.WriteLine(results.ToTable());
if (options.GetValueOrDefault("--out") is { } folder)
{
    Directory.CreateDirectory(folder);
    await File.WriteAllTextAsync(Path.Combine(folder, "speed.json"), results.ToJson());
    await File.WriteAllTextAsync(Path.Combine(folder, "speed.svg"), results.ToSvg());
}
