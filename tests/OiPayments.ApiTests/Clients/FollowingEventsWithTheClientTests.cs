using System.Text.Json.Nodes;
using System.Threading.Channels;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

public class FollowingEventsWithTheClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The one thing a stream must not do: lose what happened while it was interrupted, before its first event too.</summary>
    [Fact]
    public async Task Over_two_restarts_nothing_is_missed_even_before_the_first_event()
    {
        await using var server = new TestServer([], clock: TimeProvider.System);
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        using var end = new CancellationTokenSource();
        var (open, told, lost) = (Channel.CreateUnbounded<int>(), Channel.CreateUnbounded<StreamedEvent>(), 0);
        var following = Task.Run(async () =>
        {
            var options = new FollowOptions
            {
                Connected = () => open.Writer.TryWrite(1),
                Interrupted = (why, _) => lost += why is OiPaymentsUnavailableException ? 1 : 0,
            };
            await foreach (var one in connected.Client.Events.FollowAsync(options, end.Token)) told.Writer.TryWrite(one);
        }, TestContext.Current.CancellationToken);
        await open.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

        // The first event of this application: nothing could be named that it comes behind.
        var seen = new List<string>();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await server.RestartAsync();
        var first = await PingAsync(shop);
        seen.Add((await NextAsync(told)).Id);
        await server.RestartAsync();
        var (second, third) = (await PingAsync(shop), await PingAsync(shop));
        seen.Add((await NextAsync(told)).Id);
        var last = await NextAsync(told);
        seen.Add(last.Id);

        Assert.Equal([first, second, third], seen);
        Assert.Equal((EventType.Ping, third), (last.Type, OiPaymentsEvent.Parse(System.Text.Encoding.UTF8.GetBytes(last.Body)).Id));
        Assert.True(lost >= 2);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_not_tried_for_ever()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        using var stranger = ClientUnderTest.Of(server, shop, handler: null, ("ApiSecret", "oisk_test_" + new string('x', 50)));

        var refused = await Assert.ThrowsAsync<OiPaymentsRefusedException>(
            async () => await stranger.Client.Events.FollowAsync(null, TestContext.Current.CancellationToken).FirstAsync());

        Assert.Equal(ErrorCode.Unauthorized, refused.ErrorCode);
    }

    [Fact]
    public async Task An_application_finds_what_it_asked_by_the_request_s_id()
    {
        await using var server = new TestServer([], clock: TimeProvider.System);
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var refused = await Assert.ThrowsAsync<OiPaymentsRefusedException>(
            () => connected.Client.Payments.ReadAsync("pay_nobody", TestContext.Current.CancellationToken));

        await Eventually.BecomesAsync(
            async () => await connected.Client.Requests.ListAsync(new() { RequestId = refused.RequestId }).CountAsync(),
            found => found == 1);
        var noted = await connected.Client.Requests.ListAsync(new() { ErrorCode = ErrorCode.ResourceNotFound }).SingleAsync();

        Assert.Equal(("GET", 404, "/api/v1/payments/pay_nobody"), (noted.Method, noted.Status, noted.Path));
    }

    private static async Task<string> PingAsync(TestApplication shop) =>
        (string)(await shop.Test.PostAsync("webhooks/test", new JsonObject())).Data()["id"]!;

    private static async Task<StreamedEvent> NextAsync(Channel<StreamedEvent> told) =>
        await told.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
