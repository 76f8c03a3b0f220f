using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Operators;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

public class RefundsForOperatorsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly JsonObject AboveNothing = new() { ["refundApprovalThresholdMinor"] = 0 };

    [Fact]
    public async Task A_list_and_a_refund_are_for_who_was_granted_their_application()
    {
        var (shop, payment) = await PaidAsync();
        using var support = await server.OperatorWithAsync([Permission.RefundRead, Permission.RefundCreate], shop);
        using var elsewhere = await server.OperatorWithAsync(
            [Permission.RefundRead, Permission.RefundCreate], await server.RegisterAsync());
        using var reader = await server.OperatorWithAsync([Permission.PaymentRead]);

        Assert.Equal("RESOURCE_NOT_FOUND", (await RequestAsync(elsewhere, payment)).ErrorCode);
        Assert.Equal("FORBIDDEN", (await RequestAsync(reader, payment)).ErrorCode);
        var refund = (await RequestAsync(support, payment)).Data();

        Assert.Equal([$"{refund["id"]}"], (await support.ReadAsync("admin/refunds")).Data().AsArray().Select(one => $"{one!["id"]}"));
        Assert.Empty((await elsewhere.ReadAsync("admin/refunds")).Data().AsArray());
        Assert.Equal("FORBIDDEN", (await reader.ReadAsync("admin/refunds")).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await support.ReadAsync($"admin/refunds/{refund["id"]}")).Status);
        Assert.Equal("RESOURCE_NOT_FOUND", (await elsewhere.ReadAsync($"admin/refunds/{refund["id"]}")).ErrorCode);
        Assert.Equal("FORBIDDEN", (await reader.ReadAsync($"admin/refunds/{refund["id"]}")).ErrorCode);
        Assert.Equal(["refund.request"], await DeedsAsync(refund));
    }

    [Fact]
    public async Task Approving_takes_the_permission_for_the_application_and_a_fresh_sign_in_in_that_order()
    {
        var (shop, payment) = await PaidAsync();
        var refund = (await RequestAsync(server.Operator, payment)).Data();
        using var support = await server.OperatorWithAsync([Permission.RefundRead, Permission.RefundCreate], shop);
        using var elsewhere = await server.OperatorWithAsync([Permission.RefundApprove], await server.RegisterAsync());
        using var finance = await server.OperatorWithAsync([Permission.RefundApprove], shop);

        Assert.Equal("RESOURCE_NOT_FOUND", (await DoAsync(elsewhere, refund, "approve")).ErrorCode);
        server.WaitOut(TimeSpan.FromMinutes(6));
        Assert.Equal("FORBIDDEN", (await DoAsync(support, refund, "approve")).ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", (await DoAsync(finance, refund, "approve")).ErrorCode);
        Assert.Equal(
            "REAUTH_REQUIRED", (await DoAsync(finance, refund, "resolve", new() { ["status"] = "FAILED", ["note"] = "Seen" })).ErrorCode);
        Assert.Equal(["refund.request"], await DeedsAsync(refund));
    }

    [Fact]
    public async Task However_many_approve_and_reject_at_once_the_log_has_one_line_of_what_happened()
    {
        var (_, payment) = await PaidAsync();
        var refund = (await RequestAsync(server.Operator, payment)).Data();
        using var finance = await server.OperatorWithAsync([Permission.RefundApprove]);
        using var other = await server.OperatorWithAsync([Permission.RefundApprove]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() =>
            DoAsync(number % 2 == 0 ? finance : other, refund, number % 4 < 2 ? "approve" : "reject"))));

        var done = Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        var lines = await server.AuditAsync("refund", $"{refund["id"]}");
        Assert.Equal(
            ["refund.request", (string?)done.Data()["status"] == "REJECTED" ? "refund.reject" : "refund.approve"],
            lines.Select(line => line.Action));
        Assert.Contains("AWAITING_APPROVAL", lines[1].Before, StringComparison.Ordinal);
        Assert.Contains((string)done.Data()["status"]!, lines[1].After, StringComparison.Ordinal);
        Assert.DoesNotContain("gatewayRefundId", lines[1].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_back_ones_own_refund_takes_no_more_than_asking_for_it()
    {
        var (shop, payment) = await PaidAsync();
        using var support = await server.OperatorWithAsync([Permission.RefundCreate], shop);
        using var colleague = await server.OperatorWithAsync([Permission.RefundCreate], shop);
        using var elsewhere = await server.OperatorWithAsync(
            [Permission.RefundCreate, Permission.RefundApprove], await server.RegisterAsync());
        using var viewer = await server.OperatorWithAsync([Permission.RefundRead]);
        var refund = (await RequestAsync(support, payment)).Data();

        Assert.Equal("FORBIDDEN", (await DoAsync(colleague, refund, "reject")).ErrorCode);
        Assert.Equal("FORBIDDEN", (await DoAsync(viewer, refund, "reject")).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await DoAsync(elsewhere, refund, "reject")).ErrorCode);
        var rejected = (await DoAsync(support, refund, "reject", new() { ["reason"] = "Asked for by mistake" })).Data();

        Assert.Equal("REJECTED", (string?)rejected["status"]);
        var line = (await server.AuditAsync("refund", $"{refund["id"]}"))[^1];
        Assert.Equal(("refund.reject", "Asked for by mistake"), (line.Action, line.Reason));
    }

    [Fact]
    public async Task What_a_person_saw_at_the_gateway_is_on_record()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-not-allowed");
        var refund = (await shop.RefundAsync(payment, 1000)).Data();
        using var finance = await server.OperatorWithAsync([Permission.RefundApprove], shop);
        using var support = await server.OperatorWithAsync([Permission.RefundCreate], shop);
        var seen = new JsonObject { ["status"] = "FAILED", ["note"] = "Refused in the merchant panel" };

        // While the service itself asks about it, nobody is let in between.
        await Eventually.BecomesAsync(
            async () => (await server.Operator.ReadAsync($"admin/refunds/{refund["id"]}")).Data(),
            read => (string?)read["gatewayWord"] == "NOT_ALLOWED");
        Assert.Equal("FORBIDDEN", (await DoAsync(support, refund, "resolve", seen)).ErrorCode);
        Assert.Equal("FAILED", (string?)(await DoAsync(finance, refund, "resolve", seen)).Data()["status"]);
        Assert.Equal("INVALID_OPERATION_STATE", (await DoAsync(finance, refund, "resolve", seen)).ErrorCode);

        var line = Assert.Single(await server.AuditAsync("refund", $"{refund["id"]}"));
        Assert.Equal(("refund.resolve", "Refused in the merchant panel"), (line.Action, line.Reason));
    }

    [Fact]
    public async Task Whoever_decides_sees_people_by_name_the_payment_and_only_what_they_may_do()
    {
        var shop = await server.RegisterAsync(
            settings: new() { ["refundApprovalThresholdMinor"] = 500, ["refundSecondApprovalThresholdMinor"] = 900 });
        var payment = await server.PaidPaymentAsync(
            shop, new JsonObject { ["customerReference"] = "guest-7", ["productName"] = "Tea for two" });
        await shop.RefundAsync(payment, 100);
        var refund = (await RequestAsync(server.Operator, payment)).Data();
        using var second = await server.SecondOperatorAsync();
        using var viewer = await server.OperatorWithAsync([Permission.RefundRead], shop);

        Assert.Equal("False True", await MayAsync(server.Operator));
        Assert.Equal("False False", await MayAsync(viewer));
        Assert.Equal("True True", await MayAsync(second));
        Assert.Equal("AWAITING_APPROVAL", (string?)(await DoAsync(second, refund, "approve")).Data()["status"]);
        Assert.Equal("False True", await MayAsync(second));

        var listed = (await viewer.ReadAsync($"admin/refunds?paymentId={payment["id"]}")).Data().AsArray();
        var context = listed.Single(one => (long)one!["id"]! == (long)refund["id"]!)!["context"]!;
        Assert.Equal(
            ("guest-7", "Tea for two", 125050, 1, 500, 900, 2),
            (
                (string?)context["customerReference"], (string?)context["productName"], (long)context["paymentAmountMinor"]!,
                (int)context["otherRefunds"]!,
                (long)context["approvalThresholdMinor"]!, (long)context["secondApprovalThresholdMinor"]!,
                (int)context["approvalsNeeded"]!));
        Assert.Equal(("Second", (string?)payment["reference"]), ((string?)context["approvedByName"], (string?)context["paymentReference"]));
        Assert.False(string.IsNullOrEmpty((string?)context["createdByName"]));
        Assert.Equal(
            (string?)context["applicationName"],
            (string?)listed.Single(one => (string?)one!["createdBy"] == "application")!["context"]!["createdByName"]);

        var told = (await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data();
        Assert.All(new[] { "context", "note", "gatewayWord", "attention", "resolution" }, name => Assert.Null(told[name]));

        async Task<string> MayAsync(HttpClient who)
        {
            var context = (await who.ReadAsync($"admin/refunds/{refund["id"]}")).Data()["context"]!;
            return $"{context["canApprove"]} {context["canReject"]}".Replace("t", "T", StringComparison.Ordinal).Replace(
                "f", "F", StringComparison.Ordinal);
        }
    }

    private async Task<(TestApplication Shop, JsonNode Payment)> PaidAsync()
    {
        var shop = await server.RegisterAsync(settings: AboveNothing.DeepClone().AsObject());
        return (shop, await server.PaidPaymentAsync(shop));
    }

    private async Task<IEnumerable<string>> DeedsAsync(JsonNode refund) =>
        (await server.AuditAsync("refund", $"{refund["id"]}")).Select(line => line.Action);

    private static Task<Answer> RequestAsync(HttpClient who, JsonNode payment) =>
        who.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 1000, ["reason"] = "Asked for by telephone" });

    private static Task<Answer> DoAsync(HttpClient who, JsonNode refund, string what, JsonObject? body = null) =>
        who.PostAsync($"admin/refunds/{refund["id"]}/{what}", body?.DeepClone() ?? new JsonObject());
}
