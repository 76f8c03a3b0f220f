using System.Text;
using Microsoft.Extensions.Logging;
using OiPayments.Gateways;

namespace OiPayments.GatewayTests.Adapter;

public class OpeningASessionTests
{
    [Fact]
    public async Task One_form_says_it_all()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(Success(adapter));

        await adapter.OpenAsync();

        var sent = Assert.Single(adapter.Fake.Received);
        Assert.Equal(("POST", "/gwprocess/v4/api.php", ""), (sent.Method, sent.Path, sent.QueryString));
        Assert.Equal("application/x-www-form-urlencoded", sent.ContentType);
        Assert.Equal(
            [
                new("store_id", "oitest"),
                new("store_passwd", AdapterUnderTest.Password),
                new("total_amount", "1250.50"),
                new("currency", "BDT"),
                new("tran_id", "att_0123456789"),
                new("success_url", "https://pay.example.com/return/success?a=1&b=2"),
                new("fail_url", "https://pay.example.com/return/failure"),
                new("cancel_url", "https://pay.example.com/return/cancel"),
                new("ipn_url", "https://pay.example.com/notice"),
                new("cus_name", "রহিম עברית 😀"),
                new("cus_email", "rahim@example.com"),
                new("cus_phone", "+8801711000000"),
                new("cus_add1", "N/A"),
                new("cus_city", "N/A"),
                new("cus_state", "N/A"),
                new("cus_postcode", "N/A"),
                new("cus_country", "Bangladesh"),
                new("shipping_method", "NO"),
                new("num_of_item", "1"),
                new("product_name", "চা & বিস্কুট 🎉"),
                new("product_category", "General"),
                new("product_profile", "general"),
            ],
            sent.Fields);
        Assert.Contains("%F0%9F%8E%89", Encoding.ASCII.GetString(sent.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_says_where_the_customer_goes()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(Success(adapter));

        var opened = await adapter.OpenAsync();

        Assert.False(opened.IsRefused(out _, out var session));
        Assert.Equal(new("0A1B", new(adapter.PaymentPage)), session);
    }

    [Fact]
    public async Task A_base_address_may_have_a_path()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(Success(adapter));

        var behindProxy = adapter.Account with { BaseUrl = new(adapter.Fake.Url, "/sandbox/") };
        await adapter.Gateway.OpenSessionAsync(behindProxy, AdapterUnderTest.Charge(), TestContext.Current.CancellationToken);

        Assert.Equal("/sandbox/gwprocess/v4/api.php", Assert.Single(adapter.Fake.Received).Path);
    }

    [Fact]
    public async Task An_amount_out_of_bounds_is_not_even_asked_for()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();

        var outcome = await adapter.Gateway.OpenSessionAsync(
            adapter.Account, AdapterUnderTest.Charge(new(9_99, Currency.Bdt)), TestContext.Current.CancellationToken);

        Assert.True(outcome.IsRefused(out var refusal, out _));
        Assert.Equal(ErrorCode.AmountOutOfBounds, refusal.Code);
        Assert.Empty(adapter.Fake.Received);
    }

    [Fact]
    public async Task The_gateways_no_is_a_refusal()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("""{"status":"FAILED","failedreason":"Transaction amount is not allowed as per admin configuration!"}""");

        var outcome = await adapter.OpenAsync();

        Assert.True(outcome.IsRefused(out var refusal, out _));
        Assert.Equal(ErrorCode.AmountOutOfBounds, refusal.Code);
    }

    [Fact]
    public async Task A_refused_store_is_an_error_for_the_operator()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("""{"status":"FAILED","failedreason":"Store Credential Error Or Store is De-active"}""");

        var thrown = await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.OpenAsync());

        Assert.Contains("API password", thrown.Message, StringComparison.Ordinal);
        var error = Assert.Single(adapter.Logs.Lines, line => line.Level is LogLevel.Error);
        Assert.Contains("oitest", error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_password_is_sent_nowhere_else()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        var live = adapter.Account with { Mode = Mode.Live };

        await Assert.ThrowsAsync<GatewayUnavailableException>(
            () => adapter.Gateway.OpenSessionAsync(live, AdapterUnderTest.Charge(), TestContext.Current.CancellationToken));
        Assert.IsType<GatewayAnswer.Unknown>(await adapter.Gateway.ValidateAsync(live, "v1", TestContext.Current.CancellationToken));
        Assert.IsType<GatewayAnswer.Unknown>(await adapter.Gateway.QueryAsync(live, "att_1", TestContext.Current.CancellationToken));

        Assert.Empty(adapter.Fake.Received);
    }

    [Theory]
    [InlineData("<html>Bad Gateway</html>", 502, "text/html")]
    [InlineData("<html>Maintenance</html>", 200, "text/html")]
    [InlineData("<html>Maintenance</html>", 200, "application/json")]
    [InlineData("""{"status":"SUCCESS","sessionkey":"K"}""", 200, "application/json")]
    [InlineData("""{"status":"SUCCESS","sessionkey":"K","GatewayPageURL":"https://evil.example/"}""", 200, "application/json")]
    [InlineData("", 204, "application/json")]
    [InlineData("", 403, "text/html")]
    public async Task Nonsense_is_unavailability_and_never_asked_twice(string body, int status, string contentType)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = contentType;
            return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
        });

        await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.OpenAsync());

        Assert.Single(adapter.Fake.Received);
    }

    [Fact]
    public async Task A_cut_line_is_not_asked_twice_either()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.HangsUp();

        await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.OpenAsync());

        Assert.Single(adapter.Fake.Received);
    }

    [Fact]
    public async Task Silence_ends_after_twenty_seconds_as_unavailability()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.SaysNothing();

        var opening = adapter.OpenAsync();
        await adapter.Fake.NextArrivalAsync();
        adapter.Clock.Advance(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<GatewayUnavailableException>(() => opening);
        Assert.Equal([TimeSpan.FromSeconds(20)], adapter.Clock.Timeouts);
        Assert.Single(adapter.Fake.Received);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.SaysNothing();
        using var caller = new CancellationTokenSource();

        var opening = adapter.OpenAsync(caller.Token);
        await adapter.Fake.NextArrivalAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(http =>
        {
            http.Response.StatusCode = 307;
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.OpenAsync());

        Assert.Equal(["/gwprocess/v4/api.php"], adapter.Fake.Received.Select(request => request.Path));
    }

    [Fact]
    public async Task Without_a_domain_for_addresses_nothing_of_LIVE_is_sent()
    {
        await using var adapter = await AdapterUnderTest.StartAsync(emailDomain: null);
        adapter.Fake.Answer(Success(adapter));
        var live = adapter.Account with { Mode = Mode.Live };

        var failure = await Assert.ThrowsAsync<GatewayUnavailableException>(
            () => adapter.Gateway.OpenSessionAsync(live, AdapterUnderTest.Charge(), TestContext.Current.CancellationToken));

        Assert.Contains("Gateways__SslCommerz__EmailDomain", failure.Message, StringComparison.Ordinal);
        Assert.Empty(adapter.Fake.Received);
        Assert.NotNull(adapter.Gateway.WhyNotReady(Mode.Live));
        Assert.Null(adapter.Gateway.WhyNotReady(Mode.Test));
    }

    private static string Success(AdapterUnderTest adapter) =>
        $$"""{"status":"SUCCESS","failedreason":"","sessionkey":"0A1B","GatewayPageURL":"{{adapter.PaymentPage.Replace("/", "\\/", StringComparison.Ordinal)}}"}""";
}
