using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.UnitTests.Clients;

using OiPayments.Client;

/// <summary>What the client does about answers that a real service gives only when it is in trouble.</summary>
public class RetryingTests
{
    private static readonly NewPayment Tea = new() { Amount = Money.Bdt(1), CustomerReference = "c" };

    private static readonly Dictionary<string, Func<OiPaymentsClient, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["read"] = client => client.Payments.ReadAsync(7),
        ["create"] = client => client.Payments.CreateAsync(Tea, "order-1"),
        ["refund"] = client => client.Refunds.CreateAsync(7, new() { AmountMinor = 1 }, "refund-1"),
        ["issue"] = client => client.Invoices.IssueAsync(7),
        ["change"] = client => client.Invoices.ChangeAsync(7, new() { Notes = "n" }),
        ["delete"] = client => client.Invoices.DeleteAsync(7),
        ["advanceTo"] = client => client.TestClock.AdvanceToAsync(DateTimeOffset.UnixEpoch),
        ["advanceBy"] = client => client.TestClock.AdvanceByAsync(TimeSpan.FromHours(2)),
    };

    [Theory]
    [InlineData("read", 503, 4)]
    [InlineData("create", 503, 4)]
    [InlineData("create", 500, 4)]
    [InlineData("create", 502, 4)]
    [InlineData("refund", 503, 4)]
    [InlineData("advanceTo", 503, 4)]
    [InlineData("advanceBy", 503, 1)]
    [InlineData("issue", 503, 1)]
    [InlineData("change", 503, 1)]
    [InlineData("delete", 503, 1)]
    [InlineData("issue", 429, 4)] // Nothing was done, says the service.
    [InlineData("create", 429, 4)]
    [InlineData("create", 400, 1)]
    [InlineData("create", 401, 1)]
    [InlineData("create", 409, 1)]
    [InlineData("create", 422, 1)]
    public async Task A_call_is_tried_so_often(string call, int status, int tries)
    {
        using var service = new Service(_ => Answer(status));

        await Assert.ThrowsAnyAsync<OiPaymentsException>(() => Calls[call](service.Client));

        Assert.Equal(tries, service.Tries.Count);
        Assert.Single(service.Tries.Distinct());
    }

    [Theory]
    [InlineData("read", 4, false)]
    [InlineData("create", 4, true)]
    [InlineData("issue", 1, true)]
    public async Task A_connection_that_breaks_leaves_the_outcome_unknown(string call, int tries, bool isUnknown)
    {
        using var service = new Service(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "It broke."));

        var failure = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => Calls[call](service.Client));

        Assert.Equal((tries, isUnknown), (service.Tries.Count, failure.OutcomeUnknown));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 4)]
    [InlineData(HttpRequestError.NameResolutionError, 4)]
    [InlineData(HttpRequestError.SecureConnectionError, 1)] // A certificate does not get better by itself.
    public async Task What_was_never_sent_was_not_done(HttpRequestError error, int tries)
    {
        using var service = new Service(_ => throw new HttpRequestException(error, "Nobody there."));

        var failure = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => service.Client.Invoices.IssueAsync(7));

        Assert.Equal((tries, false), (service.Tries.Count, failure.OutcomeUnknown));
    }

    [Theory]
    [InlineData(429, "RATE_LIMITED", true)]
    [InlineData(409, "IDEMPOTENCY_IN_PROGRESS", true)]
    [InlineData(401, "UNAUTHORIZED", true)]
    [InlineData(422, "AMOUNT_OUT_OF_BOUNDS", false)]
    public async Task A_lost_try_stays_unknown_until_an_answer_settles_it(int status, string code, bool isUnknown)
    {
        using var service = new Service(number => number == 1
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "It broke.")
            : Answer(status, code));

        var failure = await Assert.ThrowsAsync<OiPaymentsRefusedException>(() => service.Client.Payments.CreateAsync(Tea, "order-1"));

        Assert.Equal((code, isUnknown), (failure.ErrorCode?.Value, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        using var service = new Service(
            number => number == 1 ? BreaksOff() : Answer(200, data: """{"id":7,"name":"Shop","mode":"TEST"}"""));

        Assert.Equal(7, (await service.Client.WhoAmIAsync()).Id);

        static HttpResponseMessage BreaksOff() => new() { Content = new StreamContent(new BrokenStream()) };
    }

    [Fact]
    public async Task The_first_request_with_a_key_is_waited_for()
    {
        using var service = new Service(number => number == 1
            ? Answer(409, "IDEMPOTENCY_IN_PROGRESS", retryAfter: 0)
            : Answer(200, data: """{"id":7,"name":"Shop","mode":"TEST"}"""));

        // Whatever it answers, it is an answer: a payment would only be longer to write.
        await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => service.Client.Payments.CreateAsync(Tea, "order-1"));

        Assert.Equal(2, service.Tries.Count);
    }

    [Fact]
    public async Task The_service_is_asked_again_when_it_said()
    {
        using var service = new Service(
            number => number == 1 ? Answer(503, retryAfter: 1) : Answer(200, data: """{"id":7,"name":"Shop","mode":"TEST"}"""),
            longestWait: TimeSpan.FromSeconds(10));
        var began = TimeProvider.System.GetTimestamp();

        await service.Client.WhoAmIAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(0.95), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_longer_wait_than_wanted_is_left_to_the_caller()
    {
        using var service = new Service(_ => Answer(503, "GATEWAY_UNAVAILABLE", retryAfter: 30));

        var failure = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => service.Client.Payments.CreateAsync(Tea, "order-1"));

        Assert.Single(service.Tries);
        Assert.Equal((ErrorCode.GatewayUnavailable, TimeSpan.FromSeconds(30)), (failure.ErrorCode, failure.RetryAfter));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up_on()
    {
        using var service = Service.Silent(attempt: TimeSpan.FromMilliseconds(100));

        var failure = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => service.Client.Payments.CreateAsync(Tea, "order-1"));

        Assert.Equal((4, true), (service.Tries.Count, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_own_cancellation()
    {
        using var service = Service.Silent();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.Client.Payments.CreateAsync(Tea, "order-1", patience.Token));
    }

    [Fact]
    public async Task The_trace_of_a_bug_is_kept_for_those_who_look_for_it()
    {
        using var service = new Service(
            _ => Answer(500, "INTERNAL_ERROR", message: "Something went wrong on our side. Trace 4bf92f3577b34da6"));

        var failure = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => service.Client.WhoAmIAsync());

        Assert.Equal("4bf92f3577b34da6", failure.RequestId);
    }

    [Fact]
    public async Task A_page_of_somebody_else_is_no_payment()
    {
        using var service = new Service(_ => new() { Content = new StringContent("<html>Sign in</html>", Encoding.UTF8, "text/html") });

        var failure = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => service.Client.Payments.CreateAsync(Tea, "order-1"));

        Assert.True(failure.OutcomeUnknown);
        Assert.Contains("not OI Payments", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("চা")]
    public async Task A_key_that_the_service_would_refuse_is_not_sent(string key)
    {
        using var service = new Service(_ => Answer(500));

        await Assert.ThrowsAsync<ArgumentException>(() => service.Client.Payments.CreateAsync(Tea, key));
        await Assert.ThrowsAsync<ArgumentException>(() => service.Client.Payments.CreateAsync(Tea, new string('k', 256)));

        Assert.Empty(service.Tries);
    }

    private static HttpResponseMessage Answer(
        int status, string? code = null, int? retryAfter = null, string data = "null", string message = "No.")
    {
        var meta = code is null
            ? $$"""{"success":{{(status < 300 ? "true" : "false")}}}"""
            : $$"""{"success":false,"errorCode":"{{code}}","message":"{{message}}"}""";
        var answer = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent($$"""{"data":{{data}},"meta":{{meta}}}""", Encoding.UTF8, "application/json"),
        };
        if (retryAfter is { } seconds) answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    /// <summary>What answers, and everything it was asked.</summary>
    private sealed class Service : HttpMessageHandler
    {
        private readonly Func<int, CancellationToken, Task<HttpResponseMessage>> answer;
        private readonly ServiceProvider services;

        public Service(Func<int, HttpResponseMessage> answer, TimeSpan? longestWait = null)
            : this((number, _) => Task.FromResult(answer(number)), longestWait, attempt: null)
        {
        }

        private Service(Func<int, CancellationToken, Task<HttpResponseMessage>> answer, TimeSpan? longestWait, TimeSpan? attempt)
        {
            this.answer = answer;
            var collection = new ServiceCollection();
            collection.AddOiPayments(options =>
            {
                options.BaseAddress = new("https://pay.example.com/api/v1");
                (options.ApiKey, options.ApiSecret) = ("oi_test_x", "oisk_test_x");
                options.LongestWait = longestWait ?? TimeSpan.FromMilliseconds(10);
                options.AttemptTimeout = attempt ?? options.AttemptTimeout;
            }).ConfigurePrimaryHttpMessageHandler(() => this);
            services = collection.BuildServiceProvider();
        }

        /// <summary>Takes every request, and never answers.</summary>
        public static Service Silent(TimeSpan? attempt = null) => new(
            async (_, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct);
                return new();
            },
            longestWait: null, attempt);

        public OiPaymentsClient Client => services.GetRequiredService<OiPaymentsClient>();

        /// <summary>Each try with everything that has to be the same in all of them.</summary>
        public List<string> Tries { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? string.Join(',', keys) : "none";
            Tries.Add($"{request.Method} {request.RequestUri} {key} {string.Join(',', request.Headers.GetValues("X-Api-Key"))} {body}");
            return await answer(Tries.Count, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            // The services dispose of this too, as their handler.
            if (disposing && services is { } own) own.DisposeAsync().AsTask().GetAwaiter().GetResult();
            base.Dispose(disposing);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The connection broke.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("The connection broke.");
    }
}
