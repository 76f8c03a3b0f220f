using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using OiPayments.Client;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.DevelopersCommand;

public partial class ListeningTests
{
    /// <summary>As a receiver written with our client has it; a secret of the session's own.</summary>
    [Fact]
    public async Task Events_reach_the_local_server_signed_and_none_is_missed_over_a_restart()
    {
        await using var server = await RealAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);
        using var listening = await developer.StartsAsync("listen", "--forward-to", receiver.Url.ToString());
        var verifier = new WebhookVerifier([await listening.SaysAsync(SessionSecret())]);
        await listening.SaysAsync(Following());

        // The restart comes before the first event: nothing could be named that it goes on behind.
        await server.RestartAsync();
        var first = await PingAsync(shop);
        Verified(await receiver.NextAsync(), first);
        await server.RestartAsync();
        var (second, third) = (await PingAsync(shop), await PingAsync(shop));
        Verified(await receiver.NextAsync(), second);
        Verified(await receiver.NextAsync(), third);

        await listening.SaysAsync(Again());
        await listening.SaysAsync(Taken(third));
        await listening.InterruptAsync();
        Assert.Equal(0, listening.ExitCode);
        Assert.Contains("3 events, 0 that your server did not take", listening.Errors, StringComparison.Ordinal);
        Assert.Equal(0, receiver.Waiting);

        void Verified(Delivery delivery, string id)
        {
            Assert.Equal(id, delivery.Headers["webhook-id"]);
            Assert.StartsWith("application/json", delivery.Headers["Content-Type"], StringComparison.Ordinal);
            Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(
                delivery.Headers["webhook-id"], delivery.Headers["webhook-timestamp"], delivery.Headers["webhook-signature"],
                Encoding.UTF8.GetBytes(delivery.Body)));
            Assert.Equal(id, OiPaymentsEvent.Parse(Encoding.UTF8.GetBytes(delivery.Body)).Id);
        }
    }

    [Fact]
    public async Task What_the_local_server_does_not_take_is_said_and_not_repeated()
    {
        await using var server = await RealAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);
        developer.Variables["OI_SIGNING_SECRET"] = shop.SigningSecret;
        var before = await PingAsync(shop);
        var behind = await PingAsync(shop);
        await Eventually.BecomesAsync(async () => (await shop.Test.ReadAsync($"events/{behind}")).Data()["sequence"], n => n is not null);
        using var listening = await developer.StartsAsync("listen", "--forward-to", receiver.Url.ToString(), "--after", before, "--json");
        using var nowhere = await developer.StartsAsync("listen", "--forward-to", "http://127.0.0.1:9/hook", "--after", before, "--json");

        var delivery = await receiver.NextAsync();
        await listening.SaysAsync(Answered());
        await nowhere.SaysAsync(Answered());
        await listening.InterruptAsync();
        await nowhere.InterruptAsync();

        var (said, unsaid) = (JsonNode.Parse(listening.Output)!, JsonNode.Parse(nowhere.Output)!);
        Assert.Equal((0, 0), (listening.ExitCode, nowhere.ExitCode));
        Assert.Equal((behind, "ping", 500), ((string?)said["id"], (string?)said["type"], (int?)said["answer"]!["status"]));
        Assert.Null(unsaid["answer"]!["status"]);
        Assert.NotEmpty((string)unsaid["answer"]!["error"]!);
        Assert.Equal(0, receiver.Waiting);
        Assert.DoesNotContain(shop.SigningSecret, listening.Output + listening.Errors, StringComparison.Ordinal);
        Assert.Equal(WebhookVerdict.Genuine, new WebhookVerifier([shop.SigningSecret]).Verify(
            delivery.Headers["webhook-id"], delivery.Headers["webhook-timestamp"], delivery.Headers["webhook-signature"],
            Encoding.UTF8.GetBytes(delivery.Body)));
    }

    private static async Task<TestServer> RealAsync()
    {
        var server = new TestServer([], clock: TimeProvider.System);
        await server.InitializeAsync();
        return server;
    }

    private static async Task<string> PingAsync(TestApplication shop) =>
        (string)(await shop.Test.PostAsync("webhooks/test", new JsonObject())).Data()["id"]!;

    private static Regex Taken(string id) => new($"{id}  204 in", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"Signed with (?<it>whsec_\S+) for this session", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SessionSecret();

    [GeneratedRegex("Following .*, TEST", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Following();

    [GeneratedRegex("Connected again", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Again();

    [GeneratedRegex("\"answer\":", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Answered();
}
