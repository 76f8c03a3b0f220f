using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

public class ApprovingARefundTests(TestServer server) : IClassFixture<TestServer>
{
    private const string PaidOnce = "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126";

    [Fact]
    public async Task Above_the_threshold_a_refund_waits_for_another_person()
    {
        var (shop, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 20000 });

        var refund = await RequestAsync(payment, 20001);

        Assert.Equal("AWAITING_APPROVAL", (string?)refund["status"]);
        Assert.Equal(105049, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));

        Assert.Equal("FORBIDDEN", (await ApproveAsync(server.Operator, refund)).ErrorCode);
        using var second = await server.SecondOperatorAsync();
        var approved = (await ApproveAsync(second, refund)).Data();
        Assert.Equal("PENDING", (string?)approved["status"]);
        Assert.NotEqual((string?)approved["createdBy"], (string?)approved["approvedBy"]);
        Assert.Contains("REFUNDS_IN_TRANSIT 20001", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.Equal("INVALID_OPERATION_STATE", (await ApproveAsync(second, refund)).ErrorCode);
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
    }

    [Fact]
    public async Task Equal_to_the_threshold_is_within_it()
    {
        var (_, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 20000 });

        Assert.Equal("PENDING", (string?)(await RequestAsync(payment, 20000))["status"]);
    }

    [Fact]
    public async Task The_applications_own_refunds_wait_for_nobody()
    {
        var (shop, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 0 });

        Assert.Equal("PENDING", (string?)(await shop.RefundAsync(payment, 125050)).Data()["status"]);
    }

    [Fact]
    public async Task Above_the_second_threshold_two_people_have_to_agree()
    {
        var (shop, payment) =
            await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 10000, ["refundSecondApprovalThresholdMinor"] = 50000 });
        var refund = await RequestAsync(payment, 50001);
        using var second = await server.SecondOperatorAsync();
        using var third = await server.SecondOperatorAsync("third@example.com");

        Assert.Equal("AWAITING_APPROVAL", (string?)(await ApproveAsync(second, refund)).Data()["status"]);
        Assert.Equal("FORBIDDEN", (await ApproveAsync(second, refund)).ErrorCode);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
        Assert.Equal("PENDING", (string?)(await ApproveAsync(third, refund)).Data()["status"]);
    }

    [Fact]
    public async Task A_threshold_that_is_lifted_meanwhile_does_not_let_a_waiting_refund_through()
    {
        var (shop, payment) =
            await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 10000, ["refundSecondApprovalThresholdMinor"] = 50000 });
        var refund = await RequestAsync(payment, 50001);
        using var second = await server.SecondOperatorAsync();
        await SetAsync(shop, new() { ["refundApprovalThresholdMinor"] = null, ["refundSecondApprovalThresholdMinor"] = null });

        Assert.Equal("AWAITING_APPROVAL", (string?)(await ApproveAsync(second, refund)).Data()["status"]);
    }

    [Fact]
    public async Task A_threshold_that_is_lowered_meanwhile_counts_for_a_waiting_refund()
    {
        var (shop, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 10000 });
        var refund = await RequestAsync(payment, 50001);
        using var second = await server.SecondOperatorAsync();
        using var third = await server.SecondOperatorAsync("third@example.com");
        await SetAsync(shop, new() { ["refundSecondApprovalThresholdMinor"] = 50000 });

        Assert.Equal("AWAITING_APPROVAL", (string?)(await ApproveAsync(second, refund)).Data()["status"]);
        Assert.Equal("PENDING", (string?)(await ApproveAsync(third, refund)).Data()["status"]);
    }

    [Fact]
    public async Task A_rejected_refund_frees_what_it_held_and_tells_nobody()
    {
        var (shop, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 0 });
        var refund = await RequestAsync(payment, 125050);
        Assert.Equal("REFUND_EXCEEDS_BALANCE", (await shop.RefundAsync(payment, 1)).ErrorCode);

        var rejected =
            (await server.Operator.PostAsync($"admin/refunds/{refund["id"]}/reject", new JsonObject { ["reason"] = "Not owed." })).Data();

        Assert.Equal(("REJECTED", "Not owed."), ((string?)rejected["status"], (string?)rejected["failureMessage"]));
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
        Assert.Equal(HttpStatusCode.Created, (await shop.RefundAsync(payment, 125050)).Status);
        using var second = await server.SecondOperatorAsync();
        Assert.Equal("INVALID_OPERATION_STATE", (await ApproveAsync(second, refund)).ErrorCode);
    }

    [Fact]
    public async Task What_nobody_approves_in_time_is_rejected()
    {
        var (shop, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 0 });
        var refund = await RequestAsync(payment, 1000);

        server.WaitOut(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(2));
        Assert.Equal("AWAITING_APPROVAL", (string?)(await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["status"]);

        Assert.Equal("REJECTED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        Assert.Equal(125050, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
    }

    [Fact]
    public async Task Approvals_and_rejections_at_once_end_one_way()
    {
        var (shop, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 0 });
        var refund = await RequestAsync(payment, 1000);
        using var second = await server.SecondOperatorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() => number % 2 == 0
            ? ApproveAsync(second, refund)
            : second.PostAsync($"admin/refunds/{refund["id"]}/reject", new JsonObject()))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        var status = (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"];
        Assert.Equal(status == "SUCCEEDED" ? 124050 : 125050, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        Assert.DoesNotContain("REFUNDS_IN_TRANSIT", await shop.BalancesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approving_asks_for_the_password_again_after_five_minutes()
    {
        var (_, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 0 });
        var refund = await RequestAsync(payment, 1000);
        using var second = await server.SecondOperatorAsync();
        server.WaitOut(TimeSpan.FromMinutes(6));

        Assert.Equal("REAUTH_REQUIRED", (await ApproveAsync(second, refund)).ErrorCode);
    }

    [Fact]
    public async Task A_second_threshold_needs_a_first_that_is_not_above_it()
    {
        var shop = await server.RegisterAsync();

        var answer = await server.Operator.PatchAsync(
            $"admin/apps/{shop.Id}/settings", new JsonObject { ["refundSecondApprovalThresholdMinor"] = 100 });

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
    }

    private async Task SetAsync(TestApplication shop, JsonObject settings) =>
        Assert.Equal(HttpStatusCode.OK, (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", settings)).Status);

    private async Task<(TestApplication Shop, JsonNode Payment)> PaidAsync(JsonObject settings)
    {
        var shop = await server.RegisterAsync(settings: settings);
        return (shop, await server.PaidPaymentAsync(shop));
    }

    private async Task<JsonNode> RequestAsync(JsonNode payment, long amountMinor) =>
        (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds",
            new JsonObject { ["amountMinor"] = amountMinor, ["reason"] = "Asked for by telephone" })).Data();

    private static Task<Answer> ApproveAsync(HttpClient who, JsonNode refund) =>
        who.PostAsync($"admin/refunds/{refund["id"]}/approve", new JsonObject());
}
