using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Payments;
using OiPayments.ApiTests.Refunds;
using OiPayments.ApiTests.Webhooks;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>A payment's way through traces that begin days apart: each links to what caused it.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class FollowingAPaymentByLinksTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";
    private const string SampledByItsCaller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task From_the_delivery_of_an_event_links_lead_to_the_confirmation_the_attempt_and_the_creation()
    {
        using var spans = new KeptSpans();
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var shop = await server.RegisterAsync(receiver.Url);
        var (payment, created) = await CreateAsync(shop);
        await server.PayAsync((string)payment["reference"]!);
        var failed = await server.AfterAttemptAsync(shop, 1);

        // The second try is another process's, as far as anyone can tell.
        receiver.Answer = Answers.Status(HttpStatusCode.NoContent);
        await server.RestartAsync();
        server.WaitUntil(failed.DueAt!.Value);
        await server.AfterAttemptAsync(shop, 2);
        var eventId = (await receiver.NextAsync()).Id;

        var tries = await Eventually.BecomesAsync(
            () => Task.FromResult(spans.All.Where(span => Equals(span.GetTagItem("oi.event.id"), eventId)).ToList()),
            found => found.Count == 2);
        Assert.NotEqual(tries[0].TraceId, tries[1].TraceId);
        foreach (var delivery in tries)
        {
            var confirmation = Assert.Single(await spans.CausesOfAsync(delivery)).Value;
            Assert.Equal("confirm payment", confirmation.OperationName);
            var causes = await spans.CausesOfAsync(confirmation);
            Assert.Equal([Request, "open attempt"], causes.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(created, causes[Request].TraceId.ToString());
            Assert.Equal(causes[Request], Assert.Single(await spans.CausesOfAsync(causes["open attempt"])).Value);
        }
    }

    [Fact]
    public async Task A_payment_that_nobody_called_about_is_followed_up_with_a_link_to_its_creation()
    {
        using var spans = new KeptSpans();
        var shop = await server.RegisterAsync();
        var (payment, created) = await CreateAsync(shop);
        await server.PayUnheardAsync(payment);

        await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return shop.ReadPaymentAsync(payment);
            },
            read => (string?)read["status"] == "SUCCEEDED");

        var confirmation = await spans.OneAsync("confirm payment", LeadsTo(created));
        Assert.Equal([Request, "open attempt"], (await spans.CausesOfAsync(confirmation)).Keys.Order(StringComparer.Ordinal));
        var round = await spans.OneAsync("follow up payment", LeadsTo(created));
        Assert.Equal(round.Context.SpanId, confirmation.ParentSpanId);
        Assert.Equal(created, Assert.Single(await spans.CausesOfAsync(round)).Value.TraceId.ToString());
    }

    [Fact]
    public async Task A_refund_is_followed_up_with_a_link_to_what_asked_for_it_and_that_links_to_the_payment()
    {
        using var spans = new KeptSpans();
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var (payment, created) = await CreateAsync(shop);
        await server.PayAsync((string)payment["reference"]!);
        var refund = (await shop.RefundAsync(payment, 25050)).Data();
        await server.WhenRefundEndsAsync(shop, refund);

        // While the clock runs, the payment's event may be sent more than once.
        Delivery told;
        do told = await receiver.NextAsync();
        while (!told.Body.Contains("refund.succeeded", StringComparison.Ordinal));

        var delivery = await spans.OneAsync("deliver event", span => Equals(span.GetTagItem("oi.event.id"), told.Id));
        var followUp = Assert.Single(await spans.CausesOfAsync(delivery)).Value;
        Assert.Equal("follow up refund", followUp.OperationName);
        var start = Assert.Single(await spans.CausesOfAsync(followUp)).Value;
        Assert.Equal("start refund", start.OperationName);
        var causes = await spans.CausesOfAsync(start);
        Assert.Equal(created, causes[Request].TraceId.ToString());
        Assert.Contains("open attempt", causes.Keys);
    }

    [Fact]
    public async Task While_nobody_listens_no_record_keeps_a_trace_whatever_the_caller_sent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var (payment, created) = await CreateAsync(shop, ("traceparent", SampledByItsCaller));
        Assert.Equal(SampledByItsCaller.Split('-')[1], created);
        await server.PayAsync((string)payment["reference"]!);
        var refund = (await shop.Test.PostAsync(
            $"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 25050 }, ("traceparent", SampledByItsCaller))).Data();
        await server.WhenRefundEndsAsync(shop, refund);
        await receiver.NextAsync();

        var application = new ApplicationId((uint)shop.Id);
        List<byte[]?> kept = await server.WithDbAsync(async db => (List<byte[]?>)
        [
            await db.Of<Payment>(application).Select(record => record.TraceContext).SingleAsync(),
            await db.Of<PaymentAttempt>(application).Select(record => record.TraceContext).SingleAsync(),
            await db.Of<Refund>(application).Select(record => record.TraceContext).SingleAsync(),
            .. await db.Of<WebhookDelivery>(application).Select(record => record.TraceContext).ToListAsync(),
        ]);
        Assert.Equal(5, kept.Count);
        Assert.All(kept, Assert.Null);
    }

    [Fact]
    public async Task What_a_record_keeps_and_nobody_can_read_is_no_failure()
    {
        using var spans = new KeptSpans();
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var (payment, _) = await CreateAsync(shop);
        await server.WithDbAsync(db => db.Of<Payment>(new ApplicationId((uint)shop.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(record => record.TraceContext, new byte[] { 1, 2, 3 })));

        await server.PayAsync((string)payment["reference"]!);

        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        var eventId = (await receiver.NextAsync()).Id;
        var delivery = await spans.OneAsync("deliver event", span => Equals(span.GetTagItem("oi.event.id"), eventId));
        var confirmation = Assert.Single(await spans.CausesOfAsync(delivery)).Value;
        Assert.Equal("open attempt", Assert.Single(await spans.CausesOfAsync(confirmation)).Key);
    }

    private static Func<Activity, bool> LeadsTo(string trace) =>
        span => span.Links.Any(link => link.Context.TraceId.ToString() == trace);

    /// <summary>A new payment, and the trace of the request that created it.</summary>
    private static async Task<(JsonNode Payment, string Trace)> CreateAsync(
        TestApplication shop, params (string Name, string Value)[] headers)
    {
        var answer = await shop.Test.PostAsync(
            "payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "customer-1" }, headers);
        return (answer.Data(), answer.Headers.GetValues("X-Request-Id").Single());
    }
}
