using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class TellingTheMerchantTests
{
    private const string Whole =
        "amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand," +
        "card_type,currency,currency_amount,currency_rate,currency_type,error,risk_level,risk_title,status,store_amount,store_id," +
        "tran_date,tran_id,val_id,value_a,value_b,value_c,value_d";

    private const string Failure =
        "amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_sub_brand," +
        "card_type,currency,currency_amount,currency_rate,currency_type,error,status,store_id,tran_date,tran_id," +
        "value_a,value_b,value_c,value_d";

    private const string Cancellation =
        "amount,bank_tran_id,base_fair,currency,currency_amount,currency_rate,currency_type,error,status,store_id,tran_date,tran_id," +
        "value_a,value_b,value_c,value_d";

    [Theory]
    [InlineData("success", "VALID", Whole)]
    [InlineData("risk", "VALID", Whole)]
    [InlineData("failed", "FAILED", Failure)]
    [InlineData("cancelled", "CANCELLED", Cancellation)]
    [InlineData("unattempted", "UNATTEMPTED", Whole)]
    [InlineData("expired", "EXPIRED", Whole)]
    public async Task Every_ending_is_noticed_once_and_signed(string outcome, string status, string names)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();

        var ended = await sandbox.EndAsync(key, new { outcome });

        var notice = Assert.Single(sandbox.Merchant.Notices);
        Assert.Equal(names + ",verify_sign,verify_sign_sha2,verify_key", notice.Names);
        Assert.Equal(names, notice["verify_key"]);
        Assert.Equal(status, notice["status"]);
        Assert.Equal(" kept as is ", notice["value_a"]);
        Assert.Equal("আম & \"lychee\" <b>", notice["value_b"]);
        Signature.Verify(notice.Fields, "qwerty");
        Assert.Equal("""{"delivered":true,"status":200,"copies":1,"reason":null}""", ended["ipn"]!.ToJsonString());
    }

    [Fact]
    public async Task A_paid_notice_reads_like_the_captured_one()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        await sandbox.EndAsync(await sandbox.OpenKeyAsync(("total_amount", "220")), new { outcome = "success", channel = "BKASH" });

        var notice = sandbox.Merchant.Notices.Single();
        Assert.Equal("220.00", notice["amount"]);
        Assert.Equal("214.50", notice["store_amount"]);
        Assert.Equal("BKASH-BKash", notice["card_type"]);
        Assert.Equal("MOBILEBANKING", notice["card_brand"]);
        Assert.Equal("BKash Mobile Banking", notice["card_issuer"]);
        Assert.Equal("Classic", notice["card_sub_brand"]);
        Assert.Equal("", notice["card_no"]);
        Assert.Equal("1.0000", notice["currency_rate"]);
        Assert.Equal("0.00", notice["base_fair"]);
        Assert.Equal("0", notice["risk_level"]);
        Assert.Equal("Safe", notice["risk_title"]);
        Assert.Equal("2026-06-14 09:18:29", notice["tran_date"]);
        Assert.Matches("^26061491829[A-Za-z0-9]{15}$", notice["val_id"]);
        Assert.Matches("^26061491829[A-Za-z0-9]{15}$", notice["bank_tran_id"]);
        Assert.NotEqual(notice["val_id"], notice["bank_tran_id"]);
    }

    [Fact]
    public async Task An_untouched_session_is_noticed_with_blanks()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "unattempted" });

        var notice = sandbox.Merchant.Notices.Single();
        Assert.Equal("Customer did not choose to pay any channel", notice["error"]);
        foreach (var blank in (string[])["val_id", "bank_tran_id", "store_amount", "card_type", "card_no", "card_issuer", "card_brand"])
            Assert.Equal("", notice[blank]);
        Assert.Null(ended["redirect"]);
    }

    [Theory]
    [InlineData("success", "/success?order=1",
        "tran_id,val_id,amount,card_type,store_amount,card_no,bank_tran_id,status,tran_date,error,currency,card_issuer,card_brand," +
        "card_sub_brand,card_issuer_country,card_issuer_country_code,store_id,verify_sign,verify_key,verify_sign_sha2,currency_type," +
        "currency_amount,currency_rate,base_fair,value_a,value_b,value_c,value_d,subscription_id,risk_level,risk_title")]
    [InlineData("failed", "/fail",
        "tran_id,error,status,bank_tran_id,currency,tran_date,amount,store_id,card_type,card_no,card_issuer,card_brand,card_sub_brand," +
        "card_issuer_country,card_issuer_country_code,subscription_id,currency_type,currency_amount,currency_rate,base_fair," +
        "value_a,value_b,value_c,value_d,verify_sign,verify_sign_sha2,verify_key")]
    [InlineData("cancelled", "/cancel",
        "status,tran_id,error,bank_tran_id,currency,tran_date,amount,store_id,currency_type,currency_amount,currency_rate,base_fair," +
        "value_a,value_b,value_c,value_d,verify_sign,verify_sign_sha2,verify_key")]
    public async Task The_browser_carries_the_observed_fields_back(string outcome, string path, string names)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome });

        Assert.Equal(sandbox.Merchant.Url + path, (string?)ended["redirect"]!["url"]);
        var fields = FieldsOf(ended);
        Assert.Equal(names, string.Join(',', fields.Select(field => field.Key)));
        Signature.Verify(fields, "qwerty");
        Assert.DoesNotContain("subscription_id", fields.Single(field => field.Key == "verify_key").Value);
    }

    [Fact]
    public async Task A_decline_tells_the_issuer_but_no_card()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "failed", error = "Invalid CVV" });

        var fields = ended["redirect"]!["fields"]!;
        Assert.Equal("Invalid CVV", (string?)fields["error"]);
        Assert.Equal("", (string?)fields["card_type"]);
        Assert.Equal("", (string?)fields["card_no"]);
        Assert.Equal("TRUST BANK, LTD.", (string?)fields["card_issuer"]);
        Assert.NotEqual("", (string?)fields["bank_tran_id"]);
    }

    [Fact]
    public async Task A_merchant_that_fails_does_not_keep_the_customer()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        sandbox.Merchant.AnswerWith = 500;

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" });

        Assert.Equal("""{"delivered":false,"status":500,"copies":1,"reason":"answered 500"}""", ended["ipn"]!.ToJsonString());
        Assert.NotNull(ended["redirect"]);
    }

    [Fact]
    public async Task A_merchant_that_cannot_be_reached_does_not_keep_the_customer()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        // Port 9 is "discard": nothing listens there.
        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(("ipn_url", "http://127.0.0.1:9/ipn")), new { outcome = "success" });

        Assert.Equal("""{"delivered":false,"status":null,"copies":1,"reason":"could not connect"}""", ended["ipn"]!.ToJsonString());
        Assert.NotNull(ended["redirect"]);
    }

    [Fact]
    public async Task A_session_without_an_address_uses_the_stores_own()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(options => options.Stores =
            [
                new() { Id = "testbox", Password = "qwerty" },
                new() { Id = "panel", Password = "p@ss&word", IpnUrl = "http://127.0.0.1:9/ipn" }
            ]);

        var none = await sandbox.EndAsync(await sandbox.OpenKeyAsync(("ipn_url", null)), new { outcome = "success" });
        var panel = await sandbox.EndAsync(
            await sandbox.OpenKeyAsync(("ipn_url", ""), ("store_id", "panel"), ("store_passwd", "p@ss&word")), new { outcome = "success" });

        Assert.Equal("no ipn_url", (string?)none["ipn"]!["reason"]);
        Assert.Equal("could not connect", (string?)panel["ipn"]!["reason"]);
        Signature.Verify(FieldsOf(panel), "p@ss&word");
    }

    [Fact]
    public void The_signature_agrees_with_the_published_example()
    {
        var fields = new Dictionary<string, string>
        {
            ["tran_id"] = "5E121A0D01F92",
            ["val_id"] = "200105225826116qFnATY9sHIwo",
            ["amount"] = "10.00",
            ["card_type"] = "VISA-Dutch Bangla",
            ["store_amount"] = "9.75",
            ["card_no"] = "418117XXXXXX6675",
            ["bank_tran_id"] = "200105225825DBgSoRGLvczhFjj",
            ["status"] = "VALID",
            ["tran_date"] = "2020-01-05 22:58:21",
            ["currency"] = "BDT",
            ["card_issuer"] = "TRUST BANK, LTD.",
            ["card_brand"] = "VISA",
            ["card_issuer_country"] = "Bangladesh",
            ["card_issuer_country_code"] = "BD",
            ["store_id"] = "test_testemi",
            ["currency_type"] = "BDT",
            ["currency_amount"] = "10.00",
            ["currency_rate"] = "1.0000",
            ["base_fair"] = "0.00",
            ["value_a"] = "",
            ["value_b"] = "",
            ["value_c"] = "",
            ["value_d"] = "",
            ["risk_level"] = "0",
            ["risk_title"] = "Safe",
        };

        var signature = OiPayments.Sandbox.Wire.NoticeSignature.Of(fields, fields.Keys, "test_testemi@ssl");

        Assert.Equal("d42fab70ae0bcbda5280e7baffef60b0", signature.Md5);
        Assert.Equal("02c0417ff467c109006382d56eedccecd68382e47245266e7b47abbb3d43976e", signature.Sha256);
    }

    private static List<KeyValuePair<string, string>> FieldsOf(JsonObject ended) =>
        [.. ended["redirect"]!["fields"]!.AsObject().Select(field => KeyValuePair.Create(field.Key, (string)field.Value!))];
}
