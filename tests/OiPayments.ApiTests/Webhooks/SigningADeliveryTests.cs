using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Npm;
using OiPayments.Encryption;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

public class SigningADeliveryTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task It_goes_out_at_once_without_the_clock_moving_and_says_what_happened()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        var payment = await server.PayOneAsync(shop);

        var delivery = await receiver.NextAsync();
        var told = JsonNode.Parse(delivery.Body)!.AsObject();
        Assert.Equal(["id", "type", "schemaVersion", "mode", "applicationId", "createdAt", "data"], told.Select(field => field.Key));
        Assert.Matches("^evt_[0-9A-Za-z]{20,}$", (string?)told["id"]);
        Assert.Equal("payment.succeeded", (string?)told["type"]);
        Assert.Equal(1, (int)told["schemaVersion"]!);
        Assert.Equal("TEST", (string?)told["mode"]);
        Assert.Equal(shop.Id, (int)told["applicationId"]!);
        Assert.Equal("2026-01-15T09:00:00Z", (string?)told["createdAt"]);
        Assert.Equal((long)payment["id"]!, (long)told["data"]!["id"]!);
        Assert.Equal("application/json; charset=utf-8", delivery.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Its_headers_are_those_of_the_Standard_Webhooks_specification()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        await server.PayOneAsync(shop);

        var delivery = await receiver.NextAsync();
        var id = (string)JsonNode.Parse(delivery.Body)!["id"]!;
        var timestamp = server.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(shop.SigningSecret["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{delivery.Body}")));
        Assert.Equal(id, delivery.Headers["webhook-id"]);
        Assert.Equal(id, delivery.Headers["X-Webhook-Id"]);
        Assert.Equal(timestamp, delivery.Headers["webhook-timestamp"]);
        Assert.Equal($"v1,{signature}", delivery.Headers["webhook-signature"]);
    }

    /// <summary>The table of the guide: what these libraries refuse although it is right, and what to write instead.</summary>
    [Theory]
    [InlineData(StandardWebhooks.Own)]
    [InlineData(StandardWebhooks.Svix)]
    public async Task A_library_wants_a_plain_object_of_headers_as_the_guide_says(string library)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        var delivery = await receiver.NextAsync();

        Assert.Contains(
            "Missing required headers",
            await StandardWebhooks.RefusalAsync(shop.SigningSecret, delivery, server.Clock.GetUtcNow(), library, "fetch"),
            StringComparison.Ordinal);
        Assert.Null(await StandardWebhooks.RefusalAsync(shop.SigningSecret, delivery, server.Clock.GetUtcNow(), library, "entries"));
    }

    [Fact]
    public async Task The_specification_s_own_library_believes_it_and_nothing_that_was_changed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop, new() { ["productName"] = "আম & \"lychee\" <b>" });
        var other = await server.RegisterAsync();
        var now = server.Clock.GetUtcNow();

        var delivery = await receiver.NextAsync();

        Assert.Null(await StandardWebhooks.RefusalAsync(shop.SigningSecret, delivery, now));
        var refusals = await Task.WhenAll(
            StandardWebhooks.RefusalAsync(
                shop.SigningSecret, delivery with { Body = delivery.Body.Replace("125050", "125051", StringComparison.Ordinal) }, now),
            StandardWebhooks.RefusalAsync(other.SigningSecret, delivery, now),
            StandardWebhooks.RefusalAsync(shop.SigningSecret, delivery, now.AddMinutes(6)));
        Assert.Equal(["No matching signature found", "No matching signature found", "Message timestamp too old"], refusals);
    }

    [Theory]
    [InlineData(StandardWebhooks.Own)]
    [InlineData(StandardWebhooks.Svix)]
    public async Task While_a_secret_rotates_a_receiver_with_either_believes_it(string library)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (old, next, stranger) = (SecretBox.NewSigningSecret(), SecretBox.NewSigningSecret(), SecretBox.NewSigningSecret());
        var now = server.Clock.GetUtcNow();

        var result = await server.Services.GetRequiredService<WebhookSender>().SendAsync(
            receiver.Url, new([next, old]), new("evt_two", 7, """{"id":"evt_two","type":"ping"}"""), CancellationToken.None);

        var delivery = await receiver.NextAsync();
        Assert.True(result.IsSuccess);
        Assert.Equal(2, delivery.Headers["webhook-signature"].Split(' ').Length);
        Assert.Null(await StandardWebhooks.RefusalAsync(next, delivery, now, library));
        Assert.Null(await StandardWebhooks.RefusalAsync(old, delivery, now, library));
        Assert.Equal("No matching signature found", await StandardWebhooks.RefusalAsync(stranger, delivery, now, library));
    }

    [Fact]
    public async Task Svix_believes_what_the_service_sends_too()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        await server.PayOneAsync(shop);

        Assert.Null(await StandardWebhooks.RefusalAsync(
            shop.SigningSecret, await receiver.NextAsync(), server.Clock.GetUtcNow(), StandardWebhooks.Svix));
    }

    [Fact]
    public async Task The_secret_is_in_no_log()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var shop = await server.RegisterAsync(receiver.Url);

        await server.PayOneAsync(shop);
        await server.AfterAttemptAsync(shop, 1);

        var log = await Eventually.BecomesAsync(
            () => Task.FromResult(server.Log.Text), text => text.Contains("RETRYING", StringComparison.Ordinal));
        Assert.DoesNotContain(shop.SigningSecret["whsec_".Length..], log, StringComparison.Ordinal);
        Assert.DoesNotContain((await receiver.NextAsync()).Headers["webhook-signature"], log, StringComparison.Ordinal);
    }
}
