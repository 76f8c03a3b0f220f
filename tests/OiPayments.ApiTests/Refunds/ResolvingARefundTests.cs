using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Operators;
using OiPayments.ApiTests.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

/// <summary>A person says what became of a refund; the gateway is asked first, and afterwards. These tests move the clock.</summary>
public class ResolvingARefundTests(TestServer server) : IClassFixture<TestServer>
{
    private const string PaidOnce = "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126";
    private const string PartGivenBack = "GATEWAY_CLEARING 96874, APPLICATION_PAYABLE 100000, GATEWAY_FEES 3126";

    private static readonly JsonObject NotAllowed = new() { ["name"] = "refund-not-allowed" };

    [Theory]
    [InlineData("FAILED")]
    [InlineData("SUCCEEDED")]
    public async Task While_the_gateway_is_processing_a_refund_nobodys_word_counts(string claim)
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-stuck");
        var refund = (await shop.RefundAsync(payment, 20000)).Data();

        // At once, perhaps before the service has called the gateway itself, and when that has given an id.
        Assert.Equal("INVALID_OPERATION_STATE", (await ResolveAsync(server.Operator, refund, claim)).ErrorCode);
        await server.WhenRefundAsync(shop, refund, read => read["gatewayRefundId"] is not null);
        var refused = await ResolveAsync(server.Operator, refund, claim);

        Assert.Equal((HttpStatusCode.Conflict, "INVALID_OPERATION_STATE"), (refused.Status, refused.ErrorCode));
        Assert.Contains("is processing it", refused.Text, StringComparison.Ordinal);
        Assert.Equal("PENDING", (string?)(await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["status"]);
        Assert.Equal(105050, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
        Assert.False((bool)(await ReadAsync(refund))["context"]!["canResolve"]!);
    }

    [Theory]
    [InlineData("refunded", "FAILED", "SUCCEEDED", PartGivenBack)]
    [InlineData("cancelled", "SUCCEEDED", "FAILED", PaidOnce)]
    public async Task What_the_gateway_says_clearly_is_booked_whatever_was_claimed(
        string outcome, string claim, string booked, string balances)
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-stuck");
        var refund = await server.WhenRefundAsync(
            shop, (await shop.RefundAsync(payment, 25050)).Data(), read => read["gatewayRefundId"] is not null);
        await EndAtTheGatewayAsync(refund, outcome);

        var resolved = (await ResolveAsync(server.Operator, refund, claim)).Data();

        Assert.Equal(booked, (string?)resolved["status"]);
        Assert.Contains($"said {claim}", (string?)resolved["note"], StringComparison.Ordinal);
        Assert.Null(resolved["resolution"]);
        Assert.Equal(balances, await shop.BalancesAsync());
        Assert.Equal(["payment.succeeded", booked == "FAILED" ? "refund.failed" : "refund.succeeded"], await server.EventsAsync(shop));
        Assert.Contains("refund.resolve", (await server.AuditAsync("refund", $"{refund["id"]}")).Select(line => line.Action));
    }

    [Theory]
    [InlineData("down")]
    [InlineData("html")]
    [InlineData("lost")]
    public async Task A_gateway_that_gives_no_answer_leaves_everything_as_it_is(string fault)
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-stuck");
        var refund = await server.WhenRefundAsync(
            shop, (await shop.RefundAsync(payment, 20000)).Data(), read => read["gatewayRefundId"] is not null);
        await server.PlanAsync(await TransactionOfAsync(payment), new() { ["refundQuery"] = fault });

        // The question is asked several times, a pause apart; and while the service itself is asking, one has to wait.
        var asking = Task.Run(() => ResolveAsync(server.Operator, refund, "FAILED"));
        await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                if (!asking.IsCompleted) return null;
                var answer = await asking;
                if (answer.ErrorCode == "INVALID_OPERATION_STATE") asking = Task.Run(() => ResolveAsync(server.Operator, refund, "FAILED"));
                return answer.ErrorCode;
            },
            code => code == "GATEWAY_UNAVAILABLE");

        Assert.Equal("PENDING", (string?)(await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["status"]);
    }

    [Fact]
    public async Task A_day_of_silence_leaves_it_to_a_person_too()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-query-down");
        var refund = (await shop.RefundAsync(payment, 25050)).Data();

        await Eventually.BecomesAsync(
            async () =>
            {
                server.WaitOut(TimeSpan.FromHours(1));
                return await ReadAsync(refund);
            },
            read => (string?)read["gatewayWord"] == "SILENT");

        Assert.Equal("UNCLEAR", (string?)(await ReadAsync(refund))["attention"]);
    }

    [Fact]
    public async Task Where_asking_tells_nothing_one_persons_word_is_enough_below_the_threshold_and_is_followed_up()
    {
        var (shop, payment, refund) = await UnaskableAsync(new() { ["refundApprovalThresholdMinor"] = 25050 }, 25050);
        Assert.Equal(("1 0", "True"), (
            await WaitingAsync(shop),
            $"{(await ReadAsync(refund))["context"]!["canResolve"]}".Replace("t", "T", StringComparison.Ordinal)));

        var resolved = (await ResolveAsync(server.Operator, refund, "FAILED")).Data();

        Assert.Equal("FAILED", (string?)resolved["status"]);
        Assert.NotNull(resolved["resolution"]!["bookedAt"]);
        Assert.Null(resolved["resolution"]!["confirmedBy"]);
        Assert.Equal("0 0", await WaitingAsync(shop));
        Assert.Equal(PaidOnce, await shop.BalancesAsync());

        // The gateway agrees: nothing more comes of it.
        await EndAtTheGatewayAsync(refund, "cancelled");
        await server.PlanAsync(await TransactionOfAsync(payment), []);
        await FollowedUpAsync(refund);
        Assert.Equal(("FAILED", null), ((string?)(await ReadAsync(refund))["status"], (await ReadAsync(refund))["contradictedAt"]));
        Assert.Equal(["payment.succeeded", "refund.failed"], await server.EventsAsync(shop));
    }

    [Fact]
    public async Task Above_the_threshold_two_people_have_to_say_the_same()
    {
        var (shop, _, refund) = await UnaskableAsync(new() { ["refundApprovalThresholdMinor"] = 25049 }, 25050);
        using var second = await server.SecondOperatorAsync();

        var first = (await ResolveAsync(server.Operator, refund, "FAILED")).Data();
        Assert.Equal(
            ("PENDING", "FAILED", null),
            ((string?)first["status"], (string?)first["resolution"]!["status"], first["resolution"]!["bookedAt"]));
        Assert.Equal("PENDING", (string?)(await ResolveAsync(server.Operator, refund, "FAILED")).Data()["status"]);

        // Another opinion is another proposal, and not a confirmation.
        var other = (await ResolveAsync(second, refund, "SUCCEEDED")).Data();
        Assert.Equal(
            ("PENDING", "SUCCEEDED", "Second"),
            ((string?)other["status"], (string?)other["resolution"]!["status"], (string?)other["resolution"]!["byName"]));
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));

        var both = (await ResolveAsync(server.Operator, refund, "SUCCEEDED")).Data();
        Assert.Equal("SUCCEEDED", (string?)both["status"]);
        Assert.NotEqual((string?)both["resolution"]!["by"], (string?)both["resolution"]!["confirmedBy"]);
        Assert.NotNull(both["resolution"]!["confirmedBy"]);
        Assert.Equal(PartGivenBack, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_refund_called_failed_that_the_gateway_did_is_booked_as_done_told_and_shown()
    {
        var (shop, payment, refund) = await UnaskableAsync([], 25050);
        Assert.Equal("FAILED", (string?)(await ResolveAsync(server.Operator, refund, "FAILED")).Data()["status"]);
        await EndAtTheGatewayAsync(refund, "refunded");
        await server.PlanAsync(await TransactionOfAsync(payment), []);

        await FollowedUpAsync(refund);

        var told = (await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data();
        Assert.Equal("SUCCEEDED", (string?)told["status"]);
        Assert.NotNull(told["contradictedAt"]);
        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal((25050, 100000), ((long)paid["refundedMinor"]!, (long)paid["refundableMinor"]!));
        Assert.Equal(PartGivenBack, await shop.BalancesAsync());
        Assert.Equal(["payment.succeeded", "refund.failed", "refund.succeeded"], await server.EventsAsync(shop));
        Assert.Equal("0 1", await WaitingAsync(shop));
        var file = (await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data();
        Assert.Contains("REFUND_CONTRADICTED", file["timeline"]!.AsArray().Select(step => (string?)step!["kind"]));
        Assert.True((bool)(await server.Operator.ReadAsync("admin/verify")).Data()["holds"]!);

        var seen = await server.Operator.PostAsync(
            $"admin/refunds/{refund["id"]}/acknowledge", new JsonObject { ["note"] = "Told the shop" });
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal("0 0", await WaitingAsync(shop));
        Assert.Equal("INVALID_OPERATION_STATE", (await server.Operator.PostAsync(
            $"admin/refunds/{refund["id"]}/acknowledge", new JsonObject { ["note"] = "Again" })).ErrorCode);
    }

    [Fact]
    public async Task What_was_refunded_once_more_meanwhile_stands_in_suspense_and_the_books_agree_with_the_gateway()
    {
        var (shop, payment, refund) = await UnaskableAsync([], 60000);
        Assert.Equal("FAILED", (string?)(await ResolveAsync(server.Operator, refund, "FAILED")).Data()["status"]);
        Assert.Equal(HttpStatusCode.Created, (await shop.RefundAsync(payment, 100000)).Status);

        // The follow-up's answer comes first; the second refund is on its way.
        await server.WithServicesAsync(async services =>
        {
            var (db, id) = (services.GetRequiredService<OiPaymentsDb>(), new Id<Refund>((long)refund["id"]!));
            var it = await db.WithMoney(db.Of<Refund>(new ApplicationId((uint)shop.Id)).Where(r => r.Id == id)).SingleAsync();
            await services.GetRequiredService<SettleRefund>().FollowUpAsync(it, new RefundFinding.GivenBack(), CancellationToken.None);
            return await db.TrySaveAsync(CancellationToken.None);
        });

        var contradicted = await ReadAsync(refund);
        Assert.Equal(("SUCCEEDED", 34950), ((string?)contradicted["status"], (long)contradicted["resolution"]!["uncoveredMinor"]!));
        Assert.Equal(0, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        Assert.Equal(
            "GATEWAY_CLEARING 61924, GATEWAY_FEES 3126, REFUNDS_IN_TRANSIT 100000, SUSPENSE -34950",
            await shop.BalancesAsync());
        Assert.True((bool)(await server.Operator.ReadAsync("admin/verify")).Data()["holds"]!);
        Assert.Equal("REFUND_EXCEEDS_BALANCE", (await shop.RefundAsync(payment, 1)).ErrorCode);
    }

    [Fact]
    public async Task A_refund_called_done_that_the_gateway_cancelled_is_booked_as_failed_and_can_be_refunded_again()
    {
        var (shop, payment, refund) = await UnaskableAsync([], 25050);
        Assert.Equal("SUCCEEDED", (string?)(await ResolveAsync(server.Operator, refund, "SUCCEEDED")).Data()["status"]);
        Assert.Equal(PartGivenBack, await shop.BalancesAsync());
        await EndAtTheGatewayAsync(refund, "cancelled");
        await server.PlanAsync(await TransactionOfAsync(payment), []);

        await FollowedUpAsync(refund);

        Assert.Equal("FAILED", (string?)(await ReadAsync(refund))["status"]);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal((0, 125050), ((long)paid["refundedMinor"]!, (long)paid["refundableMinor"]!));
        Assert.Equal(["payment.succeeded", "refund.succeeded", "refund.failed"], await server.EventsAsync(shop));
        Assert.Equal("0 1", await WaitingAsync(shop));
        Assert.True((bool)(await server.Operator.ReadAsync("admin/verify")).Data()["holds"]!);
    }

    [Fact]
    public async Task Following_up_ends_after_four_weeks()
    {
        var (_, _, refund) = await UnaskableAsync([], 25050);
        await ResolveAsync(server.Operator, refund, "FAILED");
        Assert.NotNull(await server.DueAtAsync(refund));

        server.WaitOut(TimeSpan.FromDays(28));

        await Eventually.BecomesAsync(() => server.DueAtAsync(refund), due => due is null);
        Assert.Equal("FAILED", (string?)(await ReadAsync(refund))["status"]);
    }

    [Fact]
    public async Task An_id_from_the_panel_is_asked_about_at_once_and_anothers_is_not_taken()
    {
        var shop = await server.RegisterAsync();
        var other = await server.WhenRefundAsync(
            shop, (await shop.RefundAsync(await server.PaidPaymentAsync(shop), 100)).Data(), read => read["gatewayRefundId"] is not null);
        var payment = await server.PaidPaymentAsync(shop, "refund-not-allowed");
        var refund = (await shop.RefundAsync(payment, 25050)).Data();
        await WordIsAsync(refund, "NOT_ALLOWED");
        await server.PlanAsync(await TransactionOfAsync(payment), []);

        var unknown = await NameAsync(refund, "59bd63fea5455");
        Assert.Contains("knows no refund", unknown.Text, StringComparison.Ordinal);
        Assert.Equal("INVALID_OPERATION_STATE", (await NameAsync(refund, (string)other["gatewayRefundId"]!)).ErrorCode);
        Assert.Equal("VALIDATION_ERROR", (await NameAsync(refund, "x&refund_amount=10")).ErrorCode);

        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);

        Task<Answer> NameAsync(JsonNode refund, string id) =>
            server.Operator.PostAsync(
                $"admin/refunds/{refund["id"]}/resolve", new JsonObject { ["gatewayRefundId"] = id, ["note"] = "Seen in the panel" });
    }

    /// <summary>A refund that the gateway has under an id, and about which it may not be asked any more.</summary>
    private async Task<(TestApplication Shop, JsonNode Payment, JsonNode Refund)> UnaskableAsync(JsonObject settings, long amountMinor)
    {
        var shop = await server.RegisterAsync(settings: settings);
        var payment = await server.PaidPaymentAsync(shop, "refund-stuck");
        var refund = await server.WhenRefundAsync(
            shop, (await shop.RefundAsync(payment, amountMinor)).Data(), read => read["gatewayRefundId"] is not null);
        await server.PlanAsync(await TransactionOfAsync(payment), NotAllowed.DeepClone().AsObject());
        await WordIsAsync(refund, "NOT_ALLOWED");
        return (shop, payment, refund);
    }

    private Task<JsonNode> WordIsAsync(JsonNode refund, string word) => Eventually.BecomesAsync(
        async () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return await ReadAsync(refund);
        },
        read => (string?)read["gatewayWord"] == word);

    /// <summary>Lets time pass until the gateway has said something for good.</summary>
    private Task<DateTimeOffset?> FollowedUpAsync(JsonNode refund) => Eventually.BecomesAsync(
        async () =>
        {
            server.WaitOut(TimeSpan.FromHours(2));
            return await server.DueAtAsync(refund);
        },
        due => due is null);

    private async Task<JsonNode> ReadAsync(JsonNode refund) => (await server.Operator.ReadAsync($"admin/refunds/{refund["id"]}")).Data();

    private static Task<Answer> ResolveAsync(HttpClient who, JsonNode refund, string status) =>
        who.PostAsync($"admin/refunds/{refund["id"]}/resolve", new JsonObject { ["status"] = status, ["note"] = "Seen in the panel" });

    /// <summary>How many refunds of the application wait for a person, by reason, as the home page counts them.</summary>
    private async Task<string> WaitingAsync(TestApplication shop)
    {
        using var support = await server.OperatorWithAsync([Permission.PaymentRead, Permission.RefundRead], shop);
        var summary = (await support.ReadAsync("admin/reports/summary?mode=TEST")).Data();
        return $"{summary["unclearRefunds"]} {summary["contradictedRefunds"]}";
    }

    private async Task<string> TransactionOfAsync(JsonNode payment) =>
        (string)(await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data()["attempts"]![0]!["transactionId"]!;

    private async Task EndAtTheGatewayAsync(JsonNode refund, string outcome)
    {
        using var client = new HttpClient();
        using var content = new StringContent(new JsonObject { ["outcome"] = outcome }.ToJsonString(), Encoding.UTF8, "application/json");
        using var ended = await client.PostAsync(
            new Uri(server.SandboxUrl, $"/control/refunds/{refund["gatewayRefundId"]}/outcome"), content);
        Assert.True(ended.IsSuccessStatusCode, await ended.Content.ReadAsStringAsync());
    }
}
