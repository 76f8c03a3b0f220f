using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OiPayments.Sandbox.Settlements;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>What docs/sandbox.md says, done to the letter: its <c>bash</c> blocks, in order, in one shell.</summary>
public sealed partial class DocumentationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_command_runs_as_printed()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var said = await RunAsync(Block().Matches(Page()).Select(block => block.Groups["commands"].Value), sandbox.Url);

        Assert.Contains("/EasyCheckOut/testcde", said, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"VALID\"", said, StringComparison.Ordinal);
        Assert.Contains("\"trans_id\":\"ORDER-1\"", said, StringComparison.Ordinal);
        Assert.Contains("\"refund_trans_id\":\"REFUND-1\"", said, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"refunded\"", said, StringComparison.Ordinal);
        Assert.Contains("\"copies\":3", said, StringComparison.Ordinal);
        Assert.Contains("\"seed\":42", said, StringComparison.Ordinal);
        Assert.Contains("\nORDER-1,", said, StringComparison.Ordinal);
        Assert.Contains(":86:BEFTN CREDIT SSLCOMMERZ STL260614-01", said, StringComparison.Ordinal);
        Assert.Contains("\"sett_date\":\"2026-06-15 00:00:00\"", said, StringComparison.Ordinal);
        Assert.Contains("EFT RETURN STL260614-01", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\"error\":\"", said.Replace("\"error\":\"\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_of_scenarios_is_the_list_that_the_sandbox_gives()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var list = JsonNode.Parse(await sandbox.Http.GetStringAsync("/control/scenarios"))!.AsArray();
        var rows = list.Select(named =>
            $"| {((decimal?)named!["amount"])?.ToString("0.00", CultureInfo.InvariantCulture)} | `{named["name"]}` | {named["title"]} |");

        Assert.Equal(rows, Page().Split('\n').Where(line => line.StartsWith("| 77.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_tables_of_layouts_and_of_faults_are_the_lists_that_the_sandbox_goes_by()
    {
        var layouts = SettlementLayout.All.Select(layout => $"| `{layout.Name}` | {layout.Title} |");
        var faults = PlantedFault.All.Select(fault => $"| `{fault.Name}` | {fault.Title} | {fault.Needs} |");

        Assert.Equal(layouts, Rows("| layout |").Select(row => row[..(row.LastIndexOf(" | ", StringComparison.Ordinal) + 2)]));
        Assert.Equal(faults, Rows("| fault |"));

        static IEnumerable<string> Rows(string header) => Page().Split('\n')
            .SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
    }

    [Fact]
    public async Task The_package_s_page_names_every_fault()
    {
        var page = await ReadAsync("../src/OiPayments.Sandbox/README");

        Assert.All(PlantedFault.All, fault => Assert.Contains($"`{fault.Name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_field_of_a_scenario_is_explained()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var fields = (await sandbox.GetAsync("/control/scenario")).Select(field => field.Key).ToList();

        Assert.True(fields.Count > 20);
        Assert.All(fields, field => Assert.Contains($"`{field}`", Page(), StringComparison.Ordinal));
    }

    private static async Task<string> RunAsync(IEnumerable<string> blocks, string sandbox)
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
        start.Environment["SANDBOX"] = sandbox;
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        foreach (var block in blocks) await bash.StandardInput.WriteAsync($"{block}\necho; echo '--- end of a block'\n");
        bash.StandardInput.Close();

        using var patience = new CancellationTokenSource(Patience);
        await bash.WaitForExitAsync(patience.Token);
        Assert.True(bash.ExitCode == 0, $"{await output}\n{await errors}");
        folder.Delete(recursive: true);
        return await output;
    }

    /// <summary>A guide, as it stands in <c>docs/</c>.</summary>
    public static Task<string> ReadAsync(string guide, [CallerFilePath] string here = "") =>
        File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, $"../../../docs/{guide}.md"));

    private static string Page([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/sandbox.md"));

    [GeneratedRegex(
        "^```bash\n(?<commands>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
