namespace OiPayments.ApiTests.Npm;

/// <summary>Linters that the makers of API clients use: redocly's, and spectral with its rules for OpenAPI.</summary>
internal static class DescriptionLinters
{
    private static readonly NpmFolder Folder = new("Lint", "@redocly/cli", "@stoplight/spectral-cli");

    /// <summary>What they find, down to hints, in their own words; empty when that is nothing.</summary>
    public static async Task<string> FindingsAsync(string description)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{RandomToken.New128("openapi-")}.json");
        await File.WriteAllTextAsync(file, description);
        try
        {
            var redocly = await Folder.RunAsync(
                Folder.Program("redocly"), ["lint", file, "--config=redocly.yaml", "--format=stylish", "--max-problems=200"], "");
            var spectral = await Folder.RunAsync(
                Folder.Program("spectral"),
                ["lint", file, "--ruleset=spectral.yaml", "--format=text", "--fail-severity=hint"], "");
            return (redocly.Exit == 0 ? "" : redocly.Output + redocly.Error) + (spectral.Exit == 0 ? "" : spectral.Output + spectral.Error);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
