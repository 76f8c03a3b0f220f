using System.Collections.Concurrent;
using System.Diagnostics;

namespace OiPayments.ApiTests.Crashing;

/// <summary>A node of the service as a process of its own, that a test can kill as an operating system does.</summary>
internal sealed class NodeProcess : IDisposable
{
    /// <summary>What a shell says of a process that SIGKILL ended.</summary>
    public const int KilledBySignal9 = 137;

    private readonly Process process;
    private readonly List<string> said = [];

    private NodeProcess(Process process) => this.process = process;

    /// <summary>With the <c>/api/v1/</c> at its end.</summary>
    public Uri Api { get; private set; } = new("http://unknown");

    public Uri Web { get; private set; } = new("http://unknown");

    public Uri Management { get; private set; } = new("http://unknown");

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Starts one, and does not wait for it.</summary>
    /// <param name="environment">Such as Development.</param>
    /// <param name="dataFolder">Its data folder; null for one of its own.</param>
    /// <param name="settings">As <c>--Section:Key=value</c>.</param>
    public static NodeProcess Start(string environment, string? dataFolder, params IEnumerable<string> settings) =>
        Start(environment, dataFolder, new Dictionary<string, string>(), settings);

    /// <param name="environment">Such as Development.</param>
    /// <param name="dataFolder">Its data folder; null for one of its own.</param>
    /// <param name="variables">What stands in its environment beside that.</param>
    /// <param name="settings">As <c>--Section:Key=value</c>.</param>
    public static NodeProcess Start(
        string environment, string? dataFolder, IReadOnlyDictionary<string, string> variables, params IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "oi-server.dll"), "serve",
            $"--Data:Folder={dataFolder ?? Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-node-"))}",
            "--Urls:Api=http://127.0.0.1:0", "--Urls:Web=http://127.0.0.1:0", "--Urls:Sandbox=http://127.0.0.1:0",
            "--Urls:Management=http://127.0.0.1:0",
            .. settings,
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment, ["Logging__LogLevel__Default"] = "Error" },
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new(Process.Start(start) ?? throw new InvalidOperationException("The server did not start."));
    }

    /// <summary>What it said until it listened, line by line.</summary>
    public IReadOnlyList<string> Said => said;

    /// <summary>What it has said since.</summary>
    public ConcurrentQueue<string> SaidSince { get; } = new();

    /// <summary>Until it listens, and says where.</summary>
    public async Task ListensAsync()
    {
        var listens = false;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.StartsWith("API ", StringComparison.Ordinal)) Api = new(line["API ".Length..].Trim() + "/");
            if (line.StartsWith("Pages ", StringComparison.Ordinal)) Web = new(line["Pages ".Length..].Trim());
            if (line.StartsWith("Health ", StringComparison.Ordinal)) Management = new(new Uri(line["Health ".Length..].Trim()), "/");
            if (!line.StartsWith("Ctrl-C", StringComparison.Ordinal)) continue;
            listens = true;
            break;
        }

        if (!listens) throw new InvalidOperationException(await ErrorsAsync());

        // A full pipe would stop it.
        _ = KeepReadingAsync();
        _ = process.StandardError.ReadToEndAsync();
    }

    private async Task KeepReadingAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line) SaidSince.Enqueue(line);
    }

    public Task<string> ErrorsAsync() => process.StandardError.ReadToEndAsync();

    public Task EndsAsync() => process.WaitForExitAsync();

    public void Kill() => process.Kill();

    /// <summary>Tells it to stop, as systemd does and whoever moves it to another machine.</summary>
    public async Task TerminateAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await signal.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
