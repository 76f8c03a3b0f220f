using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class ControllingTests
{
    [Fact]
    public async Task A_path_of_another_service_is_told_where_it_has_come()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var elsewhere = await sandbox.Http.GetAsync("/api/v1/payments");
        using var wrongMethod = await sandbox.Http.GetAsync("/control/transactions/ORDER-1/outcome");

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Contains("This is an SSLCOMMERZ sandbox", await elsewhere.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
    }

    [Fact]
    public async Task An_ending_is_answered_after_the_notice_with_what_a_test_needs()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();

        var ended = await sandbox.EndAsync(key.ToLowerInvariant(), new { outcome = "success", channel = "NAGAD" });

        Assert.Equal(["tran_id", "status", "val_id", "ipn", "redirect"], ended.Select(field => field.Key));
        Assert.Equal("ORDER-1", (string?)ended["tran_id"]);
        Assert.Equal("VALID", (string?)ended["status"]);
        Assert.Equal((string?)ended["val_id"], Assert.Single(sandbox.Merchant.Notices)["val_id"]);
        Assert.Equal("N016****9844", (string?)ended["redirect"]!["fields"]!["card_no"]);
    }

    [Theory]
    [InlineData("VISA", "VISA")]
    [InlineData("master", "MASTER")]
    [InlineData("AMEX", "AMEX")]
    [InlineData("DBBLMOBILEBANKING", "MOBILEBANKING")]
    [InlineData("BANKASIA", "IB")]
    public async Task A_channel_is_known_by_its_brand(string channel, string brand)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success", channel });

        Assert.Equal(brand, (string?)ended["redirect"]!["fields"]!["card_brand"]);
    }

    [Fact]
    public async Task An_unknown_session_is_not_found()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await sandbox.ControlAsync("0123", new { outcome = "success" });
        var shown = await sandbox.Http.GetAsync("/control/sessions/0123");

        Assert.Equal(HttpStatusCode.NotFound, ended.StatusCode);
        Assert.Equal("No session has this key.", await ErrorOf(ended));
        Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_once()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();
        await sandbox.EndAsync(key, new { outcome = "cancelled" });

        var again = await sandbox.ControlAsync(key, new { outcome = "success" });

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("The session has already ended: CANCELLED.", await ErrorOf(again));
        Assert.Single(sandbox.Merchant.Notices);
    }

    [Fact]
    public async Task Of_many_simultaneous_endings_one_counts()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();
        string[] outcomes = ["success", "failed", "cancelled", "risk"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(turn =>
            Task.Run(() => sandbox.ControlAsync(key, new { outcome = outcomes[turn % outcomes.Length] }))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(sandbox.Merchant.Notices);
    }

    [Theory]
    [InlineData("""{"outcome":"maybe"}""", "\"outcome\" must be one of success")]
    [InlineData("""{}""", "\"outcome\" must be one of success")]
    [InlineData("""{"outcome":"success","channel":"PAYPAL"}""", "\"channel\" must be one of VISA")]
    [InlineData("""{"outcome":"success","chanel":"VISA"}""", "The body is not what was expected")]
    [InlineData("""outcome=success""", "The body is not what was expected")]
    [InlineData("""null""", "The body is empty.")]
    public async Task A_wish_that_makes_no_sense_is_explained(string body, string message)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await sandbox.Http.PostAsync($"/control/sessions/{key}/outcome", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(message, await ErrorOf(answer));
        Assert.Equal("PROCESSING", (string?)(await sandbox.GetAsync("/control/sessions/" + key))["status"]);
    }

    [Fact]
    public async Task Recent_sessions_are_listed_newest_first_without_secrets()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.OpenKeyAsync(("tran_id", "A"));
        var paid = await sandbox.EndAsync(await sandbox.OpenKeyAsync(("tran_id", "B")), new { outcome = "success" });

        var text = await sandbox.Http.GetStringAsync("/control/sessions");

        var sessions = JsonNode.Parse(text)!.AsArray();
        Assert.Equal(["B", "A"], sessions.Select(session => (string?)session!["tran_id"]));
        Assert.Equal(["VALID", "PROCESSING"], sessions.Select(session => (string?)session!["status"]));
        Assert.Equal((string?)paid["val_id"], (string?)sessions[0]!["val_id"]);
        Assert.DoesNotContain("qwerty", text);
        Assert.DoesNotContain("rahima", text);
    }

    [Fact]
    public async Task Switched_off_it_does_not_exist()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(options => options.ControlEnabled = false);
        var key = await sandbox.OpenKeyAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.ControlAsync(key, new { outcome = "success" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Http.GetAsync("/control/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Http.PostAsJsonAsync("/control/faults", new { session = "down" })).StatusCode);
    }

    [Fact]
    public async Task Many_merchants_at_once_do_not_get_into_each_others_way()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () =>
        {
            var key = await sandbox.OpenKeyAsync(("tran_id", $"T{number}"), ("total_amount", $"{number + 10}.00"));
            var ended = await sandbox.EndAsync(key, new { outcome = "success" });
            var validated = await sandbox.ValidateAsync((string)ended["val_id"]!);
            return $"{validated["tran_id"]} {validated["amount"]} {validated["status"]}";
        })));

        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"T{number} {number + 10}.00 VALID"), statuses);
        Assert.Equal(50, sandbox.Merchant.Notices.Select(notice => notice["val_id"]).Distinct().Count());
    }

    private static async Task<string?> ErrorOf(HttpResponseMessage answer) =>
        (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"];
}
