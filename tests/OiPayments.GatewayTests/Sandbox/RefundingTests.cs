using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class RefundingTests
{
    [Fact]
    public async Task A_refund_is_begun_and_comes_to_its_end_after_a_while()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox);

        var begun = await RefundAsync(sandbox, bank, "R1", "300.00");
        var id = (string)begun["refund_ref_id"]!;
        var processing = await sandbox.QueryAsync("refund_ref_id=" + id);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        var refunded = await sandbox.QueryAsync("refund_ref_id=" + id);

        Assert.Matches("^[0-9a-f]{13}$", id);
        Assert.Equal(
            $$"""{"APIConnect":"DONE","bank_tran_id":"{{bank}}","trans_id":"ORDER-1","refund_ref_id":"{{id}}","status":"success","errorReason":""}""",
            begun.ToJsonString());
        Assert.Equal(
            $$"""{"APIConnect":"DONE","bank_tran_id":"{{bank}}","tran_id":"ORDER-1","initiated_on":"2026-06-14 09:18:29","refunded_on":"0000-00-00 00:00:00","status":"processing","refund_ref_id":"{{id}}","errorReason":""}""",
            processing.ToJsonString());
        Assert.Equal(("refunded", "2026-06-14 09:18:39"), ((string?)refunded["status"], (string?)refunded["refunded_on"]));
    }

    [Fact]
    public async Task The_same_refund_again_is_the_same_refund()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => RefundAsync(sandbox, bank, "R1", "200.00"))));

        Assert.Single(answers, answer => (string?)answer["status"] == "success");
        Assert.Equal(15, answers.Count(answer => (string?)answer["status"] == "processing"));
        Assert.Single(answers.Select(answer => (string?)answer["refund_ref_id"]).Distinct());
        Assert.Single(await ListAsync(sandbox));
    }

    [Fact]
    public async Task The_repeat_may_keep_the_id_to_itself()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { refundRepeatNamesId = false });
        var bank = await PayAsync(sandbox);

        await RefundAsync(sandbox, bank, "R1", "200.00");
        var again = await RefundAsync(sandbox, bank, "R1", "200.00");

        Assert.Equal(("processing", ""), ((string?)again["status"], (string?)again["refund_ref_id"]));
    }

    [Fact]
    public async Task All_refunds_together_are_no_more_than_the_payment()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox);

        var answers =
            await Task.WhenAll(Enumerable.Range(0, 16).Select(turn => Task.Run(() => RefundAsync(sandbox, bank, $"R{turn}", "70.00"))));
        var rest = await RefundAsync(sandbox, bank, "REST", "20.00");
        var more = await RefundAsync(sandbox, bank, "MORE", "0.01");

        Assert.Equal(4, answers.Count(answer => (string?)answer["status"] == "success"));
        Assert.Equal(12, answers.Count(answer => (string?)answer["status"] == "failed"));
        Assert.Equal("success", (string?)rest["status"]);
        Assert.Equal(
            ("failed", "", "Refund amount is more than what is left of the payment, 0.00"),
            ((string?)more["status"], (string?)more["refund_ref_id"], (string?)more["errorReason"]));
    }

    [Fact]
    public async Task What_was_cancelled_can_be_refunded_anew()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { refundEnding = "cancelled", refundSeconds = 5 });
        var bank = await PayAsync(sandbox);

        var first = await RefundAsync(sandbox, bank, "R1", "300.00");
        var tooSoon = await RefundAsync(sandbox, bank, "R2", "300.00");
        sandbox.Clock.Advance(TimeSpan.FromSeconds(5));
        var query = await sandbox.QueryAsync($"refund_ref_id={first["refund_ref_id"]}");
        var second = await RefundAsync(sandbox, bank, "R3", "300.00");

        Assert.Equal("failed", (string?)tooSoon["status"]);
        Assert.Equal(("cancelled", "0000-00-00 00:00:00"), ((string?)query["status"], (string?)query["refunded_on"]));
        Assert.Equal("success", (string?)second["status"]);
    }

    [Theory]
    [InlineData("bank_tran_id")]
    [InlineData("refund_trans_id")]
    [InlineData("refund_amount")]
    [InlineData("refund_remarks")]
    public async Task What_is_missing_is_named_and_nothing_is_begun(string missing)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox);
        string[] all = [$"bank_tran_id={bank}", "refund_trans_id=R1", "refund_amount=10.00", "refund_remarks=x"];

        var answer =
            await sandbox.QueryAsync(string.Join('&', all.Where(field => !field.StartsWith(missing + "=", StringComparison.Ordinal))));

        Assert.Equal("INVALID_REQUEST", (string?)answer["APIConnect"]);
        Assert.Equal($"Invalid Information! '{missing}' is missing or empty.", (string?)answer["errorReason"]);
        Assert.Empty(await ListAsync(sandbox));
    }

    [Fact]
    public async Task Old_clients_without_an_id_of_their_own_can_be_let_in()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { refundIdRequired = false });
        var bank = await PayAsync(sandbox);
        var call = $"bank_tran_id={bank}&refund_amount=100.00&refund_remarks=x";

        var first = await sandbox.QueryAsync(call);
        var meanwhile = await sandbox.QueryAsync(call);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        var afterwards = await sandbox.QueryAsync(call);

        Assert.Equal(
            ["success", "processing", "success"], new[] { first, meanwhile, afterwards }.Select(answer => (string?)answer["status"]));
        Assert.Equal((string?)first["refund_ref_id"], (string?)meanwhile["refund_ref_id"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5.00")]
    [InlineData("10.005")]
    [InlineData("ten")]
    [InlineData("300.01")]
    public async Task An_amount_that_cannot_be_given_back_is_refused(string amount)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await RefundAsync(sandbox, await PayAsync(sandbox), "R1", amount);

        Assert.Equal(("DONE", "failed", ""), ((string?)answer["APIConnect"], (string?)answer["status"], (string?)answer["refund_ref_id"]));
        Assert.Empty(await ListAsync(sandbox));
    }

    [Fact]
    public async Task A_payment_it_does_not_know_is_not_refunded_nor_one_of_another_store()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox);
        const string other = "store_id=test_testemi&store_passwd=test_testemi%40ssl";

        var unknown = await RefundAsync(sandbox, "nothing", "R1", "10.00");
        var others = await sandbox.QueryAsync($"bank_tran_id={bank}&refund_trans_id=R1&refund_amount=10.00&refund_remarks=x", other);

        Assert.All([unknown, others], answer => Assert.Equal(("failed", ""), ((string?)answer["status"], (string?)answer["trans_id"])));
        Assert.Empty(await ListAsync(sandbox));
    }

    // Both as recorded.
    [Fact]
    public async Task An_unknown_refund_and_a_wrong_login_are_answered_as_recorded()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var unknown = await sandbox.QueryAsync("refund_ref_id=x");
        var wrongLogin = await sandbox.QueryAsync("refund_ref_id=x", "store_id=testbox&store_passwd=wrong");

        Assert.Equal(
            """
            {"APIConnect":"DONE","bank_tran_id":"","tran_id":"","initiated_on":"0000-00-00 00:00:00",
            "refunded_on":"0000-00-00 00:00:00","status":"failed","refund_ref_id":"x","errorReason":"Unknown Refund Ref ID"}
            """.ReplaceLineEndings(""),
            unknown.ToJsonString());
        Assert.Equal(
            """{"APIConnect":"FAILED","bank_tran_id":"","tran_id":"","status":"INVALID","refund_ref_id":"x"}""", wrongLogin.ToJsonString());
    }

    [Fact]
    public async Task A_wrong_login_begins_nothing_and_learns_nothing()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox);

        var answer = await sandbox.QueryAsync(
            $"bank_tran_id={bank}&refund_trans_id=R1&refund_amount=10.00&refund_remarks=x", "store_id=testbox&store_passwd=wrong");

        Assert.Equal(("FAILED", ""), ((string?)answer["APIConnect"], (string?)answer["trans_id"]));
        Assert.Empty(await ListAsync(sandbox));
    }

    [Fact]
    public async Task An_address_that_is_not_registered_is_named()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { refundAddressRegistered = false });
        var bank = await PayAsync(sandbox);

        var answer = await RefundAsync(sandbox, bank, "R1", "10.00");
        var query = await sandbox.QueryAsync("refund_ref_id=x");

        Assert.Equal("REQUEST_FROM_INVALID_SOURCE_127.0.0.1", (string?)answer["APIConnect"]);
        Assert.Equal("REQUEST_FROM_INVALID_SOURCE_127.0.0.1", (string?)query["APIConnect"]);
        Assert.Empty(await ListAsync(sandbox));
    }

    [Theory]
    [InlineData("refunded")]
    [InlineData("cancelled")]
    public async Task A_test_can_end_a_refund_at_once_and_only_once(string outcome)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { refundEnding = "stuck" });
        var id = (string)(await RefundAsync(sandbox, await PayAsync(sandbox), "R1", "10.00"))["refund_ref_id"]!;
        sandbox.Clock.Advance(TimeSpan.FromDays(30));
        var stuck = await sandbox.QueryAsync("refund_ref_id=" + id);

        var ended = await EndAsync(sandbox, id, outcome);
        var again = await EndAsync(sandbox, id, "refunded");

        Assert.Equal("processing", (string?)stuck["status"]);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(outcome, (string?)(await sandbox.QueryAsync("refund_ref_id=" + id))["status"]);
        Assert.Equal(HttpStatusCode.NotFound, (await EndAsync(sandbox, "x", "refunded")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await EndAsync(sandbox, id, "stuck")).StatusCode);
    }

    [Fact]
    public async Task Another_currency_is_refunded_in_taka()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox, ("currency", "USD"), ("total_amount", "2.00"));

        Assert.Equal("failed", (string?)(await RefundAsync(sandbox, bank, "R1", "244.01"))["status"]);
        Assert.Equal("success", (string?)(await RefundAsync(sandbox, bank, "R2", "244.00"))["status"]);
    }

    [Theory]
    [InlineData("", 100)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=1000", 101)]
    public async Task The_list_says_the_newest_hundred_or_as_many_as_one_asks_for(string limit, int listed)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await PayAsync(sandbox, ("total_amount", "1000.00"));
        for (var number = 0; number <= 100; number++) await RefundAsync(sandbox, bank, $"R{number}", "1.00");

        var list = JsonNode.Parse(await sandbox.Http.GetStringAsync("/control/refunds" + limit))!.AsArray();

        Assert.Equal(listed, list.Count);
        Assert.Equal("R100", (string?)list[0]!["refund_trans_id"]);
    }

    [Theory]
    [InlineData("/control/refunds?limit=0")]
    [InlineData("/control/refunds?limit=-1")]
    [InlineData("/control/sessions?limit=all")]
    [InlineData("/control/sessions?limit=99999999999")]
    public async Task A_limit_that_is_no_number_is_refused(string path)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await sandbox.Http.GetAsync(path)).StatusCode);
    }

    internal static async Task<string> PayAsync(SandboxUnderTest sandbox, params (string Name, string? Value)[] changes)
    {
        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(changes), new { outcome = "success" });
        return (string)ended["redirect"]!["fields"]!["bank_tran_id"]!;
    }

    internal static Task<JsonObject> RefundAsync(SandboxUnderTest sandbox, string bank, string id, string amount) =>
        sandbox.QueryAsync(RefundCall(bank, id, amount));

    internal static string RefundCall(string bank, string id, string amount) =>
        $"bank_tran_id={bank}&refund_trans_id={id}&refund_amount={amount}&refund_remarks=Wrong%20size";

    internal static async Task<JsonArray> ListAsync(SandboxUnderTest sandbox) =>
        JsonNode.Parse(await sandbox.Http.GetStringAsync("/control/refunds"))!.AsArray();

    private static Task<HttpResponseMessage> EndAsync(SandboxUnderTest sandbox, string id, string outcome) =>
        sandbox.Http.PostAsJsonAsync($"/control/refunds/{id}/outcome", new { outcome });
}
