using System.Net;
using OiPayments.ApiTests.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

/// <summary>Addresses that people type, or open again: each says where they are.</summary>
public class LosingOnesWayTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK, "href=\"/docs\"", "href=\"/admin\"")]
    [InlineData("/?lang=bn", HttpStatusCode.OK, "অপারেটরদের ড্যাশবোর্ড", "lang=\"bn\"")]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "There is no such page", "If you were sent here to pay")]
    [InlineData("/nowhere?lang=bn", HttpStatusCode.NotFound, "এমন কোনো পেজ নেই", "lang=\"bn\"")]
    [InlineData("/checkout/pay_none", HttpStatusCode.NotFound, "We cannot find this payment", "The link may be incomplete")]
    [InlineData("/docs/no-such-guide", HttpStatusCode.NotFound, "There is no such page", "href=\"/docs/webhooks\"")]
    [InlineData("/docs/webhooks/no/such/part", HttpStatusCode.NotFound, "There is no such page", "href=\"/docs/getting-started\"")]
    [InlineData("/gateways/sslcommerz/test/success", HttpStatusCode.OK, "Your payment is safe", "Opening it charged nothing")]
    [InlineData("/gateways/sslcommerz/live/cancel?lang=bn", HttpStatusCode.OK, "আপনার পেমেন্ট নিরাপদ আছে", "lang=\"bn\"")]
    [InlineData(
        "/gateways/sslcommerz/test/success?tran_id=nobodys", HttpStatusCode.OK, "Your payment is safe", "Opening it charged nothing")]
    [InlineData("/gateways/sslcommerz/staging/success", HttpStatusCode.NotFound, "There is no such page", "If you were sent here to pay")]
    public async Task An_address_says_what_it_is_and_where_to_go(string path, HttpStatusCode status, string first, string second)
    {
        using var answer = await server.Browser.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(first, page, StringComparison.Ordinal);
        Assert.Contains(second, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_of_the_front_page_leads_somewhere()
    {
        foreach (var path in new[] { "/docs", "/admin" })
        {
            using var answer = await server.Browser.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task The_way_back_from_the_gateway_opened_by_hand_leads_to_the_payment_and_changes_nothing()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (transaction, _) = await server.StartAttemptAsync(payment);
        var before = (await shop.Test.ReadAsync($"payments/{payment["id"]}")).Data().ToJsonString();

        using var answer = await server.Browser.GetAsync($"/gateways/sslcommerz/test/success?tran_id={transaction}&status=VALID&lang=bn");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"/checkout/{payment["reference"]}/result?lang=bn", answer.Headers.Location?.PathAndQuery);
        Assert.Equal(before, (await shop.Test.ReadAsync($"payments/{payment["id"]}")).Data().ToJsonString());
        Assert.Empty((await server.Operator.ReadAsync($"admin/gateway-callbacks?applicationId={shop.Id}")).Data().AsArray());
    }
}
