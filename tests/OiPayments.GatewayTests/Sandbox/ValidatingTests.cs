using System.Text.Json;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class ValidatingTests
{
    [Fact]
    public async Task The_first_answer_is_VALID_and_every_later_one_VALIDATED()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" }))["val_id"]!;

        sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        var first = await sandbox.ValidateAsync(valId);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await sandbox.ValidateAsync(valId);

        Assert.Equal("VALID", (string?)first["status"]);
        Assert.Equal("VALIDATED", (string?)second["status"]);
        Assert.Equal("2026-06-14 09:18:29", (string?)first["tran_date"]);
        Assert.Equal("2026-06-14 09:18:39", (string?)first["validated_on"]);
        Assert.Equal("2026-06-14 09:18:39", (string?)second["validated_on"]);
    }

    [Fact]
    public async Task Of_many_simultaneous_calls_one_hears_VALID()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" }))["val_id"]!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => sandbox.ValidateAsync(valId))));

        Assert.Single(answers, answer => (string?)answer["status"] == "VALID");
        Assert.Equal(19, answers.Count(answer => (string?)answer["status"] == "VALIDATED"));
    }

    [Fact]
    public async Task The_answer_has_the_captured_keys_in_order_and_only_two_numbers()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId =
            (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success", channel = "BKASH" }))["val_id"]!;

        var answer = await sandbox.ValidateAsync(valId);

        Assert.Equal(
            "status,tran_date,tran_id,val_id,amount,store_amount,currency,bank_tran_id,card_type,card_no,card_issuer,card_brand," +
            "card_category,card_sub_brand,card_issuer_country,card_issuer_country_code,currency_type,currency_amount,currency_rate," +
            "base_fair,value_a,value_b,value_c,value_d,emi_instalment,emi_amount,emi_description,emi_issuer,account_details,risk_title," +
            "risk_level,discount_percentage,discount_amount,discount_remarks,APIConnect,validated_on,gw_version,offer_avail,card_ref_id," +
            "isTokeizeSuccess,campaign_code",
            string.Join(',', answer.Select(field => field.Key)));
        Assert.Equal(["offer_avail", "isTokeizeSuccess"],
            answer.Where(field => field.Value!.GetValueKind() is not JsonValueKind.String).Select(field => field.Key));
        Assert.Equal("300.00", (string?)answer["amount"]);
        Assert.Equal("292.5", (string?)answer["store_amount"]);
        Assert.Equal("MOBILE", (string?)answer["card_category"]);
        Assert.Equal("", (string?)answer["card_sub_brand"]);
        Assert.Equal("DONE", (string?)answer["APIConnect"]);
        Assert.Matches("^[0-9a-f]{66}$", (string?)answer["card_ref_id"]);
    }

    [Theory]
    [InlineData("69", "67.28")]
    [InlineData("220", "214.5")]
    [InlineData("303", "295.43")]
    [InlineData("356", "347.1")]
    [InlineData("1049", "1022.78")]
    [InlineData("13600", "13260")]
    public async Task The_store_receives_what_it_did_in_captured_payments(string amount, string storeAmount)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId =
            (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(("total_amount", amount)), new { outcome = "success" }))["val_id"]!;

        Assert.Equal(storeAmount, (string?)(await sandbox.ValidateAsync(valId))["store_amount"]);
    }

    [Fact]
    public async Task A_foreign_order_states_both_currencies()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync(("currency", "USD"), ("total_amount", "10.5"));
        var valId = (string)(await sandbox.EndAsync(key, new { outcome = "success" }))["val_id"]!;

        var answer = await sandbox.ValidateAsync(valId);

        Assert.Equal("1281.00", (string?)answer["amount"]);
        Assert.Equal("BDT", (string?)answer["currency"]);
        Assert.Equal("USD", (string?)answer["currency_type"]);
        Assert.Equal("10.50", (string?)answer["currency_amount"]);
        Assert.Equal("122.0000", (string?)answer["currency_rate"]);
    }

    [Fact]
    public async Task A_risky_payment_is_still_VALID()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "risk" }))["val_id"]!;

        var answer = await sandbox.ValidateAsync(valId);

        Assert.Equal("VALID", (string?)answer["status"]);
        Assert.Equal("1", (string?)answer["risk_level"]);
        Assert.Equal("Not Safe", (string?)answer["risk_title"]);
        Assert.Equal("ES", (string?)answer["card_issuer_country_code"]);
    }

    [Theory]
    [InlineData("unknown", "store_id=testbox&store_passwd=qwerty", "DONE")]
    [InlineData("unknown", "store_id=testbox&store_passwd=wrong", "FAILED")]
    [InlineData("unknown", "store_id=nobody&store_passwd=qwerty", "FAILED")]
    [InlineData("unknown", "store_id=off&store_passwd=off", "INACTIVE")]
    [InlineData("", "store_id=testbox&store_passwd=qwerty", "INVALID_REQUEST")]
    [InlineData("unknown", "store_id=testbox", "INVALID_REQUEST")]
    public async Task Whatever_cannot_be_found_or_asked_is_invalid(string valId, string login, string apiConnect)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(options => options.Stores =
            [.. OiPayments.Sandbox.SandboxStore.Defaults, new() { Id = "off", Password = "off", Active = false }]);

        var answer = await sandbox.ValidateAsync(valId, login);

        Assert.Equal("INVALID_TRANSACTION", (string?)answer["status"]);
        Assert.Equal(apiConnect, (string?)answer["APIConnect"]);
        Assert.False(answer.ContainsKey("tran_id"));
        Assert.False(answer.ContainsKey("val_id"));
    }

    [Fact]
    public async Task Another_stores_payment_is_unknown()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" }))["val_id"]!;

        var answer = await sandbox.ValidateAsync(valId, "store_id=test_testemi&store_passwd=test_testemi%40ssl");

        Assert.Equal("INVALID_TRANSACTION", (string?)answer["status"]);
        Assert.Equal("DONE", (string?)answer["APIConnect"]);
    }

    [Fact]
    public async Task Old_clients_may_capitalise_and_others_may_post()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var valId = (string)(await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome = "success" }))["val_id"]!;

        var capitalised = await sandbox.ValidateAsync(valId, "Store_Id=testbox&Store_Passwd=qwerty");
        using var form = new FormUrlEncodedContent(
            [new("val_id", valId), new("store_id", "testbox"), new("store_passwd", "qwerty")]);
        var posted = await sandbox.Http.PostAsync("/validator/api/validationserverAPI.php", form);

        Assert.Equal("VALID", (string?)capitalised["status"]);
        Assert.Equal("VALIDATED", (string?)JsonNode.Parse(await posted.Content.ReadAsStringAsync())!["status"]);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task Only_a_paid_session_has_something_to_validate(string outcome)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var ended = await sandbox.EndAsync(await sandbox.OpenKeyAsync(), new { outcome });

        Assert.Equal("", (string?)ended["val_id"]);
    }
}
