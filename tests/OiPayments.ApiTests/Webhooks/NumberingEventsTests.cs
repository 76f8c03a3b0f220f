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
        Assert.Equal(1, (long)(await Eventually.BecomesAsync(
            () => shop.Live.ReadAsync("events"), answer => answer.Data().AsArray().Count == 1)).Data()[0]!["sequence"]!);
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
                while (await NumberEvents.RunAsync(db, [scope], CancellationToken.None))
                {
                }

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
        var (slow, _) = await late.ServiceProvider.GetRequiredService<Outbox>().RaiseAsync(
            scope, "ping", "application:0", new SendPing.Ping("late"), WebhooksJson.Default.Ping, CancellationToken.None);
        var quick = await shop.PingAsync();
        Assert.Equal([1], await NumbersAsync(shop, 1));
        await db.SaveAsync(CancellationToken.None);

        var followed = await Eventually.BecomesAsync(
            () => shop.Test.ReadAsync("events?order=ASC&afterSequence=1"), answer => answer.Data().AsArray().Count > 0);

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

    [Fact]
    public async Task Many_applications_that_raise_at_once_are_each_numbered_from_one_without_a_gap()
    {
        var shops = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.RegisterAsync()));

        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => shops).Select(shop => Task.Run(() => shop.PingAsync())));

        foreach (var shop in shops) Assert.Equal(Enumerable.Range(1, 10).Select(number => (long)number), await NumbersAsync(shop, 10));
    }

    [Fact]
    public async Task Nodes_that_number_the_same_applications_in_opposite_order_do_not_wait_for_each_other_in_a_circle()
    {
        var shops = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.RegisterAsync()));
        var scopes = shops.Select(shop => shop.TestScope).ToList();
        var done = 0;

        async Task NumberAsync(IReadOnlyCollection<Scope> theirs)
        {
            while (Volatile.Read(ref done) < 20) await server.WithDbAsync(db => NumberEvents.RunAsync(db, theirs, CancellationToken.None));
        }

        var numbering = Enumerable.Range(0, 4)
            .Select(node => Task.Run(() => NumberAsync(node % 2 == 0 ? scopes : [.. Enumerable.Reverse(scopes)])))
            .ToList();
        for (; done < 20 && !numbering.Exists(node => node.IsFaulted); Interlocked.Increment(ref done))
            await server.RaiseQuietlyAsync(1, shops);
        await Task.WhenAll(numbering);
        await server.WithDbAsync(db => NumberEvents.RunAsync(db, scopes, CancellationToken.None));

        foreach (var shop in shops) Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), await NumbersAsync(shop, 20));
    }

    [Fact]
    public async Task Who_numbers_waits_for_the_one_before_who_has_the_counter_and_nobody_else_does()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite lets one transaction write at a time.");
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        await shop.PingAsync();
        Assert.Equal([1], await NumbersAsync(shop, 1));

        // A node that has the counter, and has numbered nothing yet.
        await using var before = server.Services.CreateAsyncScope();
        var db = before.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM webhook_sequences WHERE application_id = {(long)shop.Id} FOR UPDATE");

        await server.RaiseQuietlyAsync(2, shop, other);
        var numbering = Task.Run(() => server.WithDbAsync(d => NumberEvents.RunAsync(d, [shop.TestScope], CancellationToken.None)));
        await server.WaitForWaitersAsync(1);
        await server.WithDbAsync(d => NumberEvents.RunAsync(d, [other.TestScope], CancellationToken.None))
            .WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([1, 2], await NumbersAsync(other, 2));
        Assert.Equal([1], await NumbersAsync(shop, 1));

        // An event that its numbering does not see is left to the one that waits.
        await NumberEvents.RunAsync(db, [shop.TestScope], CancellationToken.None);
        await server.RaiseQuietlyAsync(1, shop);
        await transaction.CommitAsync();
        await numbering;

        Assert.Equal([1, 2, 3, 4], await NumbersAsync(shop, 4));
    }

    [Fact]
    public async Task One_with_more_than_a_batch_leaves_room_for_another()
    {
        var (many, one) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.RaiseQuietlyAsync(NumberEvents.BatchSize + 50, many);
        await server.RaiseQuietlyAsync(1, one);
        Task<bool> NumberAsync() =>
            server.WithDbAsync(db => NumberEvents.RunAsync(db, [many.TestScope, one.TestScope], CancellationToken.None));

        Assert.True(await NumberAsync());
        Assert.Equal([1], await NumbersAsync(one, 1));
        Assert.False(await NumberAsync());

        Assert.Equal(
            NumberEvents.BatchSize + 50, await server.WithDbAsync(db => db.Of<WebhookDelivery>(many.TestScope).MaxAsync(d => d.Sequence)));
    }

    [Fact]
    public async Task A_backlog_is_numbered_to_its_end_though_a_round_is_one_batch()
    {
        var shop = await server.RegisterAsync();

        await server.RaiseQuietlyAsync((2 * NumberEvents.BatchSize) + 50, shop);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await Eventually.BecomesAsync(
            () => server.WithDbAsync(db => db.Of<WebhookDelivery>(shop.TestScope).CountAsync(d => d.Sequence == null)), left => left == 0);
    }

    [Fact]
    public async Task A_counter_that_contradicts_the_numbers_given_keeps_back_its_own_events_and_nobody_else_s()
    {
        var (broken, sound) = (await server.RegisterAsync(), await server.RegisterAsync());
        await broken.PingAsync();
        Assert.Equal([1], await NumbersAsync(broken, 1));
        await SetCounterAsync(broken, last: 0, version: 1);

        await server.RaiseQuietlyAsync(1, broken, sound);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1], await NumbersAsync(sound, 1));
        await SetCounterAsync(broken, last: 1, version: 1);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2], await NumbersAsync(broken, 2));
    }

    [Fact]
    public async Task A_counter_that_was_turned_as_often_as_its_version_can_count_goes_on()
    {
        var shop = await server.RegisterAsync();
        await shop.PingAsync();
        Assert.Equal([1], await NumbersAsync(shop, 1));
        await SetCounterAsync(shop, last: 1, version: int.MaxValue);

        await shop.PingAsync();

        Assert.Equal([1, 2], await NumbersAsync(shop, 2));
    }

    private Task<int> SetCounterAsync(TestApplication shop, long last, int version) => server.WithDbAsync(db =>
        db.Of<EventSequence>(shop.TestScope)
            .ExecuteUpdateAsync(set => set.SetProperty(counter => counter.Last, last).SetProperty(counter => counter.Version, version)));

    private static async Task<IEnumerable<long>> NumbersAsync(TestApplication shop, int count) =>
        (await Eventually.BecomesAsync(
            () => shop.Test.ReadAsync("events?order=ASC&size=200"), answer => answer.Data().AsArray().Count == count))
        .Data().AsArray().Select(row => (long)row!["sequence"]!);
}
