using System.Globalization;
using System.Text;
using OiPayments.Encryption;
using OiPayments.Webhooks;

namespace OiPayments.UnitTests.Clients;

using OiPayments.Client;

/// <summary>The client's verifier against the signature that the service makes.</summary>
public class VerifyingWebhooksTests
{
    private const string Id = "evt_1";
    private const string Body = """{"id":"evt_1","type":"ping","text":"চা"}""";

    private static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);
    private static readonly string Secret = SecretBox.NewSigningSecret();
    private static readonly string Other = SecretBox.NewSigningSecret();

    [Theory]
    [InlineData(0, WebhookVerdict.Genuine)]
    [InlineData(-300, WebhookVerdict.Genuine)]
    [InlineData(300, WebhookVerdict.Genuine)]
    [InlineData(-301, WebhookVerdict.WrongTime)]
    [InlineData(301, WebhookVerdict.WrongTime)]
    public void A_timestamp_may_be_five_minutes_away(int seconds, WebhookVerdict expected)
    {
        var sent = Now.AddSeconds(seconds);

        Assert.Equal(expected, Verify([Secret], sent, WebhookSignature.Of([Secret], Id, sent, Body)));
    }

    [Fact]
    public void While_a_secret_rotates_either_side_may_be_first()
    {
        var both = WebhookSignature.Of([Other, Secret], Id, Now, Body);

        Assert.Equal(WebhookVerdict.Genuine, Verify([Secret], Now, both));
        Assert.Equal(WebhookVerdict.Genuine, Verify([Other], Now, both));
        Assert.Equal(WebhookVerdict.Genuine, Verify([Secret, Other], Now, WebhookSignature.Of([Other], Id, Now, Body)));
        Assert.Equal(WebhookVerdict.WrongSignature, Verify([SecretBox.NewSigningSecret()], Now, both));
    }

    [Theory]
    [InlineData("v1,")]
    [InlineData("v1,AAAA")]
    [InlineData("v1,not base64 at all")]
    [InlineData("v2,{0}")]
    [InlineData("{0}")]
    [InlineData("v1,{0}=")]
    public void What_is_no_signature_fits_nothing(string text)
    {
        var right = WebhookSignature.Of([Secret], Id, Now, Body)["v1,".Length..];

        Assert.Equal(
            WebhookVerdict.WrongSignature, Verify([Secret], Now, string.Format(CultureInfo.InvariantCulture, text, right)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999")]
    [InlineData("999999999999999999999999")]
    public void Without_a_time_it_is_no_webhook(string? timestamp) => Assert.Equal(
        WebhookVerdict.NotAWebhook,
        new WebhookVerifier([Secret]).Verify(Id, timestamp, WebhookSignature.Of([Secret], Id, Now, Body), Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void An_old_time_is_told_only_to_who_holds_the_secret()
    {
        var yesterday = Now.AddDays(-1);

        Assert.Equal(WebhookVerdict.WrongSignature, Verify([Secret], yesterday, WebhookSignature.Of([Other], Id, yesterday, Body)));
    }

    [Fact]
    public void A_verifier_without_a_secret_is_none()
    {
        Assert.Throws<ArgumentException>(() => new WebhookVerifier([]));
        Assert.Throws<ArgumentException>(() => new WebhookVerifier(["whsec_"]));
        Assert.Throws<ArgumentException>(() => new WebhookVerifier([Secret["whsec_".Length..]]));
    }

    [Fact]
    public void A_shape_that_is_newer_is_not_guessed_at()
    {
        var told = OiPaymentsEvent.Parse(Encoding.UTF8.GetBytes(
            """
            {"id":"evt_1","type":"payment.succeeded","schemaVersion":2,"mode":"TEST","applicationId":1,"createdAt":"2026-01-15T09:00:00Z",
             "data":{"amount":"12.50"}}
            """));

        Assert.Equal("12.50", Assert.IsType<UnknownEvent>(told).Data.GetProperty("amount").GetString());
    }

    private static WebhookVerdict Verify(string[] secrets, DateTimeOffset sent, string signatures) =>
        new WebhookVerifier(secrets, clock: new FakeTimeProvider(Now)).Verify(
            Id, sent.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), signatures, Encoding.UTF8.GetBytes(Body));
}
