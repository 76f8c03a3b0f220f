using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

public class NumberingEventsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Numbers_begin_at_one_leave_no_gap_and_count_each_mode_on_its_own()
    {
        var shop = await server.RegisterAsync();
        for (var i = 0; i < 3; i++) await shop.PingAsync();
        (await shop.Live.SendAsync(HttpMethod.Post, "webhooks/test", null)).Data();

        Assert.Equal([1, 2, 3], await NumbersAsync(shop, 3));
        Assert.Equal(1, (long)(await Eventually.BecomesAsync(() => shop.Live.ReadAsync("events"), answer => answer.Data().AsArray().Count == 1)).Data()[0]!["sequence"]!);
    }

    [Fact]
    public async Task However_many_raise_and_number_at_once_every_number_is_given_once()
    {
        var shop = await server.RegisterAsync();
        var scope = new Scope(new((uint)shop.Id), Mode.Test);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            await shop.PingAsync();
            await server.WithDbAsync(async db =>
            {
                await NumberEvents.RunAsync(db, scope, CancellationToken.None);
                return true;
            });
        })));

        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), await NumbersAsync(shop, 40));
    }

    [Fact]
    public async Task One_that_commits_late_with_a_lower_id_is_not_skipped_by_who_follows()
    {
        var shop = await server.RegisterAsync();
        var scope = new Scope(new((uint)shop.Id), Mode.Test);

        // Another node's transaction: its id is taken before, and its commit comes after, those of an event that is read meanwhile.
        await using var late = server.Services.CreateAsyncScope();
        var db = late.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var (slow, _) = await late.ServiceProvider.GetRequiredService<Outbox>().RaiseAsync(scope, "ping", "application:0", new SendPing.Ping("late"), WebhooksJson.Default.Ping, CancellationToken.None);
        var quick = await shop.PingAsync();
        Assert.Equal([1], await NumbersAsync(shop, 1));
        await db.SaveAsync(CancellationToken.None);

        var followed = await Eventually.BecomesAsync(() => shop.Test.ReadAsync("events?order=ASC&afterSequence=1"), answer => answer.Data().AsArray().Count > 0);

        Assert.Equal((slow.Reference, 2L), ((string?)followed.Data()[0]!["id"], (long)followed.Data()[0]!["sequence"]!));
        var ids = await server.WithDbAsync(d => d.Of<WebhookEvent>(scope).OrderBy(e => e.Id).Select(e => e.Reference).ToListAsync());
        Assert.Equal([slow.Reference, (string)quick["id"]!], ids);
    }

    [Fact]
    public async Task The_number_goes_with_every_try_and_cursors_follow_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        for (var i = 0; i < 5; i++) await shop.PingAsync();
        List<long> sent = [];
        for (var i = 0; i < 5; i++) sent.Add((await receiver.NextAsync()).Sequence);
        Assert.Equal([1, 2, 3, 4, 5], sent.Order());

        List<long> read = [];
        for (var path = "events?size=2"; path is not null;)
        {
            var page = await shop.Test.ReadAsync(path);
            read.AddRange(page.Data().AsArray().Select(row => (long)row!["sequence"]!));
            path = page.Json["pagination"]!["nextCursor"] is { } cursor ? $"events?size=2&cursor={cursor}" : null;
        }

        Assert.Equal([5, 4, 3, 2, 1], read);
    }

    private static async Task<IEnumerable<long>> NumbersAsync(TestApplication shop, int count) =>
        (await Eventually.BecomesAsync(() => shop.Test.ReadAsync("events?order=ASC&size=200"), answer => answer.Data().AsArray().Count == count))
        .Data().AsArray().Select(row => (long)row!["sequence"]!);
}
