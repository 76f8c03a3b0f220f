using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OiPayments.ApiTests.Webhooks;
using OiPayments.DueWork;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Nodes;

/// <summary>
/// The clock on the wall of a node that works on the database of others. On SQLite there is one process, and no other clock.
/// </summary>
public class ClocksThatDifferTests
{
    [Fact]
    public async Task A_node_whose_clock_is_far_off_is_not_ready_and_leaves_the_work_until_it_is_set()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process.");
        var wall = new WrongClock { Ahead = TimeSpan.FromMinutes(-10) };
        await using var server = await StartAsync(wall);
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        var raised = await shop.PingAsync();
        for (var second = 0; second < 3; second++) await BeatAsync(server);

        Assert.Equal(HealthStatus.Unhealthy, await ReadinessAsync(server));
        Assert.Equal(0, receiver.Waiting);
        Assert.Single(server.Log.Text.Split('\n'), line => line.Contains("leaves due work to others", StringComparison.Ordinal));

        wall.Ahead = TimeSpan.Zero;
        await BeatAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((string?)raised["id"], (await receiver.NextAsync()).Id);
        Assert.Equal(HealthStatus.Healthy, await ReadinessAsync(server));
        Assert.Contains("agrees with the database's again", server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_clock_is_a_little_off_says_so_once_and_works()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process.");
        await using var server = await StartAsync(new() { Ahead = TimeSpan.FromSeconds(10) });
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        var raised = await shop.PingAsync();
        for (var second = 0; second < 3; second++) await BeatAsync(server);

        Assert.Equal((string?)raised["id"], (await receiver.NextAsync()).Id);
        Assert.Equal(HealthStatus.Healthy, await ReadinessAsync(server));
        Assert.Single(server.Log.Text.Split('\n'), line => line.Contains("10 s ahead of the database's", StringComparison.Ordinal)
            || line.Contains("9.9 s ahead", StringComparison.Ordinal));
    }

    private static async Task<TestServer> StartAsync(WrongClock wall)
    {
        var server = new TestServer([], builder => builder.Services.AddSingleton(new WallClock(wall)));
        await server.InitializeAsync();
        return server;
    }

    private static async Task<HealthStatus> ReadinessAsync(TestServer server) =>
        (await server.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains(ClockCheck.Tag)
            && check.Name == "clock")).Status;

    /// <summary>Lets a second pass, and waits until the node has compared its clock in it.</summary>
    private static async Task BeatAsync(TestServer server)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var (own, until) = (server.Services.GetRequiredService<ThisNode>().Number, server.Clock.GetUtcNow() + LifeSigns.SilentFor);
        await Eventually.BecomesAsync(
            () => server.WithDbAsync(db => db.Directory<Node>()
                .AsNoTracking()
                .Where(node => node.Number == own)
                .Select(node => node.AliveUntil)
                .SingleOrDefaultAsync()),
            alive => alive >= until);
    }

    /// <summary>The machine's clock, and as much ahead as the test wants.</summary>
    private sealed class WrongClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
