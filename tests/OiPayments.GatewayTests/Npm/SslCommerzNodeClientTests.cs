using System.Text.Json.Nodes;
using OiPayments.GatewayTests.Sandbox;

namespace OiPayments.GatewayTests.Npm;

/// <summary>What the gateway's own client can do against the real sandbox, it can do against ours.</summary>
public sealed class SslCommerzNodeClientTests
{
    [Fact]
    public async Task It_opens_a_session_and_sees_it_paid()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var opened = await CallAsync(sandbox, "init", sandbox.Order());
        Assert.Equal("SUCCESS", (string?)opened["status"]);
        Assert.StartsWith(sandbox.Url + "/EasyCheckOut/testcde", (string?)opened["GatewayPageURL"]);

        var key = (string)opened["sessionkey"]!;
        var unpaid = await CallAsync(sandbox, "transactionQueryByTransactionId", new { tran_id = "ORDER-1" });
        Assert.Equal("PROCESSING", (string?)unpaid["element"]![0]!["status"]);

        var valId = (string)(await sandbox.EndAsync(key, new { outcome = "success", channel = "BKASH" }))["val_id"]!;
        var validated = await CallAsync(sandbox, "validate", new { val_id = valId });
        Assert.Equal("VALID", (string?)validated["status"]);
        Assert.Equal("300.00", (string?)validated["amount"]);
        Assert.Equal("আম & \"lychee\" <b>", (string?)validated["value_b"]);

        var byTransaction = await CallAsync(sandbox, "transactionQueryByTransactionId", new { tran_id = "ORDER-1" });
        var bySession = await CallAsync(sandbox, "transactionQueryBySessionId", new { sessionkey = key });
        Assert.Equal("VALIDATED", (string?)byTransaction["element"]![0]!["status"]);
        Assert.Equal(valId, (string?)byTransaction["element"]![0]!["val_id"]);
        Assert.Equal("VALIDATED", (string?)bySession["status"]);
    }

    [Fact]
    public async Task It_is_told_what_is_wrong()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var noEmail = await CallAsync(sandbox, "init", sandbox.Order(("cus_email", null)));
        var wrongLogin = await NodeClient.CallAsync(sandbox.Url, "testbox", "wrong", "init", sandbox.Order());
        var unknown = await CallAsync(sandbox, "validate", new { val_id = "unknown" });

        Assert.Equal("Invalid Information! 'cus_email' is missing or empty.", (string?)noEmail["failedreason"]);
        Assert.Equal("Store Credential Error Or Store is De-active", (string?)wrongLogin["failedreason"]);
        Assert.Equal("INVALID_TRANSACTION", (string?)unknown["status"]);
    }

    private static Task<JsonObject> CallAsync(SandboxUnderTest sandbox, string call, object argument) =>
        NodeClient.CallAsync(sandbox.Url, "testbox", "qwerty", call, argument);
}
