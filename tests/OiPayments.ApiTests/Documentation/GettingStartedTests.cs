using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Documentation;

/// <summary>Does what the guide says, to the letter: its <c>bash</c> blocks, in order, in one shell.</summary>
public partial class GettingStartedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_command_runs_as_printed_and_the_payment_ends_up_paid_and_booked()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();

        var said = await RunAsync(Commands(), server);

        Assert.Contains("\"mode\":\"TEST\"", said, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Replayed: true", said, StringComparison.Ordinal);
        Assert.Contains("\"errorCode\":\"IDEMPOTENCY_KEY_CONFLICT\"", said, StringComparison.Ordinal);
        Assert.Contains("The payment is SUCCEEDED", said, StringComparison.Ordinal);
        Assert.Contains("Order A-1001 is SUCCEEDED", said, StringComparison.Ordinal);
        Assert.Contains("\"feeMinor\":3126", said, StringComparison.Ordinal);
        Assert.Contains("\"balanced\":true", said, StringComparison.Ordinal);
        Assert.Contains("\"webhookUrl\":\"http://localhost:4000/hooks/payments\"", said, StringComparison.Ordinal);
        Assert.Equal(2, said.Split("\"success\":false").Length);
    }

    /// <summary>A block marked <c>sh</c> starts a program or needs the reader's hand; one marked <c>bash</c> is a promise.</summary>
    private static List<string> Commands()
    {
        using var stream = typeof(OiPaymentsFeatures).Assembly.GetManifestResourceStream("docs/getting-started.md")!;
        var guide = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        var blocks = BashBlock().Matches(guide).Select(block => block.Groups["commands"].Value).ToList();
        Assert.True(blocks.Count >= 10, $"Only {blocks.Count} blocks were found.");
        return blocks;
    }

    private static async Task<string> RunAsync(List<string> commands, TestServer server)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["API"] = server.ApiUrl.ToString().TrimEnd('/');
        start.Environment["SANDBOX"] = server.SandboxUrl.ToString().TrimEnd('/');
        start.Environment["OPERATOR_EMAIL"] = TestServer.OperatorEmail;
        start.Environment["OPERATOR_PASSWORD"] = TestServer.OperatorPassword;
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());

        // After each block a line of its own, so that a failure shows how far it came.
        foreach (var (number, block) in commands.Index())
            await bash.StandardInput.WriteAsync($"{block}\necho; echo '--- end of block {number + 1}'\n");
        bash.StandardInput.Close();

        using var patience = new CancellationTokenSource(Patience);
        await bash.WaitForExitAsync(patience.Token);
        Assert.True(bash.ExitCode == 0, $"{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex(
        "^```bash\n(?<commands>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex BashBlock();
}
