using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using OiPayments.GatewayTests.Sandbox;

namespace OiPayments.GatewayTests.Npm;

/// <summary>What the gateway's Node clients can do against the real sandbox, they can do against ours.</summary>
public sealed class SslCommerzNodeClientTests
{
    public static TheoryData<string> Packages => ["sslcommerz-lts", "sslcommerz"];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task It_opens_a_session_and_sees_it_paid(string package)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var opened = await CallAsync(package, sandbox, "init", sandbox.Order());
        Assert.Equal("SUCCESS", (string?)opened["status"]);
        Assert.StartsWith(sandbox.Url + "/EasyCheckOut/testcde", (string?)opened["GatewayPageURL"]);

        var key = (string)opened["sessionkey"]!;
        var unpaid = await CallAsync(package, sandbox, "transactionQueryByTransactionId", new { tran_id = "ORDER-1" });
        Assert.Equal("PROCESSING", (string?)unpaid["element"]![0]!["status"]);

        var valId = (string)(await sandbox.EndAsync(key, new { outcome = "success", channel = "BKASH" }))["val_id"]!;
        var validated = await CallAsync(package, sandbox, "validate", new { val_id = valId });
        Assert.Equal("VALID", (string?)validated["status"]);
        Assert.Equal("300.00", (string?)validated["amount"]);
        Assert.Equal("আম & \"lychee\" <b>", (string?)validated["value_b"]);

        var byTransaction = await CallAsync(package, sandbox, "transactionQueryByTransactionId", new { tran_id = "ORDER-1" });
        var bySession = await CallAsync(package, sandbox, "transactionQueryBySessionId", new { sessionkey = key });
        Assert.Equal("VALIDATED", (string?)byTransaction["element"]![0]!["status"]);
        Assert.Equal(valId, (string?)byTransaction["element"]![0]!["val_id"]);
        Assert.Equal("VALIDATED", (string?)bySession["status"]);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task It_is_told_what_is_wrong(string package)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var noEmail = await CallAsync(package, sandbox, "init", sandbox.Order(("cus_email", null)));
        var wrongLogin = await NodeClient.CallAsync(package, sandbox.Url, "wrong", "init", sandbox.Order());
        var unknown = await CallAsync(package, sandbox, "validate", new { val_id = "unknown" });

        Assert.Equal("Invalid Information! 'cus_email' is missing or empty.", (string?)noEmail["failedreason"]);
        Assert.Equal("Store Credential Error Or Store is De-active", (string?)wrongLogin["failedreason"]);
        Assert.Equal("INVALID_TRANSACTION", (string?)unknown["status"]);
    }

    // It sends no refund_trans_id, and its remarks as they are: blanks are for whoever uses it to encode.
    [Theory]
    [MemberData(nameof(Packages))]
    public async Task It_refunds_where_an_id_of_its_own_is_not_asked_for(string package)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await RefundingTests.PayAsync(sandbox);
        var wish = new { refund_amount = "100.00", refund_remarks = "Wrong%20size", bank_tran_id = bank, refe_id = "OUR-1" };

        var strict = await CallAsync(package, sandbox, "initiateRefund", wish);
        await sandbox.SetFaultsAsync(new { refundIdRequired = false });
        var begun = await CallAsync(package, sandbox, "initiateRefund", wish);
        var again = await CallAsync(package, sandbox, "initiateRefund", wish);
        var id = (string)begun["refund_ref_id"]!;
        var processing = await CallAsync(package, sandbox, "refundQuery", new { refund_ref_id = id });
        sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        var refunded = await CallAsync(package, sandbox, "refundQuery", new { refund_ref_id = id });

        Assert.Equal("INVALID_REQUEST", (string?)strict["APIConnect"]);
        Assert.Equal(("success", "ORDER-1"), ((string?)begun["status"], (string?)begun["trans_id"]));
        Assert.Equal(("processing", id), ((string?)again["status"], (string?)again["refund_ref_id"]));
        Assert.Equal(["processing", "refunded"], new[] { processing, refunded }.Select(answer => (string?)answer["status"]));
        Assert.Single(await RefundingTests.ListAsync(sandbox));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task It_is_pointed_at_the_sandbox_as_the_guide_prints_it(string package)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await CallAsync(package, sandbox, "init", sandbox.Order());

        var said = await NodeClient.RunScriptAsync(
            $$"""
            const exported = require('{{package}}');
            const [GATEWAY, SSLCommerzPayment] = [process.env.SANDBOX, exported.SslCommerzPayment ?? exported];
            {{PrintedClient()}}
            client.transactionQueryByTransactionId({ tran_id: 'ORDER-1' }).then(answer => console.log(answer.element[0].status));
            """, sandbox.Url);

        Assert.Equal("PROCESSING", said.Trim());
    }

    /// <summary>What the guide warns of is still so in the versions that it names.</summary>
    [Fact]
    public async Task They_surprise_as_the_guide_says()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var said = await NodeClient.RunScriptAsync(
            """
            try { new (require('sslcommerz'))('testbox', 'qwerty', false); } catch (refused) { console.log(refused.message); }
            (async () => {
              for (const name of ['sslcommerz', 'sslcommerz-lts']) {
                const exported = require(name);
                const client = new (exported.SslCommerzPayment ?? exported)('testbox', 'p-4711', false);
                client.validationURL = 'http://127.0.0.1:1/?';
                const answer = await client.validate({ val_id: 'x' });
                console.log(answer instanceof Error, answer.message.includes('p-4711'));
              }
            })();
            """, sandbox.Url);

        Assert.Equal(["require(...) is not a constructor", "true true", "true true"], said.Trim().Split('\n'));
    }

    private static string PrintedClient([CallerFilePath] string here = "")
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/sslcommerz.md"));
        var begin = page.IndexOf("const client = new SSLCommerzPayment", StringComparison.Ordinal);
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private static Task<JsonObject> CallAsync(string package, SandboxUnderTest sandbox, string call, object argument) =>
        NodeClient.CallAsync(package, sandbox.Url, "qwerty", call, argument);
}
