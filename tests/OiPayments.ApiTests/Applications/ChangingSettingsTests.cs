using System.Net;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

public class ChangingSettingsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task What_is_sent_changes_null_clears_and_absence_leaves()
    {
        var shop = await server.RegisterAsync(settings: new()
        {
            ["returnUrl"] = "https://shop.example.com/",
            ["refundApprovalThresholdMinor"] = 5,
            ["receiptsEnabled"] = true,
            ["minAmountMinor"] = 1000,
            ["maxAmountMinor"] = 2000,
        });

        var changed = (await server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", """
            { "maxAmountMinor": 3000, "returnUrl": null, "refundApprovalThresholdMinor": null, "receiptsEnabled": null, "unknown": 7 }
            """)).Data();

        Assert.Equal(3000, (long)changed["maxAmountMinor"]!);
        Assert.Equal(1000, (long)changed["minAmountMinor"]!);
        Assert.Null(changed["returnUrl"]);
        Assert.Null(changed["refundApprovalThresholdMinor"]);
        Assert.False((bool)changed["receiptsEnabled"]!);
        Assert.True(JsonNode.DeepEquals(changed, (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()));
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"   "}""", "name")]
    [InlineData("""{"webhookUrl":"ftp://example.com"}""", "webhookUrl")]
    [InlineData("""{"webhookUrl":"https://user:pass@example.com"}""", "webhookUrl")]
    [InlineData("""{"minAmountMinor":0}""", "minAmountMinor")]
    [InlineData("""{"minAmountMinor":1.5}""", "minAmountMinor")]
    [InlineData("""{"minAmountMinor":5000}""", "maxAmountMinor")]
    [InlineData("""{"receiptsEnabled":"yes"}""", "receiptsEnabled")]
    [InlineData("""{"mailInvoices":"yes"}""", "mailInvoices")]
    [InlineData("""{"mailRemindersBefore":3}""", "mailRemindersBefore")]
    [InlineData("""{"mailRemindersBefore":[0]}""", "mailRemindersBefore[0]")]
    [InlineData("""{"mailRemindersAfter":[1,91]}""", "mailRemindersAfter[1]")]
    [InlineData("""{"mailRemindersAfter":[1.5]}""", "mailRemindersAfter[0]")]
    [InlineData("""{"mailRemindersAfter":[1,2,3,4,5,6]}""", "mailRemindersAfter")]
    [InlineData("""{"refundApprovalThresholdMinor":-1}""", "refundApprovalThresholdMinor")]
    [InlineData("""{"status":"active"}""", "status")]
    public async Task A_setting_that_cannot_be_is_refused_and_none_is_changed(string body, string field)
    {
        var shop = await server.RegisterAsync(settings: new() { ["maxAmountMinor"] = 2000 });
        var before = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();
        var withMore = body.Replace("{", """{"returnUrl":"https://shop.example.com/",""", StringComparison.Ordinal);

        var answer = await server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", withMore);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal([field], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
        Assert.True(JsonNode.DeepEquals(before, (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()));
    }

    [Fact]
    public async Task A_name_somebody_has_is_taken()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());

        var answer = await RenameAsync(shop, (string)other.Registered["application"]!["name"]!);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("RESOURCE_ALREADY_EXISTS", answer.ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await RenameAsync(shop, (string)shop.Registered["application"]!["name"]!)).Status);
    }

    [Fact]
    public async Task A_new_name_and_new_bounds_hold_from_the_next_request_on()
    {
        var shop = await server.RegisterAsync();
        await shop.OpenPaymentAsync();

        await server.Operator.PatchAsync(
            $"admin/apps/{shop.Id}/settings", new JsonObject { ["name"] = "Renamed", ["maxAmountMinor"] = 1000 });

        Assert.Equal("Renamed", (string?)(await shop.Test.ReadAsync("app/me")).Data()["name"]);
        Assert.Equal(
            "AMOUNT_OUT_OF_BOUNDS",
            (await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = 1001, ["customerReference"] = "c" })).ErrorCode);
    }

    [Fact]
    public async Task A_change_made_against_what_is_no_longer_so_changes_nothing_and_shows_both_values()
    {
        var shop = await server.RegisterAsync(
            settings: new() { ["refundApprovalThresholdMinor"] = 10_000_000, ["returnUrl"] = "https://old.example.com/" });
        var read = await server.Operator.ReadAsync($"admin/apps/{shop.Id}");
        Assert.Equal($"\"{read.Data()["version"]}\"", read.Headers.ETag?.Tag);
        var colleague = await server.Operator.PatchAsync(
            $"admin/apps/{shop.Id}/settings", new JsonObject { ["refundApprovalThresholdMinor"] = 500_000 });

        var refused = await ChangeAsync(
            shop, """{"refundApprovalThresholdMinor":10000000,"returnUrl":"https://old.example.com/"}""", read.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
        var (field, values) = Assert.Single(refused.Json["data"]!.AsObject());
        Assert.Equal("refundApprovalThresholdMinor", field);
        Assert.Equal((10_000_000, 500_000), ((long)values!["yours"]!, (long)values["current"]!));
        Assert.Equal(
            (TestServer.OperatorEmail, (string?)colleague.Data()["updatedAt"]),
            ((string?)values["changedBy"], (string?)values["changedAt"]));
        Assert.True(JsonNode.DeepEquals(colleague.Data(), (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()));

        var again = await ChangeAsync(shop, """{"refundApprovalThresholdMinor":10000000}""", colleague.Headers.ETag!.Tag);
        Assert.Equal(10_000_000, (long)again.Data()["refundApprovalThresholdMinor"]!);
    }

    [Theory]
    [InlineData("{0}", HttpStatusCode.OK)]
    [InlineData("\"{0}\"", HttpStatusCode.OK)]
    [InlineData("W/\"{0}\"", HttpStatusCode.OK)]
    [InlineData("\"old\", \"{0}\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"old\"", HttpStatusCode.Conflict)]
    [InlineData("\"0{0}\"", HttpStatusCode.Conflict)]
    [InlineData("999", HttpStatusCode.Conflict)]
    [InlineData("old", HttpStatusCode.BadRequest)]
    [InlineData("\"{0}", HttpStatusCode.BadRequest)]
    [InlineData("-1", HttpStatusCode.BadRequest)]
    [InlineData(",", HttpStatusCode.BadRequest)]
    public async Task A_version_is_said_as_a_tag_or_bare_and_anything_else_is_refused(string ifMatch, HttpStatusCode expected)
    {
        var shop = await server.RegisterAsync();
        var version = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["version"]!.ToJsonString();

        var answer = await ChangeAsync(shop, """{"maxAmountMinor":3000}""", ifMatch.Replace("{0}", version, StringComparison.Ordinal));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(
            expected is HttpStatusCode.OK, (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["maxAmountMinor"] is not null);
    }

    [Fact]
    public async Task A_disabled_application_is_refused_until_it_is_enabled_again()
    {
        var shop = await server.RegisterAsync();
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);

        await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["status"] = "DISABLED" });
        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
        Assert.Equal("UNAUTHORIZED", (await shop.Live.ReadAsync("payments")).ErrorCode);

        await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["status"] = "ACTIVE" });
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
    }

    [Fact]
    public async Task Applications_are_listed_and_read_and_others_are_not_there()
    {
        var (first, second) = (await server.RegisterAsync(), await server.RegisterAsync());

        var newest = await server.Operator.ReadAsync("admin/apps?size=2");
        var oldest = await server.Operator.ReadAsync("admin/apps?size=200&order=ASC");

        Assert.Equal([second.Id, first.Id], newest.Data().AsArray().Select(application => (int)application!["id"]!));
        Assert.Equal([first.Id, second.Id], oldest.Data().AsArray().Select(application => (int)application!["id"]!).TakeLast(2));
        Assert.Equal((int)newest.Json["pagination"]!["totalElements"]!, oldest.Data().AsArray().Count);
        foreach (var id in new[] { "0", "999999", "4294967296", "99999999999", "-1" })
            Assert.Equal("RESOURCE_NOT_FOUND", (await server.Operator.ReadAsync($"admin/apps/{id}")).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await server.Operator.PatchAsync("admin/apps/999999/settings", new JsonObject())).ErrorCode);
    }

    [Fact]
    public async Task Changes_at_once_all_count_or_say_that_they_do_not()
    {
        var shop = await server.RegisterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() =>
            server.Operator.PatchAsync(
                $"admin/apps/{shop.Id}/settings",
                new JsonObject { [number % 2 == 0 ? "minAmountMinor" : "maxAmountMinor"] = 5000 + (number % 2 == 0 ? 1 : 0) }))));

        Assert.All(
            answers,
            answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Conflict, answer.Text));
        var now = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();
        Assert.True(now["minAmountMinor"] is null || now["maxAmountMinor"] is null, "Two changes that do not fit together were both made.");
    }

    private Task<Answer> ChangeAsync(TestApplication application, string settings, string ifMatch) =>
        server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{application.Id}/settings", settings, ("If-Match", ifMatch));

    private Task<Answer> RenameAsync(TestApplication application, string name) =>
        server.Operator.PatchAsync($"admin/apps/{application.Id}/settings", new JsonObject { ["name"] = name });
}
