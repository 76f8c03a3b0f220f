using System.Diagnostics;
using System.Runtime.CompilerServices;
using OiPayments.ApiTests.Webhooks;
using OiPayments.Monitoring;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>What Prometheus' own checker says of our metrics and alarms.</summary>
[Collection(AloneInTheProcess.Name)]
public class CheckedByPromtoolTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task It_has_nothing_to_say_of_the_metrics_of_a_node_that_has_worked()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        await server.AfterAttemptAsync(shop, 1);
        await Eventually.BecomesAsync(LookAsync, text => text.Contains("\noi_figures_age_seconds{", StringComparison.Ordinal));
        server.Clock.Advance(ReadFigures.Every);
        var told = await Eventually.BecomesAsync(
            LookAsync,
            text => text.Contains("\noi_webhook_attempt_duration_seconds_bucket{", StringComparison.Ordinal)
                && text.Contains("\noi_webhook_lag_seconds{", StringComparison.Ordinal));

        Assert.Equal((0, ""), await PromtoolAsync(told, "check", "metrics"));
    }

    [Fact]
    public async Task It_takes_the_alarms()
    {
        var (exitCode, said) = await PromtoolAsync("", "check", "rules", "oi-payments.rules.yml");

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public async Task The_alarms_go_off_when_they_should_and_not_otherwise()
    {
        var (exitCode, said) = await PromtoolAsync("", "test", "rules", "oi-payments.tests.yml");

        Assert.True(exitCode == 0, said);
    }

    private Task<string> LookAsync() => server.Browser.GetStringAsync(new Uri(server.ManagementUrl, "/metrics"));

    private static async Task<(int ExitCode, string Said)> PromtoolAsync(string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = InRepository("deploy/prometheus"),
        }) ?? throw new InvalidOperationException("promtool did not start; ./test installs it.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));
}
