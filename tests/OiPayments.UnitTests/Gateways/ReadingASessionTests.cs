using System.Text;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.UnitTests.Gateways;

public class ReadingASessionTests
{
    private const string Key = "0A1B2C3D4E5F60718293A4B5C6D7E8F9";

    [Fact]
    public void A_success_has_a_key_and_a_page()
    {
        var opened = Assert.IsType<SessionReading.Opened>(Success(
            Examples.Sandbox, "https://sandbox.sslcommerz.com/EasyCheckOut/testcde0a1b"));

        Assert.Equal(new(Key, new("https://sandbox.sslcommerz.com/EasyCheckOut/testcde0a1b")), opened.Session);
    }

    [Theory]
    [InlineData("""{"status":"SUCCESS","sessionkey":"K"}""")]
    [InlineData("""{"status":"SUCCESS","sessionkey":"K","GatewayPageURL":""}""")]
    [InlineData("""{"status":"SUCCESS","sessionkey":"K","GatewayPageURL":"/EasyCheckOut"}""")]
    [InlineData("""{"status":"SUCCESS","sessionkey":"","GatewayPageURL":"https://sandbox.sslcommerz.com/x"}""")]
    [InlineData("""{"status":"SUCCESS","GatewayPageURL":"https://sandbox.sslcommerz.com/x"}""")]
    [InlineData("""{"status":"DONE","sessionkey":"K","GatewayPageURL":"https://sandbox.sslcommerz.com/x"}""")]
    public void A_success_without_them_is_nonsense(string body)
    {
        Assert.IsType<SessionReading.Nonsense>(Read(Examples.Sandbox, body));
    }

    [Theory]
    [InlineData("https://epay-gw.sslcommerz.com/0123", true)]
    [InlineData("https://SECUREPAY.SSLCOMMERZ.COM/0123", true)]
    [InlineData("https://sslcommerz.com/0123", true)]
    [InlineData("http://epay-gw.sslcommerz.com/0123", false)]
    [InlineData("https://evilsslcommerz.com/0123", false)]
    [InlineData("https://sslcommerz.com.evil.example/0123", false)]
    [InlineData("https://securepay.sslcommerz.com@evil.example/", false)]
    [InlineData("https://evil.example@securepay.sslcommerz.com/", false)]
    [InlineData("https://ѕslcommerz.com/", false)]
    [InlineData("http://localhost:8090/pay", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("file:///etc/passwd", false)]
    public void A_live_customer_goes_to_the_gateway_alone(string page, bool goes)
    {
        Assert.Equal(goes, Success(Examples.Live, page) is SessionReading.Opened);
        Assert.Equal(goes, Success(Examples.Sandbox, page) is SessionReading.Opened);
        Assert.False(
            Success(Examples.Live with { BaseUrl = new("http://localhost:8090") }, "http://localhost:8090/pay") is SessionReading.Opened);
    }

    [Theory]
    [InlineData("http://localhost:8090", "http://localhost:8090/pay", true)]
    [InlineData("http://localhost:8090", "https://localhost/pay", true)]
    [InlineData("https://pay.example.com", "https://PAY.example.com/sandbox", true)]
    [InlineData("https://pay.example.com", "http://pay.example.com/sandbox", false)]
    [InlineData("https://proxy.example.com", "https://sandbox.sslcommerz.com/EasyCheckOut/x", true)]
    [InlineData("http://localhost:8090", "http://127.0.0.1:8090/pay", false)]
    [InlineData("http://localhost:8090", "https://evil.example/pay", false)]
    [InlineData("http://localhost:8090", "ftp://localhost/pay", false)]
    [InlineData("http://localhost:8090", "http://me@localhost:8090/pay", false)]
    public void A_stand_in_may_show_its_own_pages(string baseUrl, string page, bool goes)
    {
        Assert.Equal(goes, Success(Examples.BuiltIn with { BaseUrl = new(baseUrl) }, page) is SessionReading.Opened);
    }

    [Theory]
    [InlineData(Mode.Test, "https://sandbox.sslcommerz.com", true)]
    [InlineData(Mode.Live, "https://securepay.sslcommerz.com", true)]
    [InlineData(Mode.Test, "http://localhost:8090", true)]
    [InlineData(Mode.Live, "https://sandbox.sslcommerz.com", false)]
    [InlineData(Mode.Test, "https://securepay.sslcommerz.com", false)]
    [InlineData(Mode.Live, "http://securepay.sslcommerz.com", false)]
    [InlineData(Mode.Test, "http://sandbox.sslcommerz.com", false)]
    [InlineData(Mode.Live, "https://localhost:8090", false)]
    [InlineData(Mode.Test, "ftp://localhost", false)]
    public void A_password_goes_only_where_its_mode_belongs(Mode mode, string baseUrl, bool goes)
    {
        Assert.Equal(goes, TrustedHosts.MayBeAsked(Examples.Sandbox with { Mode = mode, BaseUrl = new(baseUrl) }));
    }

    [Theory]
    [InlineData("Transaction amount is not allowed as per admin configuration!", ErrorCode.AmountOutOfBounds)]
    [InlineData("The minimum transaction amount is not allowed as per admin configuration!", ErrorCode.AmountOutOfBounds)]
    [InlineData("You cant not pay less than 10", ErrorCode.AmountOutOfBounds)]
    [InlineData("Invalid Information! 'cus_email' is missing or empty.", ErrorCode.InvalidOperationState)]
    [InlineData("Currency is not supported", ErrorCode.InvalidOperationState)]
    public void A_failure_is_a_refusal_in_the_gateways_words(string words, ErrorCode code)
    {
        var refused = Assert.IsType<SessionReading.Refused>(Failure(words));

        Assert.Equal(code, refused.Refusal.Code);
        Assert.EndsWith(words, refused.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_store_is_our_configuration()
    {
        Assert.IsType<SessionReading.StoreRefused>(Failure("Store Credential Error Or Store is De-active"));
    }

    [Fact]
    public void A_failure_without_a_reason_is_still_a_refusal()
    {
        Assert.IsType<SessionReading.Refused>(Read(Examples.Sandbox, """{"status":"FAILED"}"""));
        Assert.IsType<SessionReading.Refused>(Read(Examples.Sandbox, """{"status":"FAILED","failedreason":{"a":1},"sessionkey":null}"""));
    }

    [Fact]
    public void A_password_in_the_gateways_words_goes_no_further()
    {
        var refused = Assert.IsType<SessionReading.Refused>(Failure($"no entry with {Examples.Sandbox.StorePassword}"));

        Assert.DoesNotContain(Examples.Sandbox.StorePassword, refused.Refusal.Message, StringComparison.Ordinal);
    }

    private static SessionReading Success(GatewayAccount account, string page) =>
        Read(
            account,
            $$"""{"status":"SUCCESS","failedreason":"","sessionkey":"{{Key}}","GatewayPageURL":"{{page}}","gw":{"visa":"a,b"},"desc":[{}]}""");

    private static SessionReading Failure(string words) =>
        Read(Examples.Sandbox, $$"""{"status":"FAILED","failedreason":"{{words}}","sessionkey":""}""");

    private static SessionReading Read(GatewayAccount account, string body) => SessionReading.Read(Encoding.UTF8.GetBytes(body), account);
}
