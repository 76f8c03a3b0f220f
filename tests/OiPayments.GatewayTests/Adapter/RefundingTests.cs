using System.Globalization;
using Microsoft.Extensions.Logging;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.GatewayTests.Adapter;

public class RefundingTests
{
    private const string Accepted =
        """
        {
          "APIConnect": "DONE", "bank_tran_id": "NG 37+1/x=", "trans_id": "att_0123456789", "refund_ref_id": "59bd63fea5455",
          "status": "success", "errorReason": ""
        }
        """;

    [Fact]
    public async Task One_request_says_it_all()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(Accepted);

        Assert.Equal(new RefundAnswer.Accepted("59bd63fea5455"), await adapter.RefundAsync());

        var sent = Assert.Single(adapter.Fake.Received);
        Assert.Equal(("GET", "/validator/api/merchantTransIDvalidationAPI.php"), (sent.Method, sent.Path));
        Assert.Equal(
            [
                new("bank_tran_id", "NG 37+1/x="),
                new("refund_trans_id", "rf_0123456789"),
                new("refund_amount", "1250.50"),
                new("refund_remarks", "ভুল মাপ & more=0 😀"),
                new("store_id", "oitest"),
                new("store_passwd", AdapterUnderTest.Password),
                new("format", "json"),
            ],
            sent.Fields);
    }

    [Fact]
    public async Task An_amount_has_a_point_and_two_digits_wherever_it_is_written()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(Accepted);
        var (usual, elsewhere) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        elsewhere.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = elsewhere;
            await adapter.RefundAsync(AdapterUnderTest.Refund() with { Amount = new(1_000_000_00, Currency.Bdt) });
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }

        Assert.Contains(new("refund_amount", "1000000.00"), Assert.Single(adapter.Fake.Received).Fields);
    }

    [Fact]
    public async Task Repeating_it_is_the_same_request()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.HangsUp().Answer("""{"APIConnect":"DONE","status":"processing"}""");

        Assert.IsType<RefundAnswer.Unknown>(await adapter.RefundAsync());
        Assert.Equal(new RefundAnswer.AlreadyStarted(null), await adapter.RefundAsync());

        Assert.Equal(2, adapter.Fake.Received.Count);
        Assert.Single(adapter.Fake.Received.Select(request => request.QueryString).Distinct());
    }

    [Fact]
    public async Task Asking_about_one_has_nothing_that_could_start_one()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("""{"APIConnect":"DONE","status":"refunded","refund_ref_id":"59bd63fea5455"}""");

        Assert.Equal(new RefundProgress.Refunded(), await adapter.QueryRefundAsync());

        var sent = Assert.Single(adapter.Fake.Received);
        Assert.Equal(("GET", "/validator/api/merchantTransIDvalidationAPI.php"), (sent.Method, sent.Path));
        Assert.Equal(
            [new("refund_ref_id", "59bd63fea5455"), new("store_id", "oitest"), new("store_passwd", AdapterUnderTest.Password)],
            sent.Fields);
    }

    [Theory]
    [InlineData("<html>", 200)]
    [InlineData("<html>", 500)]
    [InlineData("<html>", 503)]
    [InlineData("<html>", 403)]
    [InlineData(Accepted, 502)]
    [InlineData("", 204)]
    public async Task Nonsense_is_no_refusal_and_is_not_asked_twice(string body, int status)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        if (body.Length > 0) adapter.Fake.Answer(body, status, "text/html");
        else
        {
            adapter.Fake.Answer(http =>
            {
                http.Response.StatusCode = status;
                return Task.CompletedTask;
            });
        }

        Assert.IsType<RefundAnswer.Unknown>(await adapter.RefundAsync());

        Assert.Single(adapter.Fake.Received);
        Assert.Empty(adapter.Clock.Backoffs);
    }

    [Fact]
    public async Task Silence_ends_after_twenty_seconds_and_is_not_asked_again()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.SaysNothing();

        var asking = adapter.RefundAsync();
        await adapter.Fake.NextArrivalAsync();
        adapter.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Contains("20 seconds", Assert.IsType<RefundAnswer.Unknown>(await asking).Reason, StringComparison.Ordinal);
        Assert.Equal([TimeSpan.FromSeconds(20)], adapter.Clock.Timeouts);
        Assert.Single(adapter.Fake.Received);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_has_refused_nothing()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        await adapter.Fake.DisposeAsync();

        Assert.IsType<RefundAnswer.Unknown>(await adapter.RefundAsync());
        Assert.IsType<RefundProgress.Unknown>(await adapter.QueryRefundAsync());
    }

    [Fact]
    public async Task A_question_is_asked_through_passing_trouble()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("<html>", 503, "text/html").HangsUp().Answer("""{"APIConnect":"DONE","status":"processing"}""");

        Assert.Equal(new RefundProgress.Processing(), await adapter.QueryRefundAsync());

        Assert.Equal(SslCommerzClient.MaxTries, adapter.Fake.Received.Count);
    }

    [Fact]
    public async Task Another_currency_is_not_guessed_at()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();

        var answer = await adapter.RefundAsync(AdapterUnderTest.Refund() with { Amount = new(5_00, Currency.Of("USD")) });

        Assert.Contains("5.00 USD", Assert.IsType<RefundAnswer.NotAllowed>(answer).Reason, StringComparison.Ordinal);
        Assert.Empty(adapter.Fake.Received);
    }

    [Fact]
    public async Task A_payment_the_bank_gave_no_id_cannot_be_asked_for()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();

        var answer = await adapter.RefundAsync(AdapterUnderTest.Refund() with { BankTransactionId = "" });

        Assert.Contains("merchant panel", Assert.IsType<RefundAnswer.NotAllowed>(answer).Reason, StringComparison.Ordinal);
        Assert.Empty(adapter.Fake.Received);
    }

    [Fact]
    public async Task An_address_nobody_registered_is_for_the_operator()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("""{"APIConnect":"REQUEST_FROM_INVALID_SOURCE_203.0.113.7","status":"failed"}""");

        Assert.IsType<RefundAnswer.NotAllowed>(await adapter.RefundAsync());

        var error = Assert.Single(adapter.Logs.Lines, line => line.Level is LogLevel.Error);
        Assert.Contains("203.0.113.7", error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_password_is_sent_nowhere_else()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        var live = adapter.Account with { Mode = Mode.Live };
        var ct = TestContext.Current.CancellationToken;

        Assert.IsType<RefundAnswer.NotAllowed>(await adapter.Refunds.RefundAsync(live, AdapterUnderTest.Refund(), ct));
        Assert.IsType<RefundProgress.Unknown>(await adapter.Refunds.QueryRefundAsync(live, "59bd63fea5455", "NG 37+1/x=", ct));

        Assert.Empty(adapter.Fake.Received);
    }

    [Fact]
    public async Task What_the_gateway_would_cut_is_our_mistake()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        var refund = AdapterUnderTest.Refund();
        GatewayRefund[] mistakes =
        [
            refund with { RefundId = new('r', 31) },
            refund with { RefundId = "" },
            refund with { RefundId = "rf&refund_amount=9" },
            refund with { BankTransactionId = new('b', 81) },
            refund with { Amount = new(0, Currency.Bdt) },
            refund with { Amount = new(-1_00, Currency.Bdt) },
            refund with { Remarks = new('x', 256) },
        ];

        foreach (var mistake in mistakes) await Assert.ThrowsAsync<ArgumentException>(() => adapter.RefundAsync(mistake));
        await Assert.ThrowsAsync<ArgumentException>(() => adapter.QueryRefundAsync("x&refund_amount=10"));
        await Assert.ThrowsAsync<ArgumentException>(() => adapter.QueryRefundAsync(""));

        Assert.Empty(adapter.Fake.Received);
    }

    [Fact]
    public async Task Remarks_are_one_line_and_never_blank()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(Accepted).Answer(Accepted);

        await adapter.RefundAsync(AdapterUnderTest.Refund() with { Remarks = "two\r\nlines" });
        await adapter.RefundAsync(AdapterUnderTest.Refund() with { Remarks = " " });

        Assert.Equal(
            ["two  lines", "Refund"],
            adapter.Fake.Received.Select(request => request.Fields.Single(field => field.Key == "refund_remarks").Value));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.SaysNothing();
        using var caller = new CancellationTokenSource();

        var asking = adapter.RefundAsync(ct: caller.Token);
        await adapter.Fake.NextArrivalAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }
}
