using System.Collections.Concurrent;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

public class ClaimingEventsTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Events = 60, Nodes = 12, AtOnce = 4;

    [Fact]
    public async Task However_many_nodes_ask_at_once_each_event_is_claimed_once_and_by_all_of_them_everything()
    {
        // Without an address the dispatcher leaves them alone.
        var shop = await server.RegisterAsync();
        var scope = new Scope(new((uint)shop.Id), Mode.Test);
        await Task.WhenAll(Enumerable.Range(0, Events).Select(_ => Task.Run(() => shop.PingAsync())));
        await Eventually.BecomesAsync(
            () => shop.Test.ReadAsync("events?size=1"), answer => (int)answer.Json["pagination"]!["totalElements"]! == Events);

        var claimed = new ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(1, Nodes).Select(node => Task.Run(async () =>
        {
            for (var found = -1; found != 0;)
            {
                found = await server.WithDbAsync(async db =>
                {
                    var claims = await ClaimEvents.RunAsync(
                        db, scope, AtOnce, node, server.Clock.GetUtcNow(), server.Clock.GetUtcNow(), CancellationToken.None);
                    foreach (var claim in claims) claimed.Add(claim.Event.Sequence);
                    return claims.Count;
                });
            }
        })));

        Assert.Equal(Enumerable.Range(1, Events).Select(number => (long)number), claimed.Order());
    }
}
