using System.Net;
using OiPayments.ApiTests.Npm;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>These tests move the clock.</summary>
public class RotatingTheSigningSecretTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task While_the_grace_lasts_both_sign_the_new_one_first()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        var answer = await RotateAsync(shop);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(["signingSecret", "previousSecretSignsUntil"], answer.Data().AsObject().Select(field => field.Key));
        Assert.Equal(server.Clock.GetUtcNow().AddHours(24), (DateTimeOffset)answer.Data()["previousSecretSignsUntil"]!);
        var renewed = (string)answer.Data()["signingSecret"]!;
        Assert.NotEqual(shop.SigningSecret, renewed);
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        var delivery = await receiver.NextAsync();
        var signatures = delivery.Headers["webhook-signature"].Split(' ');
        Assert.Equal(2, signatures.Length);
        Assert.Null(await RefusalAsync(renewed, delivery));
        Assert.Null(await RefusalAsync(shop.SigningSecret, delivery));
        Assert.Null(await RefusalAsync(renewed, With(delivery, signatures[0])));
        Assert.Null(await RefusalAsync(shop.SigningSecret, With(delivery, signatures[1])));

        server.Clock.AdjustTime(server.Clock.GetUtcNow().AddHours(24));
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        var later = await receiver.NextAsync();
        Assert.DoesNotContain(' ', later.Headers["webhook-signature"]);
        Assert.Null(await RefusalAsync(renewed, later));
        Assert.NotNull(await RefusalAsync(shop.SigningSecret, later));
    }

    [Fact]
    public async Task A_second_rotation_in_that_time_says_that_the_older_one_ends()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var second = (string)(await RotateAsync(shop)).Data()["signingSecret"]!;

        var refused = await RotateAsync(shop);
        var third = (string)(await RotateAsync(shop, """{"endPrevious":true}""")).Data()["signingSecret"]!;

        Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
        Assert.Contains("2026-", refused.Text, StringComparison.Ordinal);
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        var delivery = await receiver.NextAsync();
        Assert.Equal(2, delivery.Headers["webhook-signature"].Split(' ').Length);
        Assert.Null(await RefusalAsync(third, delivery));
        Assert.Null(await RefusalAsync(second, delivery));
        Assert.NotNull(await RefusalAsync(shop.SigningSecret, delivery));
    }

    [Fact]
    public async Task Of_two_rotations_at_once_one_is_refused_and_changes_nothing()
    {
        var shop = await server.RegisterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RotateAsync(shop))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer.Status is not HttpStatusCode.Created),
            answer => Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode));
    }

    [Fact]
    public async Task It_needs_the_password_of_the_last_five_minutes_and_an_application()
    {
        var shop = await server.RegisterAsync();

        Assert.Equal(
            "RESOURCE_NOT_FOUND",
            (await server.Operator.SendAsync(HttpMethod.Post, "admin/apps/999999/signing-secret/rotate", "{}")).ErrorCode);
        Assert.Equal("VALIDATION_ERROR", (await RotateAsync(shop, """{"endPrevious":"yes"}""")).ErrorCode);
        using var second = await server.SecondOperatorAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(
            "REAUTH_REQUIRED", (await second.SendAsync(HttpMethod.Post, $"admin/apps/{shop.Id}/signing-secret/rotate", "{}")).ErrorCode);
    }

    private Task<Answer> RotateAsync(TestApplication shop, string body = "{}") =>
        server.Operator.SendAsync(HttpMethod.Post, $"admin/apps/{shop.Id}/signing-secret/rotate", body);

    private Task<string?> RefusalAsync(string secret, Delivery delivery) =>
        StandardWebhooks.RefusalAsync(secret, delivery, server.Clock.GetUtcNow());

    private static Delivery With(Delivery delivery, string signature) =>
        delivery with
        {
            Headers = new Dictionary<string, string>(delivery.Headers, StringComparer.OrdinalIgnoreCase)
            {
                ["webhook-signature"] = signature
            }
        };
}
