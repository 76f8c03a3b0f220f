using System.Globalization;
using OiPayments.Gateways;

namespace OiPayments.GatewayTests.Adapter;

/// <summary>The call that SSLCOMMERZ does not document: what it is believed, and what is not.</summary>
public class AskingWhatWasSettledTests
{
    private const string Line =
        """{"sett_date":"2026-08-24","tran_date":"2026-08-20 18:03:11","transactionID":"oi1","cr_amount":"97.50"}""";

    [Fact]
    public async Task A_page_of_a_day_is_asked_for_by_a_form_and_read_line_by_line()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("""
            {"status":"SUCCESS","no_of_trans":503,"total_pages":"2","time_zone":"Asia/Dhaka","sett":[
              {"sett_date":"2026-08-24 00:00:00","tran_date":"2026-08-20 18:03:11","transactionID":"oi1","cr_amount":"1219.24"},
              {"sett_date":"2026-08-24","tran_date":"2026-08-21","transactionID":"ORDER/42","cr_amount":97.5,"bank":"of no use"},
              {"sett_date":"2026-08-24","tran_date":"2026-08-21","transactionID":" oi3 ","cr_amount":"-40"}]}
            """);

        var page = await adapter.ListSettledAsync(page: 2);

        Assert.Equal((2, 503), (page.Pages, page.Transactions));
        Assert.Equal([Settled("oi1", 20, 121924), Settled("ORDER/42", 21, 9750), Settled("oi3", 21, -4000)], page.Lines);
        var sent = Assert.Single(adapter.Fake.Received);
        Assert.Equal(("POST", "/validator/api/v4/", ""), (sent.Method, sent.Path, sent.QueryString));
        Assert.Equal("application/x-www-form-urlencoded", sent.ContentType);
        Assert.Equal(
            [
                new("store_id", "oitest"), new("store_passwd", AdapterUnderTest.Password), new("action", "settlementRecord"),
                new("start_date", "2026-08-24 00:00:00"), new("end_date", "2026-08-24 23:59:59"), new("page", "2"), new("limit", "500"),
            ], sent.Fields);
    }

    [Theory]
    [InlineData("""{"status":"success","no_of_trans":0,"total_pages":0,"sett":[]}""")]
    [InlineData("""{"status":"DONE","no_of_trans":"0","total_pages":"1","time_zone":"GMT +06:00"}""")]
    public async Task A_day_without_settlement_is_one_empty_page(string answer)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(answer);

        var page = await adapter.ListSettledAsync();

        Assert.Empty(page.Lines);
        Assert.Equal((1, 0), (page.Pages, page.Transactions));
    }

    [Theory]
    [InlineData("<html>", "JSON")]
    [InlineData("[]", "JSON")]
    [InlineData("""{"no_of_trans":0,"total_pages":0,"sett":[]}""", "status")]
    [InlineData("""{"status":"PERHAPS","no_of_trans":0,"total_pages":0,"sett":[]}""", "PERHAPS")]
    [InlineData("""{"status":"SUCCESS","sett":[]}""", "how many")]
    [InlineData("""{"status":"SUCCESS","no_of_trans":-1,"total_pages":1,"sett":[]}""", "how many")]
    [InlineData("""{"status":"SUCCESS","no_of_trans":0,"no_of_trans":1,"total_pages":1,"sett":[]}""", "JSON")]
    [InlineData("""{"status":"SUCCESS","no_of_trans":0,"total_pages":1,"time_zone":"UTC","sett":[]}""", "UTC")]
    [InlineData($$"""{"status":"SUCCESS","no_of_trans":1,"total_pages":1,"sett":[{{Line}},{{Line}}]}""", "more than")]
    [InlineData("""{"status":"SUCCESS","no_of_trans":1,"total_pages":1,"sett":[null]}""", "id")]
    [InlineData("""{"status":"SUCCESS","no_of_trans":1,"total_pages":1,"sett":{"transactionID":"oi1"}}""", "JSON")]
    public async Task Nonsense_is_believed_in_no_part(string answer, string about)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(answer);

        var failure = await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.ListSettledAsync());

        Assert.Contains(about, failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsStoresFault);
    }

    [Theory]
    [InlineData("\"transactionID\":\"oi1\"", "\"transactionID\":\"\"", "id")]
    [InlineData("\"transactionID\":\"oi1\"", "\"transactionID\":\"o\\ni1\"", "id")]
    [InlineData("2026-08-24", "0000-00-00", "day of settlement")]
    [InlineData("2026-08-24", "24/08/2026", "day of settlement")]
    [InlineData("2026-08-20 18:03:11", "", "day of payment")]
    [InlineData("97.50", "97.505", "amount")]
    [InlineData("97.50", "9,700.50", "amount")]
    [InlineData("\"97.50\"", "null", "amount")]
    public async Task One_line_that_cannot_be_read_refuses_its_page(string part, string instead, string about)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        var wrong = Line.Replace(part, instead, StringComparison.Ordinal);
        adapter.Fake.Answer($$"""{"status":"SUCCESS","no_of_trans":2,"total_pages":1,"sett":[{{Line}},{{wrong}}]}""");

        var failure = await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.ListSettledAsync());

        Assert.Contains("transaction 2 of a page", failure.Message, StringComparison.Ordinal);
        Assert.Contains(about, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FAILED", "API password")]
    [InlineData("INACTIVE", "not active")]
    [InlineData("INVALID_REQUEST", "did not understand")]
    [InlineData("REQUEST_FROM_INVALID_SOURCE_203.0.113.7", "203.0.113.7")]
    public async Task A_refusal_says_what_to_mend(string status, string about)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer($$"""{"status":"{{status}}","no_of_trans":0,"total_pages":0,"sett":[]}""");

        var failure = await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.ListSettledAsync());

        Assert.Contains(about, failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsStoresFault);
    }

    [Fact]
    public async Task Passing_trouble_is_asked_about_again_and_lasting_trouble_is_told()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("<html>", 503).HangsUp()
            .Answer($$"""{"status":"SUCCESS","no_of_trans":1,"total_pages":1,"sett":[{{Line}}]}""").Answer("<html>", 404);

        Assert.Single((await adapter.ListSettledAsync()).Lines);
        Assert.Equal(3, adapter.Fake.Received.Count);
        var failure = await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.ListSettledAsync());
        Assert.Contains("404", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_off_unless_somebody_switches_it_on()
    {
        await using var adapter = await AdapterUnderTest.StartAsync(asksForSettlements: false);

        Assert.Contains("Gateways__SslCommerz__SettlementCall", adapter.Settlements.WhyNoSettlements, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => adapter.ListSettledAsync());
        Assert.Empty(adapter.Fake.Received);
    }

    [Fact]
    public async Task No_host_but_the_gateways_own_is_sent_a_live_password()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();

        var failure = await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.Settlements.ListSettledAsync(
            adapter.Account with { Mode = Mode.Live }, new(2026, 8, 24), 1, TestContext.Current.CancellationToken));

        Assert.True(failure.IsStoresFault);
        Assert.Empty(adapter.Fake.Received);
    }

    private static SettledLine Settled(string id, int paidOn, long minor) => new(
        id, new(2026, 8, 24), DateOnly.Parse($"2026-08-{paidOn}", CultureInfo.InvariantCulture), new(minor, Currency.Bdt));
}
