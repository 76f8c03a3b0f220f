using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Npm;

/// <summary>Libraries that receivers use, standardwebhooks by the Standard Webhooks project and svix, in a process of their own.</summary>
internal static class StandardWebhooks
{
    public const string Own = "standardwebhooks";
    public const string Svix = "svix";

    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>Null when the library believes the delivery; else why it does not.</summary>
    public static async Task<string?> RefusalAsync(string secret, Delivery delivery, DateTimeOffset now, string library = Own)
    {
        await InstallAsync();
        var headers = new JsonObject(delivery.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value)));
        var question = new JsonObject { ["library"] = library, ["now"] = now.ToUnixTimeSeconds(), ["secret"] = secret, ["headers"] = headers, ["body"] = delivery.Body };
        var (exit, output, error) = await RunAsync("node", ["verify.js"], question.ToJsonString());
        if (exit != 0) return error.Trim();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(delivery.Body), JsonNode.Parse(output)), output);
        return null;
    }

    private static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            await using var alone = await LockAsync();
            if (new[] { Own, Svix }.All(library => File.Exists(Path.Combine(Folder(), "node_modules", library, "package.json")))) return;
            var (exit, _, error) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], "");
            Assert.True(exit == 0, $"npm ci could not install what this test needs: {error}");
        }
        finally
        {
            Installing.Release();
        }
    }

    // The suite runs for both databases at once, from the same folders: two installations would delete each other's files.
    private static async Task<FileStream> LockAsync()
    {
        while (true)
        {
            try
            {
                return new(Path.Combine(AppContext.BaseDirectory, "npm.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
