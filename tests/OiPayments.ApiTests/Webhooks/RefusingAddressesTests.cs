using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Webhooks;

/// <summary>A server whose settings allow one network, and not the one where the tests' receivers live.</summary>
public class ServerThatAllowsLittle() : TestServer(new() { ["Webhooks:AllowedNetworks"] = "10.255.255.0/24" });

public class RefusingAddressesTests(ServerThatAllowsLittle server) : IClassFixture<ServerThatAllowsLittle>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public async Task Nothing_is_sent_to_an_address_inside_and_the_log_says_so(string host)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(new UriBuilder(receiver.Url) { Host = host }.Uri);

        var raised = await shop.PingAsync();

        var failed = await shop.EventBecomesAsync(raised, it => (int)it["attempts"]! == 1);
        Assert.Equal(
            $"Refused to connect: the host {host.Trim('[', ']')} is not at a public address. Nothing was sent.",
            ((string?)failed["lastError"])!.Replace("[::1]", "::1", StringComparison.Ordinal));
        Assert.Equal("RETRYING", (string?)failed["deliveryStatus"]);
        Assert.Null(failed["lastResponseStatus"]);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task A_redirect_to_the_inside_is_no_way_in_either()
    {
        await using var inside = await WebhookReceiver.StartAsync();
        await using var outside = await WebhookReceiver.StartAsync();
        await using var open = new TestServer();
        await open.InitializeAsync();
        outside.Answer = context =>
        {
            context.Response.Redirect(inside.Url.ToString());
            return Task.CompletedTask;
        };
        var shop = await open.RegisterAsync(outside.Url);

        var raised = await shop.PingAsync();

        await shop.EventBecomesAsync(raised, it => (int)it["attempts"]! == 1 && (int)it["lastResponseStatus"]! == 302);
        Assert.Equal(0, inside.Waiting);
    }
}
