using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Npm;

/// <summary>A Node client of the gateway, in a process of its own: its own one, sslcommerz-lts, or sslcommerz, whose code that began as.</summary>
internal static class NodeClient
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <param name="package">Its name on npm.</param>
    /// <param name="sandbox">Where the sandbox listens.</param>
    /// <param name="password">Of the store testbox.</param>
    /// <param name="call">The client's method.</param>
    /// <param name="argument">What that takes.</param>
    public static async Task<JsonObject> CallAsync(string package, string sandbox, string password, string call, object argument)
    {
        await InstallAsync();
        var (exit, output, error) = await RunAsync(
            "node",
            ["client.js", package, sandbox, call, JsonSerializer.Serialize(argument)],
            ("STORE_ID", "testbox"),
            ("STORE_PASSWD", password));
        Assert.True(exit == 0, $"{package} {call} failed: {error}");
        return JsonNode.Parse(output)!.AsObject();
    }

    /// <summary>
    /// Runs a script of somebody's guide, with what it needs installed and the sandbox's address in its environment; answers what it
    /// printed.
    /// </summary>
    public static async Task<string> RunScriptAsync(string script, string sandbox)
    {
        await InstallAsync();
        var (exit, output, error) = await RunAsync("node", ["-e", script], ("SANDBOX", sandbox));
        Assert.True(exit == 0, error);
        return output;
    }

    private static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            if (File.Exists(Path.Combine(Folder(), "node_modules", "sslcommerz", "index.js"))) return;
            var (exit, _, error) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
            Assert.True(exit == 0, $"npm ci could not install the clients that this test needs: {error}");
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(
        string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
