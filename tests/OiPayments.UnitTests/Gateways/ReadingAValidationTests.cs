using System.Globalization;
using System.Text;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.UnitTests.Gateways;

public class ReadingAValidationTests
{
    // As captured from the sandbox, ids aside.
    private const string Captured =
        """
        {"status":"VALID","tran_date":"2026-06-14 15:18:29","tran_id":"att_1","val_id":"260614151839QQCg3EiAU7gduKD","amount":"300.00",
         "store_amount":"292.5","currency":"BDT","bank_tran_id":"260614151839soRgpuAh1WSYBkr","card_type":"BKASH-BKash","card_no":"",
         "card_issuer":"BKash Mobile Banking","card_brand":"MOBILEBANKING","card_category":"MOBILE","card_sub_brand":"",
         "currency_type":"BDT","currency_amount":"300.00","currency_rate":"1.0000","base_fair":"0.00","value_a":"","emi_instalment":"0",
         "risk_title":"Safe","risk_level":"0","discount_amount":"0.00","APIConnect":"DONE","validated_on":"2026-06-14 15:18:39",
         "gw_version":"","offer_avail":1,"card_ref_id":"ab","isTokeizeSuccess":0,"campaign_code":"","store_logo":"https:\/\/x\/y"}
        """;

    [Fact]
    public void A_captured_success_is_read_whole()
    {
        var paid = Assert.IsType<GatewayAnswer.Paid>(Read(Captured));

        Assert.Equal(
            new(
                "att_1",
                "260614151839QQCg3EiAU7gduKD",
                Examples.Taka(300_00),
                Examples.Taka(7_50),
                "260614151839soRgpuAh1WSYBkr",
                "BKASH-BKash",
                IsRisky: false,
                "Safe"),
            paid.Receipt);
    }

    [Fact]
    public void A_byte_order_mark_and_a_second_validation_change_nothing()
    {
        Assert.IsType<GatewayAnswer.Paid>(Read("\ufeff" + Captured.Replace("\"VALID\"", "\"VALIDATED\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"69.00\"", "\"69\"", "\"67.28\"", 69_00, 1_72L)]
    [InlineData("69", "69.0", "67.28", 69_00, 1_72L)]
    [InlineData("\"69\"", "\"69.00\"", "\"69\"", 69_00, 0L)]
    [InlineData("\"69\"", "\"69\"", "\"0\"", 69_00, 69_00L)]
    [InlineData("\"69\"", "\"69\"", "\"\"", 69_00, null)]
    [InlineData("\"69\"", "\"69\"", "null", 69_00, null)]
    [InlineData("\"69\"", "\"69\"", "{}", 69_00, null)]
    [InlineData("\"69\"", "\"69\"", "\"n/a\"", 69_00, null)]
    [InlineData("\"69\"", "\"69\"", "\"69.01\"", 69_00, null)]
    [InlineData("\"69\"", "\"69\"", "\"-1\"", 69_00, null)]
    [InlineData("\"60\"", "\"69\"", "\"58.5\"", 60_00, 1_50L)]
    [InlineData("\"70.38\"", "\"69\"", "\"69\"", 69_00, 0L)]
    [InlineData("\"72\"", "\"69\"", "\"70\"", 69_00, null)]
    public void Taka_are_read_as_numbers_and_the_smaller_statement_counts(
        string amount, string currencyAmount, string storeAmount, long charged, long? fee)
    {
        var paid = Assert.IsType<GatewayAnswer.Paid>(Read(Row("BDT", amount, currencyAmount, storeAmount)));

        Assert.Equal(Examples.Taka(charged), paid.Receipt.Charged);
        Assert.Equal(fee, paid.Receipt.Fee?.MinorUnits);
    }

    [Theory]
    [InlineData("BDT", "300.00", "1.0000", null, null)]
    [InlineData("USD", "1220.00", "122.0000", 1220_00L, "122.0000")]
    [InlineData("USD", "1220.00", "", null, null)]
    [InlineData("USD", "1220.00", "0", null, null)]
    [InlineData("USD", "1220.00", "-122", null, null)]
    [InlineData("USD", "", "122.0000", null, null)]
    [InlineData("USD", "0", "122.0000", null, null)]
    public void What_another_currency_came_to_is_kept_with_its_rate_or_not_at_all(
        string code, string amount, string rate, long? converted, string? told)
    {
        var paid = Assert.IsType<GatewayAnswer.Paid>(Read(
            $$"""
            {"APIConnect":"DONE","status":"VALID","tran_id":"t1","val_id":"v1","amount":"{{amount}}","currency_type":"{{code}}",
             "currency_amount":"10.00","currency_rate":"{{rate}}","bank_tran_id":"b1","risk_level":"0"}
            """.Replace("\"10.00\"", code == "BDT" ? "\"300.00\"" : "\"10.00\"", StringComparison.Ordinal)));

        Assert.Equal(
            (converted, told),
            (paid.Receipt.Conversion?.Amount.MinorUnits, paid.Receipt.Conversion?.Rate.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("USD", "1052.20", "10.00", "1025.90", 10_00, 25L)]
    [InlineData("USD", "12.34", "0.10", "12.03", 10, 0L)]
    [InlineData("JPY", "80.00", "100.00", "78.00", 100, 2L)]
    [InlineData("OMR", "320.00", "1.25", "312.00", 1_250, 31L)]
    [InlineData("USD", "2.00", "0.05", "1.80", 5, 0L)]
    [InlineData("USD", "2.00", "0.05", "1.79", 5, 1L)]
    [InlineData("USD", "", "10.00", "1025.90", 10_00, null)]
    [InlineData("USD", "0", "10.00", "0", 10_00, null)]
    [InlineData("USD", "1000000000000000", "1000000000000000", "999999999999999", 100_000_000_000_000_000, 100L)]
    public void Another_currencys_fee_is_its_share(
        string code, string amount, string currencyAmount, string storeAmount, long charged, long? fee)
    {
        var paid = Assert.IsType<GatewayAnswer.Paid>(Read(Row(code, $"\"{amount}\"", $"\"{currencyAmount}\"", $"\"{storeAmount}\"")));

        Assert.Equal(new(charged, Currency.Of(code)), paid.Receipt.Charged);
        Assert.Equal(fee, paid.Receipt.Fee?.MinorUnits);
    }

    [Theory]
    [InlineData("\"1\"", true)]
    [InlineData("1", true)]
    [InlineData("\"2\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("0", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    public void Risk_is_anything_but_zero(string level, bool risky)
    {
        var body = Captured.Replace("\"risk_level\":\"0\"", $"\"risk_level\":{level}", StringComparison.Ordinal);

        Assert.Equal(risky, Assert.IsType<GatewayAnswer.Paid>(Read(body)).Receipt.IsRisky);
    }

    [Theory]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":\"0.00\"")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":\"-300\"")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":\"300.001\"")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":3e2")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":\"1,300.00\"")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":\"৩০০\"")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":[\"300.00\"]")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":99999999999999999999999999999999999999")]
    [InlineData("\"amount\":\"300.00\"", "\"amount\":\"300.00\",\"amount\":\"3.00\"")]
    [InlineData("\"currency_amount\":\"300.00\"", "\"currency_amount\":null")]
    [InlineData("\"currency_type\":\"BDT\"", "\"currency_type\":\"XXX\"")]
    [InlineData("\"currency_type\":\"BDT\"", "\"currency_type\":1")]
    [InlineData("\"tran_id\":\"att_1\"", "\"tran_id\":\"\"")]
    [InlineData("\"val_id\":\"260614151839QQCg3EiAU7gduKD\"", "\"val_id\":null")]
    [InlineData("\"tran_id\":\"att_1\"", "\"tran_id\":\"\\ud800\"")]
    [InlineData("\"status\":\"VALID\"", "\"status\":\"valid\"")]
    [InlineData("\"status\":\"VALID\"", "\"status\":\"FAILED\"")]
    [InlineData("\"status\":\"VALID\"", "\"status\":[\"VALID\"]")]
    [InlineData("\"APIConnect\":\"DONE\"", "\"APIConnect\":\"FAILED\"")]
    [InlineData("\"APIConnect\":\"DONE\"", "\"APIConnect\":null")]
    [InlineData("\"APIConnect\":\"DONE\"", "\"apiconnect\":\"DONE\"")]
    public void A_success_that_contradicts_itself_is_not_believed(string written, string instead)
    {
        Assert.Contains(written, Captured, StringComparison.Ordinal);

        Assert.IsType<GatewayAnswer.Unknown>(Read(Captured.Replace(written, instead, StringComparison.Ordinal)));
    }

    [Fact]
    public void Ids_longer_than_documented_are_not_believed()
    {
        foreach (var id in (string[])["att_1", "260614151839QQCg3EiAU7gduKD", "260614151839soRgpuAh1WSYBkr"])
            Assert.IsType<GatewayAnswer.Unknown>(Read(Captured.Replace(id, new('x', 81), StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_connected_and_no_such_transaction_is_a_no()
    {
        Assert.IsType<GatewayAnswer.NotFound>(Read("""{"APIConnect":"DONE","status":"INVALID_TRANSACTION"}"""));
        Assert.IsType<GatewayAnswer.Unknown>(Read("""{"APIConnect":"FAILED","status":"INVALID_TRANSACTION"}"""));
        Assert.IsType<GatewayAnswer.Unknown>(Read("""{"status":"INVALID_TRANSACTION"}"""));
        Assert.IsType<GatewayAnswer.Pending>(Read("""{"APIConnect":"DONE","status":"PENDING"}"""));
    }

    [Theory]
    [InlineData("FAILED", "password")]
    [InlineData("INACTIVE", "not active")]
    [InlineData("INVALID_REQUEST", "question")]
    [InlineData("REQUEST_FROM_INVALID_SOURCE", "address")]
    [InlineData("REQUEST_FROM_INVALID_SOURCE_203.0.113.7", "address")]
    [InlineData("TOMORROW", "TOMORROW")]
    public void A_refused_question_says_what_to_mend(string apiConnect, string says)
    {
        var unknown = Assert.IsType<GatewayAnswer.Unknown>(Read($$"""{"APIConnect":"{{apiConnect}}","status":"VALID"}"""));

        Assert.Contains(says, unknown.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NotAnAnswer))]
    public void What_is_no_answer_concludes_nothing(string body)
    {
        Assert.IsType<GatewayAnswer.Unknown>(Read(body));
        Assert.IsType<GatewayAnswer.Unknown>(TransactionReading.ReadQuery(Encoding.UTF8.GetBytes(body)));
        Assert.IsType<SessionReading.Nonsense>(SessionReading.Read(Encoding.UTF8.GetBytes(body), Examples.Sandbox));
    }

    public static TheoryData<string> NotAnAnswer { get; } =
    [
        "",
        " ",
        "null",
        "1",
        "\"DONE\"",
        "[]",
        "{}",
        "[{\"APIConnect\":\"DONE\"}]",
        "{\"APIConnect\":\"DONE\"}",
        "{\"APIConnect\":\"DONE\",\"status\":null}",
        "{\"APIConnect\":\"DONE\",\"status\":\"VALID\"",
        "<html><body>Service Unavailable</body></html>",
        "<br />Notice: undefined index {\"APIConnect\":\"DONE\"}",
        "{\"APIConnect\":\"DONE\",\"x\":\"\\u0000\",\"\\ud800\":1}",
        "{\"APIConnect\":\"DONE\",\"element\":[{\"status\":\"\\udc00\"}]}",
        "{\"APIConnect\":\"DONE\",\"element\":{\"\\udc00\":\"VALID\"}}",
        "{\"APIConnect\":{\"a\":{\"b\":[1,2,{}]}},\"element\":\"text\"}",
        new string('[', 100_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
        "{\"APIConnect\":\"DONE\",\"x\":" + new string('9', 100_000) + "}",
    ];

    [Fact]
    public void Bytes_that_are_no_text_conclude_nothing()
    {
        Assert.IsType<GatewayAnswer.Unknown>(TransactionReading.ReadValidation([0x1f, 0x8b, 0x08, 0x00, 0xff, 0xfe]));
        Assert.IsType<GatewayAnswer.Unknown>(TransactionReading.ReadQuery([.. "{\"APIConnect\":\""u8, 0xff, 0xfe, .. "\"}"u8]));
    }

    private static GatewayAnswer Read(string body) => TransactionReading.ReadValidation(Encoding.UTF8.GetBytes(body));

    private static string Row(string currency, string amount, string currencyAmount, string storeAmount) =>
        $$"""
        {"APIConnect":"DONE","status":"VALID","tran_id":"att_1","val_id":"v1","currency_type":"{{currency}}","amount":{{amount}},
         "currency_amount":{{currencyAmount}},"store_amount":{{storeAmount}}}
        """;
}
