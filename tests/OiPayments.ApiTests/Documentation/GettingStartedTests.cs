using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Documentation;

/// <summary>Does what the guide says, to the letter: its <c>bash</c> blocks, in order, in one shell.</summary>
public class GettingStartedTests
{
    [Fact]
    public async Task Every_command_runs_as_printed_and_the_payment_ends_up_paid_and_booked()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();

        var said = await GuideCommands.RunAsync("getting-started", new(StringComparer.Ordinal)
        {
            ["API"] = server.ApiUrl.ToString().TrimEnd('/'),
            ["SANDBOX"] = server.SandboxUrl.ToString().TrimEnd('/'),
            ["OPERATOR_EMAIL"] = TestServer.OperatorEmail,
            ["OPERATOR_PASSWORD"] = TestServer.OperatorPassword,
        });

        Assert.Contains("\"mode\":\"TEST\"", said, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Replayed: true", said, StringComparison.Ordinal);
        Assert.Contains("\"errorCode\":\"IDEMPOTENCY_KEY_CONFLICT\"", said, StringComparison.Ordinal);
        Assert.Contains("The payment is SUCCEEDED", said, StringComparison.Ordinal);
        Assert.Contains("Order A-1001 is SUCCEEDED", said, StringComparison.Ordinal);
        Assert.Contains("\"balanced\":true", said, StringComparison.Ordinal);
        Assert.Contains("\"webhookUrl\":\"http://localhost:4000/hooks/payments\"", said, StringComparison.Ordinal);
        Assert.Equal(2, said.Split("\"success\":false").Length);
    }
}
