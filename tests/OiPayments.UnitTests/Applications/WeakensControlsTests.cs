using System.Text.Json;
using System.Text.Json.Nodes;
using OiPayments.Applications;

namespace OiPayments.UnitTests.Applications;

/// <summary>The whole table: every setting, in the direction that weakens a control and in the one that does not.</summary>
public class WeakensControlsTests
{
    // What an application has before each change, unless the row says otherwise.
    private const string Usual = """
        { "name": "Shop", "status": "ACTIVE", "webhookUrl": "https://shop.example.com/hooks", "testWebhookUrl": null, "webhooksEnabled": true,
          "returnUrl": "https://shop.example.com/", "refundApprovalThresholdMinor": 500, "refundSecondApprovalThresholdMinor": 900, "receiptsEnabled": true,
          "acceptRiskyPayments": false, "autoRefundSurplus": false, "minAmountMinor": 100, "maxAmountMinor": 10000,
          "limits": [ { "currency": "USD", "minAmountMinor": 10, "maxAmountMinor": 1000, "refundApprovalThresholdMinor": 50, "refundSecondApprovalThresholdMinor": 90 } ] }
        """;

    private static readonly JsonSerializerOptions Json = new(ApplicationsJson.Default.Options);

    [Theory]
    [InlineData("name", """{"name":"Renamed"}""", false)]
    [InlineData("status", """{"status":"DISABLED"}""", false)]
    [InlineData("webhookUrl", """{"webhookUrl":"https://other.example.com/"}""", true)]
    [InlineData("webhookUrl", """{"webhookUrl":null}""", false)]
    [InlineData("testWebhookUrl", """{"testWebhookUrl":"https://other.example.com/"}""", true)]
    [InlineData("webhooksEnabled", """{"webhooksEnabled":false}""", false)]
    [InlineData("returnUrl", """{"returnUrl":"https://other.example.com/"}""", true)]
    [InlineData("returnUrl", """{"returnUrl":null}""", false)]
    [InlineData("receiptsEnabled", """{"receiptsEnabled":false}""", false)]
    [InlineData("mailInvoices", """{"mailInvoices":true}""", false)]
    [InlineData("mailRemindersBefore", """{"mailRemindersBefore":[3]}""", false)]
    [InlineData("mailRemindersAfter", """{"mailRemindersAfter":[1,7]}""", false)]
    [InlineData("acceptRiskyPayments", """{"acceptRiskyPayments":true}""", true)]
    [InlineData("autoRefundSurplus", """{"autoRefundSurplus":true}""", true)]
    [InlineData("refundApprovalThresholdMinor", """{"refundApprovalThresholdMinor":501}""", true)]
    [InlineData("refundApprovalThresholdMinor", """{"refundApprovalThresholdMinor":null}""", true)]
    [InlineData("refundApprovalThresholdMinor", """{"refundApprovalThresholdMinor":499}""", false)]
    [InlineData("refundSecondApprovalThresholdMinor", """{"refundSecondApprovalThresholdMinor":901}""", true)]
    [InlineData("refundSecondApprovalThresholdMinor", """{"refundSecondApprovalThresholdMinor":null}""", true)]
    [InlineData("refundSecondApprovalThresholdMinor", """{"refundSecondApprovalThresholdMinor":899}""", false)]
    [InlineData("minAmountMinor", """{"minAmountMinor":99}""", true)]
    [InlineData("minAmountMinor", """{"minAmountMinor":null}""", true)]
    [InlineData("minAmountMinor", """{"minAmountMinor":101}""", false)]
    [InlineData("maxAmountMinor", """{"maxAmountMinor":10001}""", true)]
    [InlineData("maxAmountMinor", """{"maxAmountMinor":null}""", true)]
    [InlineData("maxAmountMinor", """{"maxAmountMinor":9999}""", false)]
    [InlineData(
        "limits",
        """
        {"limits":[{"currency":"USD","minAmountMinor":10,"maxAmountMinor":1000,"refundApprovalThresholdMinor":51,
        "refundSecondApprovalThresholdMinor":90}]}
        """,
        true)]
    [InlineData(
        "limits",
        """
        {"limits":[{"currency":"USD","minAmountMinor":10,"maxAmountMinor":1000,"refundApprovalThresholdMinor":50,
        "refundSecondApprovalThresholdMinor":null}]}
        """,
        true)]
    [InlineData(
        "limits",
        """
        {"limits":[{"currency":"USD","minAmountMinor":9,"maxAmountMinor":1000,"refundApprovalThresholdMinor":50,
        "refundSecondApprovalThresholdMinor":90}]}
        """,
        true)]
    [InlineData(
        "limits",
        """
        {"limits":[{"currency":"USD","minAmountMinor":10,"maxAmountMinor":1001,"refundApprovalThresholdMinor":50,
        "refundSecondApprovalThresholdMinor":90}]}
        """,
        true)]
    [InlineData(
        "limits",
        """
        {"limits":[{"currency":"USD","minAmountMinor":11,"maxAmountMinor":999,"refundApprovalThresholdMinor":49,
        "refundSecondApprovalThresholdMinor":89}]}
        """,
        false)]
    // A currency that had none of its own: each refund needed approval, and no payment was taken.
    [InlineData(
        "limits",
        """
        {"limits":[{"currency":"USD","minAmountMinor":10,"maxAmountMinor":1000,"refundApprovalThresholdMinor":50,
        "refundSecondApprovalThresholdMinor":90},{"currency":"EUR","minAmountMinor":null,"maxAmountMinor":null,
        "refundApprovalThresholdMinor":1,"refundSecondApprovalThresholdMinor":1}]}
        """,
        true)]
    [InlineData(
        "limits",
        """
        {"limits":[{"currency":"USD","minAmountMinor":10,"maxAmountMinor":1000,"refundApprovalThresholdMinor":50,
        "refundSecondApprovalThresholdMinor":90},{"currency":"EUR","minAmountMinor":null,"maxAmountMinor":1,
        "refundApprovalThresholdMinor":null,"refundSecondApprovalThresholdMinor":null}]}
        """,
        true)]
    public void A_change_weakens_or_does_not(string setting, string change, bool weakens)
    {
        var (was, isNow) = (Of(Usual), Of(Usual, change));

        Assert.Equal(weakens ? [setting] : [], WeakensControls.Between(was, isNow));
    }

    /// <summary>Back from what a colleague had tightened.</summary>
    [Theory]
    [InlineData("status", """{"status":"DISABLED"}""")]
    [InlineData("webhookUrl", """{"webhookUrl":null}""")]
    [InlineData("refundApprovalThresholdMinor", """{"refundApprovalThresholdMinor":0}""")]
    [InlineData("minAmountMinor", """{"minAmountMinor":5000}""")]
    public void The_way_back_from_a_tighter_setting_weakens(string setting, string tighter) =>
        Assert.Contains(setting, WeakensControls.Between(Of(Usual, tighter), Of(Usual)));

    /// <summary>
    /// Without limits of its own each refund needs approval again; payments are taken unless there is a largest one in taka.
    /// </summary>
    [Theory]
    [InlineData("""{"limits":[]}""", false)]
    [InlineData("""{"limits":[],"maxAmountMinor":null}""", true)]
    public void Taking_the_limits_of_a_currency_away_weakens_where_nothing_else_stands_in(string change, bool weakens) =>
        Assert.Equal(weakens, WeakensControls.Between(Of(Usual), Of(Usual, change)).Contains("limits"));

    [Fact]
    public void Every_setting_was_decided_on() => Assert.Equal(
        typeof(ApplicationSettings)
            .GetProperties()
            .Select(setting => JsonNamingPolicy.CamelCase.ConvertName(setting.Name))
            .Order(StringComparer.Ordinal),
        WeakensControls.Judgements.Keys.Order(StringComparer.Ordinal));

    private static ApplicationDto Of(string settings, string? change = null)
    {
        var all = JsonNode.Parse(settings)!.AsObject();
        foreach (var (name, value) in change is null ? [] : JsonNode.Parse(change)!.AsObject()) all[name] = value?.DeepClone();
        foreach (var (name, value) in JsonNode.Parse(
            """{ "id": 1, "gatewayOverrides": [], "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z" }""")!
            .AsObject())
            all[name] = value?.DeepClone();
        return all.Deserialize<ApplicationDto>(Json)!;
    }
}
