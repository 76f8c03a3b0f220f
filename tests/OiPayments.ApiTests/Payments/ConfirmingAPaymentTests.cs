using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Ledger;
using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

public class ConfirmingAPaymentTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_paid_payment_is_confirmed_booked_and_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var payment = await shop.OpenPaymentAsync();

        await server.PayAsync((string)payment["reference"]!);

        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal("SUCCEEDED", (string?)paid["status"]);
        Assert.Equal(3126, (long)paid["feeMinor"]!);
        Assert.Equal("2026-01-15T09:00:00Z", (string?)paid["paidAt"]);
        Assert.Equal("GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126", await shop.BalancesAsync());

        var told = JsonNode.Parse((await receiver.NextAsync()).Body)!;
        Assert.Equal("payment.succeeded", (string?)told["type"]);
        Assert.True(JsonNode.DeepEquals(paid, told["data"]), "The event carries the payment as it can be read.");
    }

    [Theory]
    [InlineData(8)]
    public async Task However_many_notices_arrive_at_once_the_money_is_booked_once(int times)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var payment = await shop.OpenPaymentAsync();
        var ended = await server.WithFaultsAsync(new() { ["ipn"] = "drop" }, () => server.PayAsync((string)payment["reference"]!));

        // Task.Run, because SQLite answers on the calling thread: without it the eight would take turns.
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => Task.Run(() => server.ReturnAsync(ended))));

        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal("GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126", await shop.BalancesAsync());
        Assert.Equal("payment.succeeded", (string?)JsonNode.Parse((await receiver.NextAsync()).Body)!["type"]);
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
        var outcomes = await server.CallbackOutcomesAsync(shop);
        Assert.Equal(times, outcomes.Count);
        Assert.Single(outcomes, CallbackOutcome.Accepted);
        Assert.Equal(times - 1, outcomes.Count(outcome => outcome is CallbackOutcome.Duplicate));
    }

    /// <summary>The same race without the gateway's answers in between, so that all of them read before any of them writes.</summary>
    [Fact]
    public async Task However_many_answers_are_applied_at_once_one_is_accepted()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.StartPayingAsync((string)payment["reference"]!);
        var owner = new ApplicationId((uint)shop.Id);
        var transaction = await server.WithDbAsync(db => Task.FromResult(db.Of<PaymentAttempt>(owner).Single().TransactionId));
        var receipt = new GatewayReceipt(
            transaction, "validation", new(125050, Currency.Bdt), new(3126, Currency.Bdt), "bank", "VISA", IsRisky: false, "Safe");

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            await using var scope = server.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ConfirmPayment>()
                .ApplyAsync(owner, transaction, new GatewayAnswer.Paid(receipt), callback: null, CancellationToken.None);
        })));

        Assert.Single(verdicts, verdict => verdict.Outcome is CallbackOutcome.Accepted);
        Assert.Equal(15, verdicts.Count(verdict => verdict.Outcome is CallbackOutcome.Duplicate));
        Assert.Equal(125050, (long)(await shop.Test.ReadAsync("ledger/accounts/APPLICATION_PAYABLE/entries")).Data()["closingMinor"]!);
    }
}
