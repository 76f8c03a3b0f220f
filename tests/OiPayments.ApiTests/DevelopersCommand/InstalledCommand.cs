using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.DevelopersCommand;

/// <summary>The command <c>oi</c> as a stranger gets it: installed once from the package that the build has made.</summary>
internal static class InstalledCommand
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The folder of the program.</summary>
    public static Task<string> FolderAsync() => Installed.Value;

    private static async Task<string> InstallAsync()
    {
        // artifacts/bin/…/debug and artifacts/package/debug: what was built together.
        var packages = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "../../../package", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));
        var folder = Directory.CreateTempSubdirectory("oipayments-tool-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var configuration = Path.Combine(folder, "nuget.config");
        await File.WriteAllTextAsync(configuration, $"""
            <configuration><packageSources><clear /><add key="folder" value="{packages}" /></packageSources></configuration>
            """);
        using var install = OiProcess.Start(
            "dotnet", ["tool", "install", "OiPayments.Cli", "--tool-path", Path.Combine(folder, "tools"), "--configfile", configuration],
            new(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Path.Combine(folder, "cache") });
        await install.EndsAsync();
        Assert.True(install.ExitCode == 0, $"{install.Output}\n{install.Errors}");
        return Path.Combine(folder, "tools");
    }
}

/// <summary>A developer with a home of their own, who types <c>oi</c>.</summary>
internal sealed class Developer : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("oipayments-developer-");

    /// <summary>What the developer's shell has set.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string ProfilesFile => Path.Combine(home.FullName, "oi", "profiles.json");

    /// <summary>One who has logged in to an application's TEST.</summary>
    public static async Task<Developer> LoggedInAsync(TestServer server, TestApplication shop)
    {
        var developer = new Developer();
        var credentials = shop.Registered["credentials"]!;
        var login = await developer.TypesAsync(
            ["login", "--api", ApiOf(server), "--key", (string)credentials["testApiKey"]!], (string)credentials["testApiSecret"]!);
        Assert.True(login.ExitCode == 0, login.Errors);
        return developer;
    }

    public static string ApiOf(TestServer server) => server.ApiUrl.ToString().TrimEnd('/');

    public async Task<OiProcess> StartsAsync(params string[] arguments) =>
        OiProcess.Start(Path.Combine(await InstalledCommand.FolderAsync(), "oi"), arguments, Environment());

    /// <summary>Types it, and waits for the end.</summary>
    public async Task<OiProcess> TypesAsync(string[] arguments, string input = "")
    {
        var typed = OiProcess.Start(Path.Combine(await InstalledCommand.FolderAsync(), "oi"), arguments, Environment(), input);
        await typed.EndsAsync();
        return typed;
    }

    public Task<OiProcess> TypesAsync(params string[] arguments) => TypesAsync(arguments, "");

    /// <summary>What it printed as JSON; fails unless it was done.</summary>
    public async Task<JsonNode> AsksAsync(params string[] arguments)
    {
        using var typed = await TypesAsync([.. arguments, "--json"]);
        Assert.True(typed.ExitCode == 0, $"{typed.Output}\n{typed.Errors}");
        return JsonNode.Parse(typed.Output)!;
    }

    public void Dispose() => home.Delete(recursive: true);

    public Dictionary<string, string> Environment() =>
        new(Variables, StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = home.FullName, ["XDG_DATA_HOME"] = home.FullName };
}

/// <summary>A program that was started, with its two outputs apart.</summary>
internal sealed class OiProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly (List<string> Output, List<string> Errors) heard = ([], []);

    private OiProcess(Process process) => this.process = process;

    public string Output => Text(heard.Output);

    public string Errors => Text(heard.Errors);

    public int ExitCode => process.ExitCode;

    public static OiProcess Start(string program, IEnumerable<string> arguments, Dictionary<string, string> variables, string input = "")
    {
        // Whoever runs the tests in the background has their programs ignore Ctrl-C; a terminal has not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var started = new OiProcess(Process.Start(start)!);
        started.process.OutputDataReceived += (_, line) => Hear(started.heard.Output, line.Data);
        started.process.ErrorDataReceived += (_, line) => Hear(started.heard.Errors, line.Data);
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        started.process.StandardInput.Write(input.Length == 0 ? "" : $"{input}\n");
        started.process.StandardInput.Close();
        return started;
    }

    /// <summary>Waits until either output says something, and answers its group <c>it</c>.</summary>
    public async Task<string> SaysAsync(Regex expected)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (expected.Match($"{Output}\n{Errors}") is { Success: true } match) return match.Groups["it"].Value;
            Assert.True(
                !process.HasExited && TimeProvider.System.GetElapsedTime(began) < Patience,
                $"It never said {expected}: {Output}\n{Errors}");
            await Task.Delay(20);
        }
    }

    /// <summary>Ctrl-C, and the end.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await EndsAsync();
    }

    public Task EndsAsync() => process.WaitForExitAsync().WaitAsync(Patience);

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static string Text(List<string> lines)
    {
        lock (lines) return string.Join('\n', lines);
    }

    private static void Hear(List<string> lines, string? line)
    {
        if (line is null) return;
        lock (lines) lines.Add(line);
    }
}
