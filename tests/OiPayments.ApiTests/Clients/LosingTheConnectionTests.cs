using System.Net;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

/// <summary>The connection breaks after the service has done the work and before its answer arrives.</summary>
public class LosingTheConnectionTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly NewPayment Tea = new() { Amount = Money.Bdt(10000), CustomerReference = "customer-1" };

    [Fact]
    public async Task A_payment_is_created_once_however_often_its_answer_is_lost()
    {
        var shop = await server.RegisterAsync();
        var network = new LosesAnswers(lost: 2);
        using var connected = ClientUnderTest.Of(server, shop, network, ("LongestWait", "00:00:00.05"));

        var payment = await connected.Client.Payments.CreateAsync(Tea, "order-1");

        Assert.Equal((3, 1), (network.Sent, network.Keys.Count));
        Assert.Equal([payment.Id], await connected.Client.Payments.ListAsync().Select(one => one.Id).ToListAsync());
    }

    [Fact]
    public async Task Whoever_gives_up_is_told_that_it_may_be_done_and_the_same_key_tells_whether_it_is()
    {
        var shop = await server.RegisterAsync();
        var network = new LosesAnswers(lost: 2);
        using var connected = ClientUnderTest.Of(server, shop, network, ("LongestWait", "00:00:00.05"), ("MaxRetries", "1"));

        var lost = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => connected.Client.Payments.CreateAsync(Tea, "order-2"));
        Assert.True(lost.OutcomeUnknown);
        Assert.Null(lost.Status);
        Assert.Contains("same idempotency key", lost.Message, StringComparison.Ordinal);
        var payment = await connected.Client.Payments.CreateAsync(Tea, "order-2");

        Assert.Equal([payment.Id], await connected.Client.Payments.ListAsync().Select(one => one.Id).ToListAsync());
    }

    [Fact]
    public async Task What_has_no_key_is_not_sent_again()
    {
        var shop = await server.RegisterAsync();
        var network = new LosesAnswers(lost: 1);
        using var connected = ClientUnderTest.Of(server, shop, network, ("LongestWait", "00:00:00.05"));
        network.Rest();
        var draft = await connected.Client.Invoices.CreateAsync(
            new()
            {
                CustomerReference = "customer-1",
                Issue = false,
                LineItems = [new() { Description = "Tea", Qty = 1, UnitAmountMinor = 10000 }],
            }, "invoice-1");
        network.Resume();

        var lost = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => connected.Client.Invoices.IssueAsync(draft.Id));

        Assert.True(lost.OutcomeUnknown);
        Assert.Equal(1, network.Sent);
        Assert.Equal(InvoiceStatus.Issued, (await connected.Client.Invoices.ReadAsync(draft.Id)).Status);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_has_done_nothing()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(
            server, shop, handler: null, ("LongestWait", "00:00:00.05"), ("MaxRetries", "1"), ("BaseAddress", "http://127.0.0.1:9/api/v1"));

        var failure = await Assert.ThrowsAsync<OiPaymentsUnavailableException>(() => connected.Client.Payments.CreateAsync(Tea, "order-3"));

        Assert.False(failure.OutcomeUnknown);
    }

    /// <summary>Sends each request, and loses the first answers.</summary>
    private sealed class LosesAnswers(int lost) : DelegatingHandler
    {
        private bool rests;

        public int Sent { get; private set; }

        public HashSet<string> Keys { get; } = [];

        public void Rest() => rests = true;

        public void Resume() => rests = false;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (rests) return answer;
            Sent++;
            if (request.Headers.TryGetValues("Idempotency-Key", out var keys)) Keys.UnionWith(keys);
            if (Sent > lost) return answer;

            answer.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke.", statusCode: null as HttpStatusCode?);
        }
    }
}
