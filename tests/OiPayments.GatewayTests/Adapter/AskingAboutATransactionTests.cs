using Microsoft.AspNetCore.Http;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.GatewayTests.Adapter;

public class AskingAboutATransactionTests
{
    private const string Row =
        """
        {"APIConnect":"DONE","status":"VALID","tran_id":"att_0123456789","val_id":"v1","amount":"300.00","store_amount":"292.5",
         "currency_type":"BDT","currency_amount":"300.00","bank_tran_id":"b1","card_type":"BKASH-BKash","risk_level":"0","risk_title":"Safe"}
        """;

    private const string NotFound = """{"APIConnect":"DONE","status":"INVALID_TRANSACTION"}""";

    [Fact]
    public async Task A_validation_sends_the_id_and_the_login_only()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(Row);

        var answer = await adapter.ValidateAsync();

        var sent = Assert.Single(adapter.Fake.Received);
        Assert.Equal(("GET", "/validator/api/validationserverAPI.php"), (sent.Method, sent.Path));
        Assert.Equal(
            [new("val_id", "v1"), new("store_id", "oitest"), new("store_passwd", AdapterUnderTest.Password), new("format", "json")],
            sent.Fields);
        var receipt = Assert.IsType<GatewayAnswer.Paid>(answer).Receipt;
        Assert.Equal(
            ("att_0123456789", new Money(300_00, Currency.Bdt), new Money(7_50, Currency.Bdt)),
            (receipt.TransactionId, receipt.Charged, receipt.Fee));
    }

    [Fact]
    public async Task A_query_has_nothing_that_could_start_a_refund()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer($$"""{"APIConnect":"DONE","no_of_trans_found":1,"element":[{{Row}}]}""");

        var answer = await adapter.QueryAsync();

        var sent = Assert.Single(adapter.Fake.Received);
        Assert.Equal(("GET", "/validator/api/merchantTransIDvalidationAPI.php"), (sent.Method, sent.Path));
        Assert.Equal(
            [new("tran_id", "att_0123456789"), new("store_id", "oitest"), new("store_passwd", AdapterUnderTest.Password)], sent.Fields);
        Assert.IsType<GatewayAnswer.Paid>(answer);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html; charset=UTF-8")]
    [InlineData("text/plain; charset=no-such-charset")]
    public async Task The_body_counts_and_not_what_it_is_called(string contentType)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(NotFound, contentType: contentType);

        Assert.IsType<GatewayAnswer.NotFound>(await adapter.ValidateAsync());
    }

    [Fact]
    public async Task Passing_trouble_is_asked_through()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("<html>", 503, "text/html").HangsUp().Answer(Row);

        Assert.IsType<GatewayAnswer.Paid>(await adapter.ValidateAsync());

        Assert.Equal(3, adapter.Fake.Received.Count);
        Assert.Equal(2, adapter.Clock.Backoffs.Count);
        Assert.InRange(adapter.Clock.Backoffs[0], TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(450));
        Assert.InRange(adapter.Clock.Backoffs[1], TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task Lasting_trouble_is_unknown_after_three_tries()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        for (var i = 0; i < 5; i++) adapter.Fake.Answer("<html>", 500, "text/html");

        var unknown = Assert.IsType<GatewayAnswer.Unknown>(await adapter.QueryAsync());

        Assert.Contains("500", unknown.Reason, StringComparison.Ordinal);
        Assert.Equal(SslCommerzClient.MaxTries, adapter.Fake.Received.Count);
    }

    [Fact]
    public async Task Silence_is_asked_again_and_then_unknown()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        for (var i = 0; i < SslCommerzClient.MaxTries; i++) adapter.Fake.SaysNothing();

        var asking = adapter.QueryAsync();
        for (var i = 0; i < SslCommerzClient.MaxTries; i++)
        {
            await adapter.Fake.NextArrivalAsync();
            adapter.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Contains("10 seconds", Assert.IsType<GatewayAnswer.Unknown>(await asking).Reason, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(10), SslCommerzClient.MaxTries), adapter.Clock.Timeouts);
    }

    [Fact]
    public async Task A_body_that_never_ends_times_out_too()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        var halfSent = new TaskCompletionSource();
        for (var i = 0; i < SslCommerzClient.MaxTries; i++)
        {
            adapter.Fake.Answer(async http =>
            {
                await http.Response.WriteAsync("{\"APIConnect\":");
                await http.Response.Body.FlushAsync();
                halfSent.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
            });
        }

        var asking = adapter.ValidateAsync();
        for (var i = 0; i < SslCommerzClient.MaxTries; i++)
        {
            await adapter.Fake.NextArrivalAsync();
            await halfSent.Task;
            adapter.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.IsType<GatewayAnswer.Unknown>(await asking);
    }

    [Theory]
    [InlineData("<html>Login</html>", 200)]
    [InlineData("""{"APIConnect":"FAILED","status":"INVALID_TRANSACTION"}""", 200)]
    [InlineData(NotFound, 404)]
    [InlineData(NotFound, 403)]
    [InlineData(NotFound, 201)]
    public async Task What_would_not_change_is_not_asked_twice(string body, int status)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(body, status, "text/html");

        Assert.IsType<GatewayAnswer.Unknown>(await adapter.ValidateAsync());

        Assert.Single(adapter.Fake.Received);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(http =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        }).Answer(NotFound);

        Assert.IsType<GatewayAnswer.Unknown>(await adapter.ValidateAsync());

        Assert.Single(adapter.Fake.Received);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_answer_has_a_limit(int tooMany, bool isRead)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(NotFound.PadRight(SslCommerzClient.MaxAnswerBytes + tooMany));

        Assert.Equal(isRead, await adapter.ValidateAsync() is GatewayAnswer.NotFound);
        Assert.Single(adapter.Fake.Received);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(async http =>
        {
            var block = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(block, http.RequestAborted);
        });

        Assert.Contains("256 KiB", Assert.IsType<GatewayAnswer.Unknown>(await adapter.QueryAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_unknown()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        await adapter.Fake.DisposeAsync();

        Assert.IsType<GatewayAnswer.Unknown>(await adapter.QueryAsync());
        Assert.Equal(SslCommerzClient.MaxTries - 1, adapter.Clock.Backoffs.Count);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.SaysNothing();
        using var caller = new CancellationTokenSource();

        var asking = adapter.ValidateAsync(caller.Token);
        await adapter.Fake.NextArrivalAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Single(adapter.Fake.Received);
    }
}
