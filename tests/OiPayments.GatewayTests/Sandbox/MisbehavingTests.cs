using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class MisbehavingTests
{
    [Theory]
    [InlineData("session")]
    [InlineData("validation")]
    [InlineData("query")]
    public async Task A_call_can_be_down_or_answer_a_page(string call)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await sandbox.SetFaultsAsync(new Dictionary<string, string> { [call] = "down" });
        var down = await CallAsync(sandbox, call);
        await sandbox.SetFaultsAsync(new Dictionary<string, string> { [call] = "html" });
        var html = await CallAsync(sandbox, call);
        await sandbox.Http.DeleteAsync("/control/faults");
        var well = await CallAsync(sandbox, call);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
        Assert.Equal("text/html", down.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, html.StatusCode);
        Assert.StartsWith("<html>", await html.Content.ReadAsStringAsync());
        Assert.Equal("application/json", well.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_lost_answer_has_still_opened_a_session()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { session = "lost" });

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(sandbox, "session"));

        Assert.Equal("PROCESSING", (string?)(await sandbox.QueryAsync("tran_id=ORDER-1"))["element"]![0]!["status"]);
    }

    [Fact]
    public async Task A_call_can_hang_until_the_caller_gives_up()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { validation = "hang" });

        using var patience = new CancellationTokenSource();
        var call = sandbox.Http.GetAsync("/validator/api/validationserverAPI.php?val_id=x", patience.Token);
        var other = await sandbox.QueryAsync("tran_id=x");
        var finished = call.IsCompleted;
        await patience.CancelAsync();

        Assert.Equal("DONE", (string?)other["APIConnect"]);
        Assert.False(finished);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Validation_can_deny_a_payment_and_later_admit_it()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" }))["val_id"]!;

        await sandbox.SetFaultsAsync(new { validation = "invalid" });
        var denied = await sandbox.ValidateAsync(valId);
        await sandbox.Http.DeleteAsync("/control/faults");
        var admitted = await sandbox.ValidateAsync(valId);

        Assert.Equal("INVALID_TRANSACTION", (string?)denied["status"]);
        Assert.Equal("DONE", (string?)denied["APIConnect"]);
        Assert.Equal("VALID", (string?)admitted["status"]);
    }

    [Fact]
    public async Task Validation_can_state_a_wrong_amount()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" }))["val_id"]!;
        await sandbox.SetFaultsAsync(new { validationAmount = "10.00" });

        var answer = await sandbox.ValidateAsync(valId);

        Assert.Equal("10.00", (string?)answer["amount"]);
        Assert.Equal("10.00", (string?)answer["currency_amount"]);
        Assert.Equal("9.75", (string?)answer["store_amount"]);
        Assert.Equal("300.00", sandbox.Merchant.Notices.Single()["amount"]);
    }

    [Fact]
    public async Task A_notice_can_be_dropped()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { ipn = "drop" });

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" });

        Assert.Empty(sandbox.Merchant.Notices);
        Assert.False((bool?)ended["ipn"]!["delivered"]);
        Assert.Equal("dropped by a fault", (string?)ended["ipn"]!["reason"]);
        Assert.Equal("VALID", (string?)(await sandbox.QueryAsync("tran_id=ORDER-1"))["element"]![0]!["status"]);
    }

    [Fact]
    public async Task A_notice_can_be_sent_many_times()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { ipn = "duplicate", ipnCopies = 5 });

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" });

        Assert.Equal(5, (int?)ended["ipn"]!["copies"]);
        Assert.Equal(5, sandbox.Merchant.Notices.Count);
        Assert.Single(sandbox.Merchant.Notices.Select(notice => notice["val_id"]).Distinct());
    }

    [Fact]
    public async Task A_notice_can_be_forged()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetFaultsAsync(new { ipn = "forge" });

        await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" });

        var notice = sandbox.Merchant.Notices.Single();
        Assert.Matches("^[0-9a-f]{32}$", notice["verify_sign"]);
        Assert.NotEqual(Signature.Expected(notice.Fields, "qwerty", MD5.HashData), notice["verify_sign"]);
        Assert.NotEqual(Signature.Expected(notice.Fields, "qwerty", SHA256.HashData), notice["verify_sign_sha2"]);
    }

    [Theory]
    [InlineData("""{"session":"invalid"}""", "\"invalid\" is a fault of \"validation\" only.")]
    [InlineData("""{"ipn":"duplicate","ipnCopies":51}""", "\"ipnCopies\" must be from 1 to 50.")]
    [InlineData("""{"validationAmount":0}""", "\"validationAmount\" must be above zero.")]
    [InlineData("""{"session":"sleepy"}""", "The body is not what was expected")]
    [InlineData("""{"sessions":"down"}""", "The body is not what was expected")]
    public async Task A_plan_that_cannot_be_followed_is_explained_and_changes_nothing(string body, string message)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await sandbox.Http.PostAsync("/control/faults", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(message, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]);
        Assert.Equal("none", (string?)(await sandbox.GetAsync("/control/faults"))["session"]);
    }

    [Fact]
    public async Task A_new_plan_replaces_the_old_one()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await sandbox.Http.PostAsJsonAsync("/control/faults", new { session = "down" });
        await sandbox.Http.PostAsJsonAsync("/control/faults", new { ipn = "drop" });

        var now = await sandbox.GetAsync("/control/faults");
        Assert.Equal(("none", "drop"), ((string?)now["session"], (string?)now["ipn"]));
        Assert.Equal(now.ToJsonString(), (await sandbox.GetAsync("/control/scenario")).ToJsonString());
    }

    private static async Task<HttpResponseMessage> CallAsync(SandboxUnderTest sandbox, string call)
    {
        if (call == "validation") return await sandbox.Http.GetAsync("/validator/api/validationserverAPI.php?val_id=x");
        if (call == "query") return await sandbox.Http.GetAsync("/validator/api/merchantTransIDvalidationAPI.php?tran_id=x");
        using var form = new FormUrlEncodedContent(sandbox.Order());
        return await sandbox.Http.PostAsync("/gwprocess/v4/api.php", form);
    }
}
