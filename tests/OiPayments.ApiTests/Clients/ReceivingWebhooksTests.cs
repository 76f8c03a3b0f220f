using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Webhooks;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

/// <summary>
/// Our dispatcher sends, the package receives. What is forged is made of a delivery that our dispatcher really sent. These tests move the
/// clock.
/// </summary>
public class ReceivingWebhooksTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task What_happened_arrives_verified_and_typed()
    {
        await using var shop = await Shop.StartAsync(server);
        var application = await server.RegisterAsync(shop.Url);
        shop.Trust(application.SigningSecret);

        var payment = await server.PayOneAsync(application, new() { ["productName"] = "আম & \"lychee\" <b>" });

        Assert.Equal(OiPayments.Webhooks.DeliveryStatus.Delivered, (await server.AfterAttemptAsync(application, 1)).Status);
        var told = Assert.IsType<PaymentEvent>(Assert.Single(shop.Handled));
        Assert.Equal((EventType.PaymentSucceeded, Mode.Test, (long)application.Id), (told.Type, told.Mode, told.ApplicationId));
        Assert.Equal(
            ((long)payment["id"]!, PaymentStatus.Succeeded, Money.Bdt(125050)), (told.Data.Id, told.Data.Status, told.Data.Amount));
        Assert.Equal("আম & \"lychee\" <b>", told.Data.ProductName);
    }

    [Fact]
    public async Task What_is_forged_or_old_is_not_believed_and_the_log_holds_no_secret()
    {
        var genuine = await SendOneAsync();
        var changed = genuine.Delivery.Body.Replace("125050", "125051", StringComparison.Ordinal);
        await using var shop = await Shop.StartAsync(server);
        shop.Trust(genuine.Secret);

        Assert.Equal(HttpStatusCode.NoContent, await DeliverAsync(shop, genuine.Delivery));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(shop, genuine.Delivery with { Body = changed }));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(shop, With(genuine.Delivery, "webhook-id", "evt_other")));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(shop, With(genuine.Delivery, "webhook-signature", "v1,AAAA")));
        Assert.Equal(HttpStatusCode.BadRequest, await DeliverAsync(shop, With(genuine.Delivery, "webhook-timestamp", "yesterday")));
        Assert.Equal(HttpStatusCode.BadRequest, await DeliverAsync(shop, With(genuine.Delivery, "webhook-signature", "")));

        server.Clock.AdjustTime(server.Clock.GetUtcNow().AddMinutes(5).AddSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(shop, genuine.Delivery));
        shop.Trust("whsec_" + Convert.ToBase64String(new byte[32]));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(shop, genuine.Delivery));

        Assert.Single(shop.Handled);
        Assert.Contains("WrongTime", shop.Log.Text, StringComparison.Ordinal);
        Assert.Contains("WrongSignature", shop.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(genuine.Secret["whsec_".Length..], shop.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(genuine.Delivery.Headers["webhook-signature"], shop.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_secret_rotates_either_is_believed_without_a_restart()
    {
        await using var shop = await Shop.StartAsync(server);
        var application = await server.RegisterAsync(shop.Url);
        shop.Trust(application.SigningSecret);
        var rotated = (await server.Operator.PostAsync($"admin/apps/{application.Id}/signing-secret/rotate", new JsonObject())).Data();

        // Signed with both: the old one is enough, then the new one alone, then both.
        await PingAsync(1);
        shop.Trust((string)rotated["signingSecret"]!);
        await PingAsync(2);
        shop.Trust((string)rotated["signingSecret"]!, application.SigningSecret);
        await PingAsync(3);

        async Task PingAsync(int count)
        {
            await application.PingAsync();
            await Eventually.BecomesAsync(() => Task.FromResult(shop.Handled.Count), handled => handled == count);
        }
    }

    [Fact]
    public async Task An_event_is_handled_once_however_often_it_comes()
    {
        var genuine = await SendOneAsync();
        await using var shop = await Shop.StartAsync(server);
        shop.Trust(genuine.Secret);

        for (var time = 0; time < 3; time++) Assert.Equal(HttpStatusCode.NoContent, await DeliverAsync(shop, genuine.Delivery));

        Assert.Single(shop.Handled);
    }

    [Fact]
    public async Task Two_deliveries_of_one_event_at_once_are_handled_once_and_the_second_does_not_say_that_it_was()
    {
        var genuine = await SendOneAsync();
        await using var shop = await Shop.StartAsync(server);
        shop.Trust(genuine.Secret);
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        shop.Handle = _ =>
        {
            begun.SetResult();
            return goOn.Task;
        };

        var first = DeliverAsync(shop, genuine.Delivery);
        await begun.Task;
        var second = await DeliverAsync(shop, genuine.Delivery);
        goOn.SetException(new InvalidOperationException("The order cannot be saved."));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second);
        Assert.Equal(HttpStatusCode.InternalServerError, await first);
        shop.Handle = _ => Task.CompletedTask;
        Assert.Equal(HttpStatusCode.NoContent, await DeliverAsync(shop, genuine.Delivery));
        Assert.Single(shop.Handled);
    }

    [Fact]
    public async Task What_a_handler_could_not_do_comes_again_from_the_service()
    {
        await using var shop = await Shop.StartAsync(server);
        var application = await server.RegisterAsync(shop.Url);
        shop.Trust(application.SigningSecret);
        shop.Handle = _ => throw new InvalidOperationException("The order cannot be saved.");
        await application.PingAsync();
        var failed = await server.AfterAttemptAsync(application, 1);
        Assert.Equal(500, failed.LastResponseStatus);

        shop.Handle = _ => Task.CompletedTask;
        server.WaitUntil(failed.DueAt!.Value);
        await server.AfterAttemptAsync(application, 2);

        Assert.IsType<PingEvent>(Assert.Single(shop.Handled));
    }

    [Fact]
    public async Task What_is_newer_than_the_package_passes_and_what_is_too_long_does_not()
    {
        await using var shop = await Shop.StartAsync(server);
        var secret = OiPayments.Encryption.SecretBox.NewSigningSecret();
        shop.Trust(secret);
        const string body = """
            {"id":"evt_new","type":"payment.disputed","schemaVersion":1,"mode":"SHADOW","applicationId":42,
             "createdAt":"2026-01-15T09:00:00Z","data":{"what":"ever"},"more":[1]}
            """;

        Assert.Equal(HttpStatusCode.NoContent, await DeliverAsync(shop, Sign(body, secret)));
        Assert.Equal(HttpStatusCode.BadRequest, await DeliverAsync(shop, Sign("""{"id":"evt_new"}""", secret)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await DeliverAsync(shop, Sign(new string(' ', 5 << 20), secret)));

        var told = Assert.IsType<UnknownEvent>(Assert.Single(shop.Handled));
        Assert.Equal(("payment.disputed", "SHADOW", "ever"), (told.Type.Value, told.Mode.Value, told.Data.GetProperty("what").GetString()));
    }

    private Delivery Sign(string body, string secret)
    {
        var now = server.Clock.GetUtcNow();
        return new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["webhook-id"] = "evt_new",
                ["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["webhook-signature"] = OiPayments.Webhooks.WebhookSignature.Of([secret], "evt_new", now, body),
            }, body);
    }

    /// <summary>A delivery as our dispatcher sent it, and the secret that it was signed with.</summary>
    private async Task<(Delivery Delivery, string Secret)> SendOneAsync()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var application = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(application);
        return (await receiver.NextAsync(), application.SigningSecret);
    }

    private static Delivery With(Delivery delivery, string header, string value) =>
        delivery with { Headers = new Dictionary<string, string>(delivery.Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };

    private static async Task<HttpStatusCode> DeliverAsync(Shop shop, Delivery delivery)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.Url);
        request.Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json");
        foreach (var name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
            request.Headers.TryAddWithoutValidation(name, delivery.Headers[name]);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
