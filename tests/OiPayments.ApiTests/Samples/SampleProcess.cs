using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OiPayments.ApiTests.Samples;

/// <summary>A sample, or the demo, as a person starts it from the working copy.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly List<string> said = [];

    private SampleProcess(Process process) => this.process = process;

    public string Said
    {
        get
        {
            lock (said) return string.Join('\n', said);
        }
    }

    public int ExitCode => process.ExitCode;

    public static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));

    public static SampleProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = InRepository(""),
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var sample = new SampleProcess(Process.Start(start)!);
        sample.process.OutputDataReceived += (_, line) => sample.Hear(line.Data);
        sample.process.ErrorDataReceived += (_, line) => sample.Hear(line.Data);
        sample.process.BeginOutputReadLine();
        sample.process.BeginErrorReadLine();
        return sample;
    }

    /// <summary>Waits until it says something, and answers its group <c>it</c>.</summary>
    public async Task<string> SaysAsync(Regex expected)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (expected.Match(Said) is { Success: true } match) return match.Groups["it"].Value;
            Assert.True(!process.HasExited && TimeProvider.System.GetElapsedTime(began) < Patience, Said);
            await Task.Delay(20);
        }
    }

    /// <summary>Asks it to end, and waits. Not as Ctrl-C does: whoever runs the tests in the background has them ignore that.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await EndsAsync();
    }

    public Task EndsAsync() => process.WaitForExitAsync().WaitAsync(Patience);

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (said) said.Add(line);
    }
}
