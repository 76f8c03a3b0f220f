using System.IO.Compression;

// Writes each file, compressed as small as it goes, with .br and .gz at its name. Part of the build: see OiPayments.Dashboard.csproj.
if (args is not [var folder, .. var files]) throw new InvalidOperationException("Usage: CompressAssets FOLDER FILE…");

Directory.CreateDirectory(folder);
foreach (var file in files)
{
    Write(file, ".br", stream => new BrotliStream(stream, CompressionLevel.SmallestSize));
    Write(file, ".gz", stream => new GZipStream(stream, CompressionLevel.SmallestSize));
}

void Write(string file, string extension, Func<Stream, Stream> compress)
{
    using var content = File.OpenRead(file);
    using var compressed = compress(File.Create(Path.Combine(folder, Path.GetFileName(file) + extension)));
    content.CopyTo(compressed);
}
