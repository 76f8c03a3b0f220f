using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

/// <summary>
/// A server that may send to this machine and whose resolver is the test's: a name has the addresses that it is given, and is known nowhere
/// else.
/// </summary>
public class ServerThatResolves : TestServer
{
    private readonly ConcurrentDictionary<string, IPAddress[]> names;
    private readonly ConcurrentQueue<string> asked;

    public ServerThatResolves()
        : this(new(), new())
    {
    }

    private ServerThatResolves(ConcurrentDictionary<string, IPAddress[]> names, ConcurrentQueue<string> asked)
        : base(new() { ["Webhooks:AllowedNetworks"] = "127.0.0.0/8" }, builder => builder.Services.AddSingleton<ResolveHost>((host, _) =>
        {
            asked.Enqueue(host);
            return Task.FromResult(names[host]);
        })) => (this.names, this.asked) = (names, asked);

    /// <summary>The receiver's address by a name of its own.</summary>
    public Uri Name(WebhookReceiver receiver, params IEnumerable<string> addresses)
    {
        var name = $"{RandomToken.New128("receiver-").ToLowerInvariant()}.example";
        names[name] = [.. addresses.Select(IPAddress.Parse)];
        return new UriBuilder(receiver.Url) { Host = name }.Uri;
    }

    /// <summary>
    /// An application whose receiver is there. Not by the API, which takes http on localhost alone: the receiver here speaks no TLS.
    /// </summary>
    public async Task<TestApplication> RegisterAtAsync(Uri url)
    {
        var shop = await RegisterAsync();
        var id = new ApplicationId((uint)shop.Id);
        await WithDbAsync(db => db.Directory<Application>()
            .Where(application => application.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(application => application.WebhookUrl, url)));
        return shop;
    }

    public int TimesAskedFor(Uri url) => asked.Count(host => host == url.Host);
}

public class ResolvingReceiversTests(ServerThatResolves server) : IClassFixture<ServerThatResolves>
{
    [Theory]
    [InlineData("127.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "::ffff:169.254.169.254", "127.0.0.1")]
    public async Task One_bad_address_among_good_ones_refuses_the_receiver(params string[] addresses)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var url = server.Name(receiver, addresses);
        var shop = await server.RegisterAtAsync(url);

        var failed = await TriedAsync(shop);

        Assert.Equal(
            $"Refused to connect: the host {url.Host} is not at a public address. Nothing was sent.", (string?)failed["lastError"]);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task The_connection_goes_to_the_addresses_that_were_checked_and_the_name_is_resolved_once()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var url = server.Name(receiver, "127.0.0.1");
        var shop = await server.RegisterAtAsync(url);

        // Whoever asks the system for the name finds nothing, and could as well find another answer.
        var delivered = await TriedAsync(shop);

        Assert.Equal(("DELIVERED", null), ((string?)delivered["deliveryStatus"], (string?)delivered["lastError"]));
        await receiver.NextAsync();
        Assert.Equal(1, server.TimesAskedFor(url));
    }

    private static async Task<JsonNode> TriedAsync(TestApplication shop) =>
        await shop.EventBecomesAsync(await shop.PingAsync(), it => (int)it["attempts"]! == 1);
}
