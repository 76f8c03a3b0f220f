using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>Every scenario as a merchant meets it, brought about by its amount.</summary>
public sealed class ScenarioTests
{
    private const string Login = "store_id=testbox&store_passwd=qwerty";

    [Fact]
    public async Task A_notice_can_stay_away()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await PayAsync(sandbox, "77.01");

        Assert.Empty(sandbox.Merchant.Notices);
        Assert.Equal("VALID", await StatusAsync(sandbox));
    }

    [Theory]
    [InlineData("77.02", 600)]
    [InlineData("77.04", 3)]
    public async Task A_notice_can_come_after_the_customer(string amount, int seconds)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await PayAsync(sandbox, amount);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        var before = sandbox.Merchant.Notices.Count;
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        await sandbox.NoticesAsync(1);

        Assert.NotNull(ended["redirect"]);
        Assert.Equal($"comes in {seconds} seconds", (string?)ended["ipn"]!["reason"]);
        Assert.Equal(0, before);
        Signature.Verify(sandbox.Merchant.Notices.Single().Fields, "qwerty");
    }

    [Fact]
    public async Task A_late_notice_that_nobody_takes_does_no_harm()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.EndAsync(
            await sandbox.OpenKeyAsync(("total_amount", "77.04"), ("ipn_url", "http://127.0.0.1:9/ipn")), new { outcome = "success" });
        await PayAsync(sandbox, "77.04", "ORDER-2");

        sandbox.Clock.Advance(TimeSpan.FromSeconds(3));

        await sandbox.NoticesAsync(1);
        Assert.Equal("VALID", await StatusAsync(sandbox));
    }

    [Fact]
    public async Task A_notice_can_come_five_times()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await PayAsync(sandbox, "77.03");

        Assert.Equal(5, sandbox.Merchant.Notices.Count);
        Assert.Single(sandbox.Merchant.Notices.Select(notice => notice["val_id"]).Distinct());
    }

    [Fact]
    public async Task A_notice_can_be_forged()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await PayAsync(sandbox, "77.05");

        var notice = sandbox.Merchant.Notices.Single();
        Assert.NotEqual(Signature.Expected(notice.Fields, "qwerty", SHA256.HashData), notice["verify_sign_sha2"]);
    }

    [Theory]
    [InlineData("77.06", "38.53", "BDT", "ORDER-1")]
    [InlineData("77.07", "77.07", "USD", "ORDER-1")]
    [InlineData("77.08", "77.08", "BDT", "ORDER-0")]
    public async Task A_notice_can_be_wrong_and_rightly_signed_while_validation_is_right(
        string asked, string amount, string currency, string transactionId)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await PayAsync(sandbox, asked);

        var notice = sandbox.Merchant.Notices.Single();
        Signature.Verify(notice.Fields, "qwerty");
        Assert.Equal((amount, amount, currency, transactionId),
            (notice["amount"], notice["currency_amount"], notice["currency_type"], notice["tran_id"]));
        var validated = await sandbox.ValidateAsync((string)ended["val_id"]!);
        Assert.Equal(("VALID", asked, "BDT", "ORDER-1"),
            (
                (string?)validated["status"], (string?)validated["amount"], (string?)validated["currency_type"],
                (string?)validated["tran_id"]));
    }

    [Theory]
    [InlineData("77.14", "38.57", "BDT", "ORDER-1")]
    [InlineData("77.15", "77.15", "USD", "ORDER-1")]
    [InlineData("77.16", "77.16", "BDT", "ORDER-0")]
    public async Task Validation_and_query_can_be_wrong_while_the_notice_is_right(
        string asked, string amount, string currency, string transactionId)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await PayAsync(sandbox, asked);

        var notice = sandbox.Merchant.Notices.Single();
        Assert.Equal((asked, "BDT", "ORDER-1"), (notice["amount"], notice["currency_type"], notice["tran_id"]));
        var validated = await sandbox.ValidateAsync((string)ended["val_id"]!);
        var queried = (await sandbox.QueryAsync("tran_id=ORDER-1"))["element"]![0]!;
        Assert.All([validated, queried], told => Assert.Equal((amount, amount, currency, transactionId),
            ((string?)told["amount"], (string?)told["currency_amount"], (string?)told["currency_type"], (string?)told["tran_id"])));
    }

    [Theory]
    [InlineData("77.09", "validation", HttpStatusCode.ServiceUnavailable)]
    [InlineData("77.12", "validation", HttpStatusCode.OK)]
    [InlineData("77.19", "query", HttpStatusCode.ServiceUnavailable)]
    [InlineData("77.20", "query", HttpStatusCode.OK)]
    [InlineData("77.31", "refundQuery", HttpStatusCode.ServiceUnavailable)]
    public async Task A_call_can_be_met_with_a_page_for_one_payment_alone(string amount, string call, HttpStatusCode status)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(call, await PayAsync(sandbox, amount), await RefundedAsync(sandbox, "ORDER-1"));
        var other = PathOf(call, await PayAsync(sandbox, "50.00", "ORDER-2"), await RefundedAsync(sandbox, "ORDER-2"), "ORDER-2");

        var answer = await sandbox.Http.GetAsync(path);
        var well = await sandbox.Http.GetAsync(other);

        Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("application/json", well.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("77.10", "validation")]
    [InlineData("77.21", "query")]
    public async Task A_call_can_take_its_time(string amount, string call)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(call, await PayAsync(sandbox, amount), "");

        var asking = sandbox.Http.GetAsync(path);
        await sandbox.GetAsync("/control/scenario");
        var finished = asking.IsCompleted;
        await sandbox.AdvanceUntilAsync(asking, TimeSpan.FromSeconds(15));

        Assert.False(finished);
        Assert.Equal("application/json", (await asking).Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Validation_can_stay_silent()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var ended = await PayAsync(sandbox, "77.11");
        using var patience = new CancellationTokenSource();

        var asking = sandbox.Http.GetAsync(PathOf("validation", ended, ""), patience.Token);
        await sandbox.QueryAsync("tran_id=ORDER-1");
        sandbox.Clock.Advance(TimeSpan.FromHours(1));
        var finished = asking.IsCompleted;
        await patience.CancelAsync();

        Assert.False(finished);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Validation_can_deny_twice_and_then_admit()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await PayAsync(sandbox, "77.13"))["val_id"]!;

        List<string?> said = [];
        for (var turn = 0; turn < 4; turn++) said.Add((string?)(await sandbox.ValidateAsync(valId))["status"]);

        Assert.Equal(["INVALID_TRANSACTION", "INVALID_TRANSACTION", "VALID", "VALIDATED"], said);
    }

    [Fact]
    public async Task A_session_can_be_opened_and_nobody_told()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.OpenAsync(("total_amount", "77.17")));

        Assert.Equal("PROCESSING", await StatusAsync(sandbox));
        await sandbox.EndByTransactionAsync("ORDER-1", new { outcome = "success" });
        Assert.Equal("VALID", sandbox.Merchant.Notices.Single()["status"]);
    }

    [Fact]
    public async Task A_session_can_be_impossible_to_open()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var form = new FormUrlEncodedContent(sandbox.Order(("total_amount", "77.18")));
        var answer = await sandbox.Http.PostAsync("/gwprocess/v4/api.php", form);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("INVALID", await StatusAsync(sandbox));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("unattempted")]
    [InlineData("cancelled")]
    [InlineData("failed")]
    public async Task Money_can_come_after_the_end(string outcome)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await sandbox.EndAsync(await sandbox.OpenKeyAsync(("total_amount", "77.22")), new { outcome });
        var before = await StatusesAsync(sandbox);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(60));
        await sandbox.NoticesAsync(2);

        Assert.Equal([outcome.ToUpperInvariant()], before);
        Assert.Equal([outcome.ToUpperInvariant(), "VALID"], await StatusesAsync(sandbox));
        var late = sandbox.Merchant.Notices.Last();
        Assert.Equal(("VALID", "ORDER-1"), (late["status"], late["tran_id"]));
        Assert.Equal("VALID", (string?)(await sandbox.ValidateAsync(late["val_id"]))["status"]);
    }

    [Fact]
    public async Task Money_can_come_after_nobody_came()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.OpenKeyAsync(("total_amount", "77.22"));

        // The session's half hour, the next look at who is overdue, and the minute.
        sandbox.Clock.Advance(TimeSpan.FromMinutes(30));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(15));
        await sandbox.NoticesAsync(1);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(60));
        await sandbox.NoticesAsync(2);

        Assert.Equal(["UNATTEMPTED", "VALID"], sandbox.Merchant.Notices.Select(notice => notice["status"]));
    }

    [Fact]
    public async Task Money_can_be_taken_twice()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await PayAsync(sandbox, "77.23");

        Assert.Equal(["VALID", "VALID"], await StatusesAsync(sandbox));
        Assert.Equal(2, sandbox.Merchant.Notices.Select(notice => notice["val_id"]).Distinct().Count());
        Assert.Equal(2, sandbox.Merchant.Notices.Select(notice => notice["bank_tran_id"]).Distinct().Count());
        foreach (var notice in sandbox.Merchant.Notices)
        {
            Assert.Equal("VALID", (string?)(await sandbox.ValidateAsync(notice["val_id"]))["status"]);
            Assert.Equal(
                "success",
                (string?)(await RefundingTests.RefundAsync(sandbox, notice["bank_tran_id"], notice["val_id"], "77.23"))["status"]);
        }
    }

    [Fact]
    public async Task A_success_can_be_risky()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await PayAsync(sandbox, "77.24");

        Assert.Equal(("1", "Not Safe"), (sandbox.Merchant.Notices.Single()["risk_level"], sandbox.Merchant.Notices.Single()["risk_title"]));
        Assert.Equal("1", (string?)ended["redirect"]!["fields"]!["risk_level"]);
        Assert.Equal((string?)ended["val_id"], sandbox.Merchant.Notices.Single()["val_id"]);
        Assert.Equal("1", (string?)(await sandbox.ValidateAsync((string)ended["val_id"]!))["risk_level"]);
    }

    [Theory]
    [InlineData("77.25", true)]
    [InlineData("77.26", false)]
    public async Task A_refund_can_be_begun_and_nobody_told(string amount, bool namesId)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await RefundingTests.PayAsync(sandbox, ("total_amount", amount));

        await Assert.ThrowsAsync<HttpRequestException>(() => RefundingTests.RefundAsync(sandbox, bank, "R1", "10.00"));
        var repeat = await RefundingTests.RefundAsync(sandbox, bank, "R1", "10.00");

        var id = (string?)Assert.Single(await RefundingTests.ListAsync(sandbox))!["refund_ref_id"];
        Assert.Equal(("processing", namesId ? id : ""), ((string?)repeat["status"], (string?)repeat["refund_ref_id"]));
    }

    [Theory]
    [InlineData("77.27", "success", "processing")]
    [InlineData("77.28", "success", "cancelled")]
    [InlineData("77.29", "failed", null)]
    [InlineData("50.00", "success", "refunded")]
    public async Task A_refund_can_come_to_nothing(string amount, string said, string? end)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await RefundingTests.PayAsync(sandbox, ("total_amount", amount));

        var answer = await RefundingTests.RefundAsync(sandbox, bank, "R1", "10.00");
        sandbox.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(said, (string?)answer["status"]);
        if (end is null) Assert.NotEqual("", (string?)answer["errorReason"]);
        else Assert.Equal(end, (string?)(await sandbox.QueryAsync($"refund_ref_id={answer["refund_ref_id"]}"))["status"]);
    }

    [Fact]
    public async Task A_refund_can_be_none_of_the_callers_business()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await RefundingTests.PayAsync(sandbox, ("total_amount", "77.30"));

        Assert.StartsWith(
            "REQUEST_FROM_INVALID_SOURCE_", (string?)(await RefundingTests.RefundAsync(sandbox, bank, "R1", "10.00"))["APIConnect"]);
    }

    [Fact]
    public async Task Every_first_answer_can_be_lost()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.OpenAsync(("total_amount", "77.32")));
        await sandbox.EndByTransactionAsync("ORDER-1", new { outcome = "success" });
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.QueryAsync("tran_id=ORDER-1"));
        var row = (await sandbox.QueryAsync("tran_id=ORDER-1"))["element"]![0]!;
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.ValidateAsync((string)row["val_id"]!));

        Assert.Empty(sandbox.Merchant.Notices);
        Assert.Equal("VALIDATED", (string?)(await sandbox.ValidateAsync((string)row["val_id"]!))["status"]);
    }

    [Fact]
    public async Task The_most_particular_scenario_counts_as_a_whole()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await SetAsync(sandbox, "/control/scenario", new { name = "risky" });
        await SetAsync(sandbox, "/control/stores/testbox/scenario", new { name = "paid-twice" });
        await SetAsync(sandbox, "/control/transactions/A/scenario", new { ipn = "duplicate", ipnCopies = 4 });

        await PayAsync(sandbox, "77.01", "A");
        var own = sandbox.Merchant.Notices.ToList();
        await PayAsync(sandbox, "77.01", "B");
        var amounts = sandbox.Merchant.Notices.Count;
        await PayAsync(sandbox, "50.00", "C");
        var stores = sandbox.Merchant.Notices.Count;
        await sandbox.Http.DeleteAsync("/control/stores/testbox/scenario");
        await PayAsync(sandbox, "50.00", "D");

        Assert.Equal(4, own.Count);
        Assert.All(own, notice => Assert.Equal("0", notice["risk_level"]));
        Assert.Equal(4, amounts);
        Assert.Equal(6, stores);
        Assert.Equal("1", Assert.Single(sandbox.Merchant.Notices, notice => notice["tran_id"] == "D")["risk_level"]);
    }

    [Fact]
    public async Task Another_stores_scenario_is_not_ones_own()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await SetAsync(sandbox, "/control/stores/test_testemi/scenario", new { name = "ipn-dropped" });

        await PayAsync(sandbox, "50.00");

        Assert.Single(sandbox.Merchant.Notices);
    }

    [Fact]
    public async Task A_name_can_be_taken_with_changes_and_taken_back()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await SetAsync(sandbox, "/control/transactions/ORDER-1/scenario", new { name = "ipn-duplicated", ipnCopies = 3 });
        await PayAsync(sandbox, "50.00");
        var copies = sandbox.Merchant.Notices.Count;
        await sandbox.Http.DeleteAsync("/control/transactions/ORDER-1/scenario");

        Assert.Equal(3, copies);
        Assert.Equal("none", (string?)(await sandbox.GetAsync("/control/transactions/ORDER-1/scenario"))["ipn"]);
    }

    [Theory]
    [InlineData("/control/scenario", """{"name":"sunshine"}""", HttpStatusCode.BadRequest, "\"name\" must be one of storm, ipn-dropped")]
    [InlineData(
        "/control/scenario", """{"refund":"invalid"}""", HttpStatusCode.BadRequest, "\"invalid\" is a fault of \"validation\" only.")]
    [InlineData("/control/scenario", """{"callTimes":0}""", HttpStatusCode.BadRequest, "\"callTimes\" must be from 1 to 1000.")]
    [InlineData("/control/scenario", """{"ipnDelaySeconds":-1}""", HttpStatusCode.BadRequest, "\"ipnDelaySeconds\" must be from 0")]
    [InlineData("/control/scenario", """["ipn-dropped"]""", HttpStatusCode.BadRequest, "The body is not what was expected")]
    [InlineData("/control/scenario", """null""", HttpStatusCode.BadRequest, "The body is empty.")]
    [InlineData("/control/stores/nobody/scenario", """{}""", HttpStatusCode.NotFound, "No store has this id.")]
    [InlineData("/control/transactions/X/outcome", """{"outcome":"success"}""", HttpStatusCode.NotFound, "No session has this key.")]
    public async Task A_wish_that_makes_no_sense_is_explained(string path, string body, HttpStatusCode status, string message)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await sandbox.Http.PostAsync(path, content);

        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith(message, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]);
    }

    [Fact]
    public async Task Amounts_can_be_nothing_but_amounts()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(options => options.MagicAmounts = false);

        await PayAsync(sandbox, "77.01");

        Assert.Single(sandbox.Merchant.Notices);
    }

    [Fact]
    public async Task The_list_tells_every_name_once_and_every_amount_brings_its_own()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var list = JsonNode.Parse(await sandbox.Http.GetStringAsync("/control/scenarios"))!.AsArray();

        Assert.Equal(list.Count, list.Select(named => (string?)named!["name"]).Distinct().Count());
        Assert.Equal(list.Count, list.Select(named => (decimal?)named!["amount"]).Distinct().Count());
        Assert.All(list, named => Assert.Equal((string?)named!["name"], (string?)named["plan"]!["name"]));
    }

    [Fact]
    public async Task On_the_page_the_customer_can_choose_what_goes_wrong()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var page = $"/EasyCheckOut/testcde{(await sandbox.OpenKeyAsync()).ToLowerInvariant()}";

        var shown = await sandbox.Http.GetStringAsync(page);
        using var choice = new FormUrlEncodedContent([new("action", "success"), new("scenario", "ipn-dropped")]);
        await sandbox.Http.PostAsync(page, choice);

        Assert.Contains("<option value=\"ipn-dropped\">Notice never sent</option>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("session-down", shown, StringComparison.Ordinal);
        Assert.Empty(sandbox.Merchant.Notices);
        Assert.Equal("VALID", await StatusAsync(sandbox));
    }

    private static async Task<JsonObject> PayAsync(SandboxUnderTest sandbox, string amount, string transactionId = "ORDER-1") =>
        await sandbox.EndAsync(
            await sandbox.OpenKeyAsync(("total_amount", amount), ("tran_id", transactionId)), new { outcome = "success" });

    // By way of the list, because the query may be what misbehaves.
    private static async Task<string> RefundedAsync(SandboxUnderTest sandbox, string transactionId)
    {
        var bank = sandbox.Merchant.Notices.Last(notice => notice["tran_id"] == transactionId)["bank_tran_id"];
        return (string)(await RefundingTests.RefundAsync(sandbox, bank, "R-" + transactionId, "10.00"))["refund_ref_id"]!;
    }

    private static async Task SetAsync(SandboxUnderTest sandbox, string path, object scenario) =>
        Assert.Equal(HttpStatusCode.OK, (await sandbox.Http.PostAsJsonAsync(path, scenario)).StatusCode);

    private static string PathOf(string call, JsonObject ended, string refund, string transactionId = "ORDER-1") => call switch
    {
        "validation" => $"/validator/api/validationserverAPI.php?val_id={ended["val_id"]}&{Login}",
        "query" => $"/validator/api/merchantTransIDvalidationAPI.php?tran_id={transactionId}&{Login}",
        _ => $"/validator/api/merchantTransIDvalidationAPI.php?refund_ref_id={refund}&{Login}",
    };

    private static async Task<string?> StatusAsync(SandboxUnderTest sandbox) => (await StatusesAsync(sandbox))[0];

    private static async Task<List<string?>> StatusesAsync(SandboxUnderTest sandbox) =>
        [.. (await sandbox.QueryAsync("tran_id=ORDER-1"))["element"]!.AsArray().Select(row => (string?)row!["status"])];
}
