using System.Text.Json;
using OiPayments.Audit;
using OiPayments.Dashboard.Texts;
using OiPayments.Oversight;
using OiPayments.Presentation;

namespace OiPayments.UnitTests.Dashboard;

public class AuditSentencesTests
{
    private static readonly Words English = Words.For(PageLanguage.English);
    private static readonly Words Bangla = Words.For(PageLanguage.Bangla);

    public static TheoryData<string> Actions => [.. Enum.GetValues<AuditAction>().Select(AuditCodes.Of)];

    [Theory]
    [MemberData(nameof(Actions))]
    public void Every_action_is_a_sentence_with_a_name_in_both_languages(string action)
    {
        var line = Line(action);
        var (english, bangla) = (English.Tell(line), Bangla.Tell(line));

        Assert.EndsWith(".", english, StringComparison.Ordinal);
        Assert.DoesNotContain(english, letter => letter is >= '\u0980' and <= '\u09FF' and not '৳');
        Assert.EndsWith("।", bangla, StringComparison.Ordinal);
        Assert.Contains(bangla, letter => letter is >= '\u0985' and <= '\u09B9');
        Assert.All((string[])[english, bangla], text => Assert.DoesNotContain(action, text, StringComparison.Ordinal));
        if (action != "session.sign-in-failed")
            Assert.All((string[])[english, bangla], text => Assert.StartsWith("Rahim", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Money_is_told_with_its_amount_its_payment_and_its_app()
    {
        var line = Line("refund.approve");

        Assert.Equal("Rahim approved a refund of ৳1,250.50 for payment #14 of Tea Shop.", English.Tell(line));
        Assert.Equal("Rahim Tea Shop-এর পেমেন্ট #১৪-এর ৳১,২৫০.৫০ রিফান্ড অনুমোদন করেছেন।", Bangla.Tell(line));
        Assert.Equal(
            "Rahim approved a refund of Tea Shop.", English.Tell(line with { AmountMinor = null, Currency = null, PaymentId = null }));
        Assert.Equal(
            "rahim@example.com approved a refund of Tea Shop.",
            English.Tell(line with { AmountMinor = null, Currency = null, PaymentId = null, ActorDisplayName = null }));
    }

    [Fact]
    public void A_failed_sign_in_says_what_is_known_and_names_nobody()
    {
        var line = Line("session.sign-in-failed") with
        {
            ActorType = ActorType.Anonymous,
            ActorId = null,
            ActorName = "anonymous",
            ActorDisplayName = null,
            TargetType = "email",
            TargetId = "7ba684f146c94457"
        };

        Assert.Equal(
            "Somebody could not sign in from 203.0.113.9: the address, the password or the second factor was wrong.", English.Tell(line));
        Assert.Contains(
            "no more are taken until 4 June 2026", English.Tell(line with { After = Json("""{"lockedUntil":"2026-06-04T10:00:00Z"}""") }),
            StringComparison.Ordinal);
        Assert.All(
            (string[])[English.Tell(line), Bangla.Tell(line)],
            text => Assert.DoesNotContain("7ba684f146c94457", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_code_of_another_version_is_told_as_it_stands() =>
        Assert.Equal("Rahim did payout.send to refund 5.", English.Tell(Line("payout.send")));

    [Theory]
    [InlineData("amountMinor", "125050", "৳1,250.50", "৳১,২৫০.৫০")]
    [InlineData("paymentId", "14", "14", "১৪")]
    [InlineData("enabled", "false", "No", "না")]
    [InlineData("expiresAt", "\"2026-06-04T10:00:00Z\"", "4 June 2026, 4:00\u00A0pm", "৪ জুন ২০২৬, বিকাল\u00A0৪:০০")]
    [InlineData("from", "\"2026-06-04\"", "2026-06-04", "2026-06-04")]
    [InlineData("name", "\"Tea Shop\"", "Tea Shop", "Tea Shop")]
    [InlineData("permissions", """["app:read","audit:read"]""", "app:read, audit:read", "app:read, audit:read")]
    [InlineData("roles", """[{"role":"Finance","applicationId":null}]""", "Finance", "Finance")]
    [InlineData("webhookUrl", "null", null, null)]
    public void Values_are_written_for_people(string field, string json, string? english, string? bangla)
    {
        Assert.Equal(english, English.Value(field, Json(json), "BDT"));
        Assert.Equal(bangla, Bangla.Value(field, Json(json), "BDT"));
    }

    private static AuditEntryDto Line(string action) => new(
        new(1), ActorType.Operator, 6, "rahim@example.com", "Rahim", action, "refund", "5", "Karim", new(42), "Tea Shop", new(14), 125050,
        "BDT", null, Json("""{"how":"passkey","mode":"TEST","count":3}"""), null, "203.0.113.9", "0011223344556677",
        DateTimeOffset.UnixEpoch);

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
