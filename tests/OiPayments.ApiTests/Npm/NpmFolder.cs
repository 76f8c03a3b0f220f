using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace OiPayments.ApiTests.Npm;

/// <summary>A folder with a package.json and its lock file: what it names is installed once, and run in a process of its own.</summary>
/// <param name="name">Beside this file; empty for this one's own.</param>
/// <param name="packages">What has to be there.</param>
internal sealed class NpmFolder(string name, params string[] packages)
{
    private string Location => Path.Combine(Here(), name);

    public async Task<(int Exit, string Output, string Error)> RunAsync(string program, string[] arguments, string input)
    {
        await InstallAsync();
        return await StartAsync(program, arguments, input);
    }

    /// <summary>Installs what is not there, and answers the folder that programs find packages in.</summary>
    public async Task<string> InstalledAsync()
    {
        await InstallAsync();
        return Path.Combine(Location, "node_modules");
    }

    /// <summary>The program that a package brings along.</summary>
    public string Program(string program) => Path.Combine(Location, "node_modules", ".bin", program);

    private async Task InstallAsync()
    {
        await using var alone = await LockAsync();
        if (packages.All(package => File.Exists(Path.Combine(Location, "node_modules", package, "package.json")))) return;
        var (exit, _, error) = await StartAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], "");
        Assert.True(exit == 0, $"npm ci could not install what this test needs: {error}");
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

    private async Task<(int Exit, string Output, string Error)> StartAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Location,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Nobody asks for a newer version of itself in the middle of a test.
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true", ["NO_UPDATE_NOTIFIER"] = "1" },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
