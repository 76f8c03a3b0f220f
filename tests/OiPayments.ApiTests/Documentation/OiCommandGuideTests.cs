using System.Text;
using OiPayments.ApiTests.DevelopersCommand;
using OiPayments.ApiTests.TestClocks;

namespace OiPayments.ApiTests.Documentation;

public class OiCommandGuideTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    [Fact]
    public async Task Every_command_runs_as_printed()
    {
        var shop = await server.RegisterAsync();
        var keys = shop.Registered["credentials"]!;
        using var developer = new Developer();
        var variables = developer.Environment();
        variables["PATH"] = $"{await InstalledCommand.FolderAsync()}:{Environment.GetEnvironmentVariable("PATH")}";
        variables["API"] = Developer.ApiOf(server);
        variables["KEY"] = (string)keys["testApiKey"]!;
        variables["SECRET"] = (string)keys["testApiSecret"]!;

        var said = await GuideCommands.RunAsync("cli", variables);

        Assert.Contains("Logged in as", said, StringComparison.Ordinal);
        Assert.Matches(@"payment\.succeeded  pay_\w+  evt_\w+", said);
        Assert.Matches(@"invoice\.paid  INV-\S+  evt_\w+", said);
        Assert.Matches(@"status +PENDING\namount +1,250\.50 BDT\ncustomer +customer-1001", said);
        Assert.Matches(@"status +EXPIRED", said);
        Assert.Contains("goes by real time", said, StringComparison.Ordinal);
        Assert.Contains("It ended with 1", said, StringComparison.Ordinal);
        Assert.Contains("404 RESOURCE_NOT_FOUND", said, StringComparison.Ordinal);
    }

    /// <summary>The guide and the command name the same events and exit codes.</summary>
    [Fact]
    public async Task Its_tables_are_those_of_the_help()
    {
        using var stream = typeof(OiPaymentsFeatures).Assembly.GetManifestResourceStream("docs/cli.md")!;
        var guide = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync(TestContext.Current.CancellationToken);
        using var developer = new Developer();
        using var help = await developer.TypesAsync("trigger", "--help");

        var rows = help.Output.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split("  ", 2, StringSplitOptions.TrimEntries)).Where(row => row.Length == 2)
            .Where(row => row[0].Contains('.') || row[0] == "ping" || char.IsAsciiDigit(row[0][0]))
            .Select(row => char.IsAsciiDigit(row[0][0]) ? $"| {row[0]} | {row[1]} |" : $"| `{row[0]}` | {row[1]} |").ToList();

        Assert.Equal(18, rows.Count);
        Assert.All(rows, row => Assert.Contains(row, guide, StringComparison.Ordinal));
    }
}
