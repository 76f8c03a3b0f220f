using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Webhooks;
using OiPayments.Server.Commands;
using OiPayments.Storage;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Nodes;

/// <summary>PgBouncer between the nodes and PostgreSQL.</summary>
public class BehindAPoolerTests
{
    [Fact]
    public async Task Two_nodes_and_the_commands_work_where_transactions_are_pooled_and_the_setting_says_so()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "PgBouncer pools PostgreSQL.");

        // Empty, so that the schema too is made through the pooler.
        await using var bouncer = await PgBouncer.StartAsync(await (await TestDatabase.GetAsync()).CreateEmptyAsync());
        await using var first = new TestServer(Settings(bouncer.PoolingTransactions));
        await first.InitializeAsync();
        await using var second = new TestServer(new(Settings(bouncer.PoolingTransactions))
        {
            ["Sandbox:Enabled"] = "false",
            ["Gateways:SslCommerz:Test:BaseUrl"] = first.SandboxUrl.ToString(),
            ["Gateways:SslCommerz:Test:StoreId"] = "testbox",
            ["Gateways:SslCommerz:Test:StorePassword"] = "qwerty",
        });
        await second.InitializeAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await first.RegisterAsync(receiver.Url);

        var signedIn =
            await Task.WhenAll(Enumerable.Range(0, 8).Select(turn => Task.Run(() => (turn % 2 == 0 ? first : second).Anonymous.PostAsync(
            "auth/login", new JsonObject { ["email"] = TestServer.OperatorEmail, ["password"] = TestServer.OperatorPassword }))));
        Assert.All(signedIn, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));

        var paid = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => first.PayOneAsync(shop))));
        foreach (var payment in paid)
            (await shop.Test.PostAsync($"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 100 })).Data();
        await Eventually.BecomesAsync(
            async () =>
            {
                foreach (var node in new[] { first, second }) node.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await Task.WhenAll(paid.Select(shop.ReadPaymentAsync))).Count(payment => (long)payment["refundedMinor"]! == 100);
            },
            done => done == paid.Length);

        // Both clocks go on: what the one wrote may be due by the other's.
        await Eventually.BecomesAsync(
            async () =>
            {
                foreach (var node in new[] { first, second }) node.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await shop.Test.ReadAsync("events?deliveryStatus=DELIVERED&size=50")).Data().AsArray().Count;
            },
            delivered => delivered == 2 * paid.Length);

        foreach (var node in new[] { first, second }) Assert.DoesNotContain("42P05", node.Log.Text, StringComparison.Ordinal);
        await using var output = new StringWriter();
        var verdict = await Verify.RunAsync(
            [
                "--Database:Provider=PostgreSql", $"--ConnectionStrings:Database={bouncer.PoolingTransactions}",
                "--Database:Pooler=Transaction"
            ], withGateway: false, output,
            CancellationToken.None);
        Assert.True(verdict == 0, output.ToString());
    }

    [Fact]
    public async Task A_start_that_meets_such_a_pooler_without_the_setting_says_what_to_set()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "PgBouncer pools PostgreSQL.");
        await using var bouncer = await PgBouncer.StartAsync(await (await TestDatabase.GetAsync()).CreateAsync());
        var connection = bouncer.PoolingTransactions;

        await using (var unaware = new TestServer(new() { ["ConnectionStrings:Database"] = connection }))
        {
            var refused = await Assert.ThrowsAsync<DatabaseSettingsException>(async () => await unaware.InitializeAsync());
            Assert.Contains("Set Database__Pooler=Transaction", refused.Message, StringComparison.Ordinal);
        }

        // Who knows the pooler better may say so in the connection string; and one that pools sessions is no trouble.
        await using var knowing = new TestServer(new() { ["ConnectionStrings:Database"] = $"{connection};Max Auto Prepare=0" });
        await knowing.InitializeAsync();
        await using var session = new TestServer(new() { ["ConnectionStrings:Database"] = bouncer.PoolingSessions });
        await session.InitializeAsync();
        await session.RegisterAsync();
    }

    private static Dictionary<string, string?> Settings(string connection) => new()
    {
        ["ConnectionStrings:Database"] = connection,
        ["Database:Pooler"] = "Transaction",
    };
}
