using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Ledger;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

/// <summary>Every action on a refund against itself and against its opposite: one happens, and the others are told so.</summary>
public class RacingForARefundTests(TestServer server) : IClassFixture<TestServer>
{
    private const int AtOnce = 8;
    private const int Rounds = 4;

    [Theory]
    [InlineData("approve", "approve")]
    [InlineData("reject", "reject")]
    [InlineData("approve", "reject")]
    public async Task Deciding_about_a_parked_refund_happens_once(string one, string other)
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        using var second = await server.SecondOperatorAsync();
        for (var round = 0; round < Rounds; round++)
        {
            // The whole amount: freed twice it would pass what was captured.
            var payment = await server.PaidPaymentAsync(shop);
            var refund = (await server.Operator.PostAsync(
                $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 125050 })).Data();

            var done = await RaceAsync(
                number => second.PostAsync($"admin/refunds/{refund["id"]}/{(number % 2 == 0 ? one : other)}", new JsonObject()));

            Assert.Equal(
                (string?)done["status"] == "REJECTED" ? 125050 : 0, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        }
    }

    [Theory]
    [InlineData("FAILED", "FAILED")]
    [InlineData("SUCCEEDED", "FAILED")]
    public async Task Saying_what_became_of_a_refund_happens_once(string one, string other)
    {
        var shop = await server.RegisterAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var payment = await server.PaidPaymentAsync(shop, "refund-not-allowed");
            var refund = (await shop.RefundAsync(payment, 125050)).Data();
            await Eventually.BecomesAsync(
                async () => (await server.Operator.ReadAsync($"admin/refunds/{refund["id"]}")).Data(),
                read => (string?)read["gatewayWord"] == "NOT_ALLOWED");

            var done = await RaceAsync(number => server.Operator.PostAsync(
                $"admin/refunds/{refund["id"]}/resolve",
                new JsonObject { ["status"] = number % 2 == 0 ? one : other, ["note"] = "Seen in the panel" }));

            Assert.Equal(
                (string?)done["status"] == "FAILED" ? 125050 : 0, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        }

        Assert.DoesNotContain("REFUNDS_IN_TRANSIT", await shop.BalancesAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release", "release")]
    [InlineData("release", "refunds")]
    [InlineData("refunds", "refunds")]
    public async Task Deciding_about_held_money_happens_once(string one, string other)
    {
        var shop = await server.RegisterAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var payment = await shop.OpenPaymentAsync();
            await server.PayAsync((string)payment["reference"]!, "risk");

            await RaceAsync(
                number => server.Operator.PostAsync($"admin/payments/{payment["id"]}/{(number % 2 == 0 ? one : other)}", new JsonObject()));
        }

        Assert.DoesNotContain("SUSPENSE", await shop.BalancesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approving_one_while_the_application_takes_the_rest_ends_within_the_capture()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        using var second = await server.SecondOperatorAsync();
        var payment = await server.PaidPaymentAsync(shop);
        var refund = (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 100000 })).Data();

        var answers = await AllAsync(number => (number % 4) switch
        {
            0 => second.PostAsync($"admin/refunds/{refund["id"]}/approve", new JsonObject()),
            1 => second.PostAsync($"admin/refunds/{refund["id"]}/reject", new JsonObject()),
            _ => shop.RefundAsync(payment, 25050),
        });

        Assert.All(answers, answer => Assert.True((int)answer.Status < 500, answer.Text));
        Assert.True((bool)(await server.Operator.ReadAsync("admin/verify")).Data()["holds"]!);
    }

    /// <summary>What was read before another's commit does not pass because something beside it was read after.</summary>
    [Fact]
    public async Task Whoever_read_a_refund_before_it_was_rejected_loses_without_an_error()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        var payment = await server.PaidPaymentAsync(shop);
        var refund = (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 125050 })).Data();

        var isSaved = await server.WithServicesAsync(async services =>
        {
            var (db, id) = (services.GetRequiredService<OiPaymentsDb>(), new Id<Refund>((long)refund["id"]!));
            var it = await db.WithMoney(db.Of<Refund>(new ApplicationId((uint)shop.Id)).Where(r => r.Id == id)).SingleAsync();
            Assert.Equal(
                HttpStatusCode.OK, (await server.Operator.PostAsync($"admin/refunds/{refund["id"]}/reject", new JsonObject())).Status);
            Assert.Null(services.GetRequiredService<SettleRefund>().Reject(it, "operator:1", "Late"));
            return await db.TrySaveAsync(CancellationToken.None);
        });

        Assert.False(isSaved);
        Assert.Equal(125050, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
    }

    /// <summary>Exactly one is done; the others are refused, and nobody meets an error.</summary>
    private static async Task<JsonNode> RaceAsync(Func<int, Task<Answer>> act)
    {
        var answers = await AllAsync(act);
        var done = Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK or HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer != done), answer => Assert.True((int)answer.Status is >= 400 and < 500, answer.Text));
        return done.Data();
    }

    private static async Task<Answer[]> AllAsync(Func<int, Task<Answer>> act)
    {
        using var start = new Barrier(AtOnce);
        return await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return act(number);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
    }
}
