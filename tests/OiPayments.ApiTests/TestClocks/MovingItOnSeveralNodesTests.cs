using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Crashing;
using OiPayments.DueWork;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.TestClocks;

/// <summary>A test clock while nodes come and go, and while somebody resets it.</summary>
public class MovingItOnSeveralNodesTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    [Fact]
    public async Task When_it_has_arrived_every_node_goes_by_it()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process.");
        using var node = await StartNodeAsync();
        var shop = await server.RegisterAsync();
        using var elsewhere = At(node, shop);

        for (var move = 0; move < 3; move++)
        {
            var payment = await shop.OpenPaymentAsync();
            var shown = (string)(await AdvancingTheTestClockTests.AdvanceAsync(shop, "PT2H"))["now"]!;

            // At the other node, at once.
            var made = (await elsewhere.PostAsync(
                "payments", new JsonObject { ["amountMinor"] = 100000, ["customerReference"] = "there" })).Data();
            Assert.Equal(shown, (string?)made["createdAt"]);
            Assert.Equal("PENDING", (string?)made["status"]);
            Assert.Equal("EXPIRED", (string?)(await elsewhere.ReadAsync($"payments/{payment["id"]}")).Data()["status"]);
        }

        Assert.False((bool)(await shop.Test.SendAsync(HttpMethod.Delete, "test-clock", null)).Data()["frozen"]!);
        var real = (await elsewhere.PostAsync(
            "payments", new JsonObject { ["amountMinor"] = 100000, ["customerReference"] = "there" })).Data();
        Assert.InRange(RealTimeServer.Real - (DateTimeOffset)real["createdAt"]!, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task When_the_node_that_moves_it_is_killed_another_brings_it_there()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process.");
        await using var receiver = await WebhookReceiver.StartAsync();
        var goOn = Hang(receiver);
        using var node = await StartNodeAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var (first, second) = (await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync());
        var to = new JsonObject { ["to"] = IsoTime.Instant(RealTimeServer.Real.AddDays(1)) };
        using var elsewhere = At(node, shop);
        var lost = elsewhere.PostAsync("test-clock/advance", to.DeepClone());
        await Eventually.BecomesAsync(() => ClockAsync(shop), clock => clock?.LeasedBy is not null && clock.Now > clock.CreatedAt);

        // The one that was asked need not be the one that moves it; here it is, since the other was not woken.
        node.Kill();
        await Assert.ThrowsAsync<HttpRequestException>(() => lost);
        goOn.SetResult();

        var arrived = (await shop.Test.PostAsync("test-clock/advance", to)).Data();
        Assert.Equal((string?)to["to"], (string?)arrived["now"]);
        foreach (var payment in (JsonNode[])[first, second])
            Assert.Equal("EXPIRED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        var events = (await shop.Test.ReadAsync("events")).Json["data"]!.AsArray();
        Assert.Equal(["DELIVERED", "DELIVERED"], events.Select(e => (string?)e!["deliveryStatus"]));
    }

    [Fact]
    public async Task It_goes_on_after_a_restart()
    {
        await using var own = new OwnServer();
        await using var receiver = await WebhookReceiver.StartAsync();
        var goOn = Hang(receiver);
        await own.InitializeAsync();
        var shop = await own.RegisterAsync(receiver.Url);
        var payment = await shop.OpenPaymentAsync();
        var to = new JsonObject { ["to"] = IsoTime.Instant(RealTimeServer.Real.AddDays(1)) };
        var lost = shop.Test.PostAsync("test-clock/advance", to.DeepClone());
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.Waiting), waiting => waiting == 1);

        var restarting = own.RestartAsync();
        goOn.SetResult();
        await restarting;

        // Whether the first caller was still told depends on how long the node waited for it.
        await Task.WhenAny(lost);

        Assert.Equal((string?)to["to"], (string?)(await shop.Test.PostAsync("test-clock/advance", to)).Data()["now"]);
        Assert.Equal("EXPIRED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task A_reset_ends_a_move_and_who_waited_for_it_is_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var goOn = Hang(receiver);
        var shop = await server.RegisterAsync(receiver.Url);
        var payment = await shop.OpenPaymentAsync();
        var moving = shop.Test.PostAsync("test-clock/advance", new JsonObject { ["by"] = "P1D" });
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.Waiting), waiting => waiting == 1);

        var other = await shop.Test.PostAsync("test-clock/advance", new JsonObject { ["by"] = "P2D" });
        Assert.Equal("INVALID_OPERATION_STATE", other.ErrorCode);
        Assert.NotNull((await shop.Test.ReadAsync("test-clock")).Data()["advancingTo"]);
        Assert.False((bool)(await shop.Test.SendAsync(HttpMethod.Delete, "test-clock", null)).Data()["frozen"]!);

        Assert.Contains("reset before it arrived", (await moving).Text, StringComparison.Ordinal);
        goOn.SetResult();
        Assert.False((bool)(await shop.Test.ReadAsync("test-clock")).Data()["frozen"]!);
        Assert.Equal("EXPIRED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);

        // And it can be moved again.
        await AdvancingTheTestClockTests.AdvanceAsync(shop, "P2D");
    }

    [Fact]
    public async Task Where_they_are_off_nothing_moves_and_nothing_goes_by_one()
    {
        await using var production = new OffServer();
        await production.InitializeAsync();
        var shop = await production.RegisterAsync();

        var refused = await shop.Test.PostAsync("test-clock/advance", new JsonObject { ["by"] = "PT1H" });

        Assert.Equal("FORBIDDEN", refused.ErrorCode);
        Assert.Contains("TestClock__Enabled", refused.Text, StringComparison.Ordinal);
        Assert.Equal("FORBIDDEN", (await production.Operator.ReadAsync($"admin/apps/{shop.Id}/test-clock")).ErrorCode);
    }

    /// <summary>Until the result is set, it takes deliveries and answers none.</summary>
    private static TaskCompletionSource Hang(WebhookReceiver receiver)
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = async context =>
        {
            await goOn.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        };
        return goOn;
    }

    private Task<TestClock?> ClockAsync(TestApplication shop) => server.WithDbAsync(db =>
        db.Of<TestClock>(shop.TestScope.ApplicationId).AsNoTracking().SingleOrDefaultAsync());

    private async Task<NodeProcess> StartNodeAsync()
    {
        var node = NodeProcess.Start(
            "Development", server.DataFolder, $"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}",
            "--Sandbox:Enabled=false", $"--Gateways:SslCommerz:Test:BaseUrl={server.SandboxUrl}",
            "--Gateways:SslCommerz:Test:StoreId=testbox", "--Gateways:SslCommerz:Test:StorePassword=qwerty");
        await node.ListensAsync();
        return node;
    }

    private static HttpClient At(NodeProcess node, TestApplication shop)
    {
        var client = new HttpClient { BaseAddress = node.Api };
        foreach (var (name, values) in shop.Test.DefaultRequestHeaders) client.DefaultRequestHeaders.Add(name, values);
        return client;
    }

    private sealed class OwnServer() : TestServer([], clock: TimeProvider.System);

    private sealed class OffServer() : TestServer(new() { ["TestClock:Enabled"] = "false" });
}
