using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace OiPayments.ApiTests.Documentation;

/// <summary>Does what a guide says, to the letter: its <c>bash</c> blocks, in order, in one shell.</summary>
internal static partial class GuideCommands
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A block marked <c>sh</c> starts a program or needs the reader's hand; one marked <c>bash</c> is a promise.</summary>
    public static List<string> In(string name)
    {
        using var stream = typeof(OiPaymentsFeatures).Assembly.GetManifestResourceStream($"docs/{name}.md")!;
        var guide = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        return [.. BashBlock().Matches(guide).Select(block => block.Groups["commands"].Value)];
    }

    /// <summary>What they print.</summary>
    /// <param name="name">The guide's.</param>
    /// <param name="variables">What the reader's shell has.</param>
    /// <param name="before">Commands of another guide that this one needs.</param>
    public static async Task<string> RunAsync(string name, Dictionary<string, string> variables, string? before = null)
    {
        var folder = Directory.CreateTempSubdirectory("oipayments-guide-");
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        foreach (var (variable, value) in variables) start.Environment[variable] = value;
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());

        // After each block a line of its own, so that a failure shows how far it came.
        if (before is not null) await bash.StandardInput.WriteAsync(before + "\n");
        var blocks = In(name);
        Assert.NotEmpty(blocks);
        foreach (var (number, block) in blocks.Index())
            await bash.StandardInput.WriteAsync($"{block}\necho; echo '--- end of block {number + 1}'\n");
        bash.StandardInput.Close();

        using var patience = new CancellationTokenSource(Patience);
        await bash.WaitForExitAsync(patience.Token);
        Assert.True(bash.ExitCode == 0, $"{await output}\n{await errors}");
        folder.Delete(recursive: true);
        return await output;
    }

    [GeneratedRegex(
        "^```bash\n(?<commands>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex BashBlock();
}
