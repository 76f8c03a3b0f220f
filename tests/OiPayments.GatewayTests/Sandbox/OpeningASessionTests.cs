using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class OpeningASessionTests
{
    [Fact]
    public async Task A_good_order_is_answered_with_every_documented_field_in_order()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync();

        Assert.Equal(
            ["status", "failedreason", "sessionkey", "gw", "redirectGatewayURL", "directPaymentURLBank", "directPaymentURLCard",
                "directPaymentURL", "redirectGatewayURLFailed", "GatewayPageURL", "storeBanner", "storeLogo", "store_name", "desc",
                "is_direct_pay_enable"],
            answer.Select(field => field.Key));
        var key = (string)answer["sessionkey"]!;
        Assert.Matches("^[0-9A-F]{32}$", key);
        Assert.Equal("SUCCESS", (string?)answer["status"]);
        Assert.Equal($"{sandbox.Url}/EasyCheckOut/testcde{key.ToLowerInvariant()}", (string?)answer["GatewayPageURL"]);
        Assert.Equal(["visa", "master", "amex", "othercards", "internetbanking", "mobilebanking"],
            answer["gw"]!.AsObject().Select(group => group.Key));
        Assert.Contains("mamount=300.00&ssl_id=2606149", (string)answer["redirectGatewayURL"]!);
        Assert.Equal("1", (string?)answer["is_direct_pay_enable"]);
        var fastCash = answer["desc"]!.AsArray().Single(way => (string?)way!["gw"] == "fastcash")!.AsObject();
        Assert.False(fastCash.ContainsKey("r_flag"));
    }

    [Fact]
    public async Task Slashes_are_escaped_as_php_does()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var form = new FormUrlEncodedContent(sandbox.Order());
        var text = await (await sandbox.Http.PostAsync("/gwprocess/v4/api.php", form)).Content.ReadAsStringAsync();

        Assert.Contains("\"GatewayPageURL\":\"http:\\/\\/127.0.0.1:", text);
        Assert.DoesNotContain("://", text);
    }

    [Fact]
    public async Task Links_start_with_the_public_address_when_there_is_one()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(options => options.PublicUrl = "https://pay.example.com/");

        var answer = await sandbox.OpenAsync();

        Assert.StartsWith("https://pay.example.com/EasyCheckOut/testcde", (string?)answer["GatewayPageURL"]);
    }

    [Theory]
    [InlineData("store_id", "nobody")]
    [InlineData("store_passwd", "QWERTY")]
    [InlineData("store_passwd", null)]
    public async Task A_wrong_login_comes_before_every_other_problem(string field, string? value)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync((field, value), ("cus_email", null), ("total_amount", "1"));

        Assert.Equal("FAILED", (string?)answer["status"]);
        Assert.Equal("Store Credential Error Or Store is De-active", (string?)answer["failedreason"]);
        Assert.Equal("", (string?)answer["GatewayPageURL"]);
    }

    [Theory]
    [InlineData("total_amount", "Invalid Information! 'total_amount' is missing or empty.")]
    [InlineData("currency", "Invalid Information! 'currency' is missing or empty.")]
    [InlineData("tran_id", "Invalid Information! 'tran_id' is missing or empty.")]
    [InlineData("success_url", "Invalid Information! 'success_url' is missing or empty.")]
    [InlineData("fail_url", "Invalid Information! 'fail_url' is missing or empty.")]
    [InlineData("cancel_url", "Invalid Information! 'cancel_url' is missing or empty.")]
    [InlineData("cus_name", "Invalid Information! 'cus_name' is missing or empty.")]
    [InlineData("cus_email", "Invalid Information! 'cus_email' is missing or empty.")]
    [InlineData("cus_add1", "Invalid Information! 'cus_add1' is missing or empty.")]
    [InlineData("cus_phone", "Invalid Information! 'cus_phone' is missing or empty.")]
    [InlineData("product_name", "Invalid Information! 'product_name' is missing.")]
    [InlineData("product_category", "Invalid Information! 'product_category' is missing.")]
    public async Task A_blank_field_is_named(string field, string reason)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync((field, ""));

        Assert.Equal(reason, (string?)answer["failedreason"]);
    }

    [Fact]
    public async Task Problems_are_reported_one_at_a_time()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        (string, string?)[] hotel = [("product_profile", "travel-vertical"), ("shipping_method", null)];

        var shipping = await sandbox.OpenAsync(hotel);
        var name = await sandbox.OpenAsync([.. hotel, ("shipping_method", "NO")]);
        var stay = await sandbox.OpenAsync([.. hotel, ("shipping_method", "NO"), ("hotel_name", "Sea View")]);

        Assert.StartsWith("Invalid Information! 'shipping_method' is missing. ", (string?)shipping["failedreason"]);
        Assert.Equal("Invalid Information! 'hotel_name' is missing.", (string?)name["failedreason"]);
        Assert.Equal("Invalid Information! 'length_of_stay' is missing. Example: 2 days", (string?)stay["failedreason"]);
    }

    [Theory]
    [InlineData("airline-tickets", "hours_till_departure")]
    [InlineData("telecom-vertical", "product_type")]
    public async Task A_profile_asks_for_its_own_fields(string profile, string first)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync(("product_profile", profile));

        Assert.StartsWith($"Invalid Information! '{first}' is missing.", (string?)answer["failedreason"]);
    }

    [Fact]
    public async Task Delivery_asks_for_an_address()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync(("shipping_method", "YES"));

        Assert.Equal("Invalid Information! 'ship_name' is missing.", (string?)answer["failedreason"]);
    }

    [Theory]
    [InlineData("cus_add1", null)]
    [InlineData("cus_city", "")]
    [InlineData("product_profile", "something-new")]
    [InlineData("ipn_url", null)]
    [InlineData("tran_id", "7c9e6679-7425-40de-944b-e07fc1f90ae7")]
    public async Task What_the_gateway_lets_through_is_let_through(string field, string? value)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync((field, value));

        Assert.Equal("SUCCESS", (string?)answer["status"]);
    }

    [Theory]
    [InlineData("9.99")]
    [InlineData("500000.01")]
    public async Task An_amount_outside_the_stores_limits_is_refused(string amount)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync(("total_amount", amount));

        Assert.Equal("Transaction amount is not allowed as per admin configuration!", (string?)answer["failedreason"]);
    }

    [Theory]
    [InlineData("total_amount", "-20")]
    [InlineData("total_amount", "1,000")]
    [InlineData("total_amount", "99999999999999999999999999999999")]
    [InlineData("currency", "XXX")]
    [InlineData("success_url", "javascript:alert(1)")]
    [InlineData("ipn_url", "file:///etc/passwd")]
    public async Task Nonsense_is_refused(string field, string value)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync((field, value));

        Assert.Equal("FAILED", (string?)answer["status"]);
        Assert.StartsWith($"Invalid Information! '{field}' is ", (string?)answer["failedreason"]);
    }

    [Fact]
    public async Task A_foreign_amount_is_converted_to_taka()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.OpenAsync(("currency", "USD"), ("total_amount", "10.55"));

        Assert.Contains("mamount=1287.10&", (string?)answer["redirectGatewayURL"]);
    }

    [Fact]
    public async Task Multipart_is_read_like_urlencoded()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in sandbox.Order()) form.Add(new StringContent(value), name);
        var answer = await sandbox.Http.PostAsync("/gwprocess/v4/api.php", form);

        Assert.Equal("SUCCESS", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]);
    }

    [Theory]
    [InlineData("application/json", "{\"store_id\":\"testbox\",\"store_passwd\":\"qwerty\"}")]
    [InlineData("multipart/form-data; boundary=x", "broken")]
    [InlineData("multipart/form-data", "no boundary")]
    public async Task A_body_that_is_no_form_fails_like_a_wrong_login(string type, string body)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await sandbox.Http.PostAsync("/gwprocess/v4/api.php?store_id=testbox&store_passwd=qwerty", content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Store Credential Error", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_older_path_asks_for_neither_shipment_nor_product()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var form = new FormUrlEncodedContent(sandbox.Order(
            ("shipping_method", null), ("product_name", null), ("product_profile", null)));
        var answer = await sandbox.Http.PostAsync("/gwprocess/v3/api.php", form);

        Assert.Contains("\"status\":\"SUCCESS\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_oldest_sessions_are_forgotten_when_there_are_too_many()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(options => options.MaxSessions = 2);

        var first = await sandbox.OpenKeyAsync(("tran_id", "A"));
        var second = await sandbox.OpenKeyAsync(("tran_id", "A"));
        await sandbox.OpenKeyAsync(("tran_id", "B"));

        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Http.GetAsync($"/control/sessions/{first}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.Http.GetAsync($"/control/sessions/{second}")).StatusCode);
        Assert.Equal(1, (int?)(await sandbox.QueryAsync("tran_id=A"))["no_of_trans_found"]);
    }
}
