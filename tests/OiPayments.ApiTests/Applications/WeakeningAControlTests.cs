using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Operators;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>What weakens a control asks who is there: an open session alone is not enough.</summary>
public class WeakeningAControlTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("""{"refundApprovalThresholdMinor":200}""")]
    [InlineData("""{"refundApprovalThresholdMinor":null,"refundSecondApprovalThresholdMinor":null}""")]
    [InlineData("""{"maxAmountMinor":null}""")]
    [InlineData("""{"webhookUrl":"https://elsewhere.example.com/"}""")]
    [InlineData("""{"acceptRiskyPayments":true}""")]
    [InlineData("""{"name":"Hidden beside it","limits":[{"currency":"USD","refundApprovalThresholdMinor":100000}]}""")]
    public async Task It_needs_the_password_again(string settings)
    {
        var shop = await ShopAsync();
        using var stale = await StaleAsync();
        var before = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();

        var refused = await stale.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", settings);

        Assert.Equal("REAUTH_REQUIRED", refused.ErrorCode);
        Assert.True(JsonNode.DeepEquals(before, (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()));
        Assert.Equal(
            HttpStatusCode.OK, (await server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", settings)).Status);
    }

    [Fact]
    public async Task What_tightens_needs_none()
    {
        var shop = await ShopAsync();
        using var stale = await StaleAsync();

        var answer = await stale.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", """
            { "refundApprovalThresholdMinor": 50, "maxAmountMinor": 90000, "webhookUrl": null, "name": "Tighter", "status": "DISABLED" }
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            "REAUTH_REQUIRED",
            (await stale.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", """{"status":"ACTIVE"}""")).ErrorCode);
    }

    /// <summary>The answer holds LIVE credentials, and every setting is the caller's to choose.</summary>
    [Fact]
    public async Task Registering_needs_the_password_again_and_its_line_tells_every_setting()
    {
        using var stale = await StaleAsync();
        Assert.Equal("REAUTH_REQUIRED", (await stale.PostAsync("admin/apps", new JsonObject { ["name"] = "Unproven" })).ErrorCode);

        var shop = await ShopAsync();

        var line = Assert.Single(await server.AuditAsync("application", $"{shop.Id}"));
        var after = JsonNode.Parse(line.After!)!.AsObject();
        Assert.Equal(
            ["maxAmountMinor", "name", "refundApprovalThresholdMinor", "refundSecondApprovalThresholdMinor", "webhookUrl"],
            after.Select(field => field.Key));
    }

    private Task<TestApplication> ShopAsync() => server.RegisterAsync(new("https://shop.example.com/hooks"), new()
    {
        ["refundApprovalThresholdMinor"] = 100,
        ["refundSecondApprovalThresholdMinor"] = 200,
        ["maxAmountMinor"] = 100_000,
    });

    private async Task<HttpClient> StaleAsync()
    {
        var client = await server.OperatorWithAsync([Permission.AppRead, Permission.AppManage]);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        return client;
    }
}
