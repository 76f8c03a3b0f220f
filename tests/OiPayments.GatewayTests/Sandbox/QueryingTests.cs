using System.Text.Json;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class QueryingTests
{
    [Fact]
    public async Task An_unknown_transaction_is_one_element_that_says_INVALID()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.QueryAsync("tran_id=NOPE");

        Assert.Equal(
            """{"APIConnect":"DONE","no_of_trans_found":0,"element":[{"tran_id":"NOPE","status":"INVALID"}]}""",
            answer.ToJsonString());
    }

    [Fact]
    public async Task An_unpaid_transaction_is_PROCESSING()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.OpenKeyAsync(("tran_id", "A-1"));

        var answer = await sandbox.QueryAsync("tran_id=A-1");

        Assert.Equal(1, (int?)answer["no_of_trans_found"]);
        var element = answer["element"]![0]!.AsObject();
        Assert.Equal("PROCESSING", (string?)element["status"]);
        Assert.Equal("", (string?)element["val_id"]);
        Assert.Equal(
            "val_id,status,validated_on,currency_type,currency_amount,currency_rate,base_fair,value_a,value_b,value_c,value_d," +
            "discount_percentage,discount_remarks,discount_amount,tran_date,tran_id,amount,store_amount,bank_tran_id,card_type," +
            "risk_title,risk_level,currency,bank_gw,card_no,card_issuer,card_brand,card_issuer_country,card_issuer_country_code," +
            "gw_version,emi_instalment,emi_amount,emi_description,emi_issuer,error",
            string.Join(',', element.Select(field => field.Key)));
        Assert.All(element, field => Assert.Equal(JsonValueKind.String, field.Value!.GetValueKind()));
    }

    [Fact]
    public async Task Every_attempt_under_one_transaction_is_listed()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "failed", error = "Do not honor" });
        var paid = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" });
        await sandbox.OpenKeyAsync();

        var before = await sandbox.QueryAsync("tran_id=ORDER-1");
        await sandbox.ValidateAsync((string)paid["val_id"]!);
        var after = await sandbox.QueryAsync("tran_id=ORDER-1");

        Assert.Equal(3, (int?)before["no_of_trans_found"]);
        Assert.Equal(["FAILED", "VALID", "PROCESSING"], before["element"]!.AsArray().Select(element => (string?)element!["status"]));
        Assert.Equal(["FAILED", "VALIDATED", "PROCESSING"], after["element"]!.AsArray().Select(element => (string?)element!["status"]));
        Assert.Equal("Do not honor", (string?)before["element"]![0]!["error"]);
        Assert.Equal((string?)paid["val_id"], (string?)before["element"]![1]!["val_id"]);
        Assert.Equal("292.5", (string?)before["element"]![1]!["store_amount"]);
    }

    [Fact]
    public async Task A_session_is_found_by_its_key_in_either_case()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();

        var pending = await sandbox.QueryAsync("sessionkey=" + key.ToLowerInvariant());
        await sandbox.EndAsync(key, new { outcome = "success" });
        var paid = await sandbox.QueryAsync("sessionkey=" + key);

        Assert.Equal(
            "APIConnect,status,sessionkey,tran_date,tran_id,val_id,amount,store_amount,card_type,card_no,currency,bank_tran_id," +
            "card_issuer,card_brand,card_issuer_country,card_issuer_country_code,currency_type,currency_amount,currency_rate,base_fair," +
            "emi_instalment,emi_amount,discount_percentage,discount_remarks,value_a,value_b,value_c,value_d,risk_level,risk_title," +
            "validated_on,gw_version",
            string.Join(',', pending.Select(field => field.Key)));
        Assert.Equal("PENDING", (string?)pending["status"]);
        Assert.Equal("VALID", (string?)paid["status"]);
        Assert.Equal(key, (string?)paid["sessionkey"]);
    }

    [Theory]
    [InlineData("tran_id=ORDER-1")]
    [InlineData("sessionkey=0123456789ABCDEF0123456789ABCDEF")]
    public async Task A_wrong_login_is_told_by_APIConnect_alone(string query)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.OpenKeyAsync();

        var answer = await sandbox.QueryAsync(query, "store_id=testbox&store_passwd=wrong");

        Assert.Equal("FAILED", (string?)answer["APIConnect"]);
    }

    [Fact]
    public async Task Another_store_sees_nothing()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();
        const string other = "store_id=test_testemi&store_passwd=test_testemi%40ssl";

        var byTransaction = await sandbox.QueryAsync("tran_id=ORDER-1", other);
        var bySession = await sandbox.QueryAsync("sessionkey=" + key, other);

        Assert.Equal(0, (int?)byTransaction["no_of_trans_found"]);
        Assert.Equal("INVALID", (string?)bySession["status"]);
        Assert.False(bySession.ContainsKey("tran_id"));
    }

    [Theory]
    [InlineData("nothing=1")]
    [InlineData("refund_remarks=x")]
    public async Task What_is_not_a_query_is_an_invalid_request(string query)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.QueryAsync(query);

        Assert.Equal("""{"APIConnect":"INVALID_REQUEST"}""", answer.ToJsonString());
    }

    [Fact]
    public async Task The_tls_probe_answers()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        Assert.Equal("TLS is okay", await sandbox.Http.GetStringAsync("/public/tls/"));
    }
}
