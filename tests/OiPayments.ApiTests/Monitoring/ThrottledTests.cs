using System.Net;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

public sealed class ThrottledTests : IAsyncLifetime
{
    private readonly TestServer server = new(new() { ["Credentials:RequestsPerSecond"] = "1", ["Credentials:Burst"] = "1" });

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Whoever_asks_too_often_is_counted()
    {
        using var metrics = new KeptMetrics(server);
        var shop = await server.RegisterAsync();

        await shop.Test.ReadAsync("payments");
        var refused = await shop.Test.ReadAsync("payments");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(1, metrics.CountOf("oi.requests.throttled", "limit=credential"));
    }
}
