using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Operators;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

public class PaymentsForOperatorsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_list_holds_the_payments_of_the_granted_applications_and_no_other()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (payment, _) = (await mine.OpenPaymentAsync(), await others.OpenPaymentAsync());
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], mine);

        Assert.Equal([Id(payment)], await ListAsync(support, ""));
        Assert.Empty(await ListAsync(support, $"applicationId={others.Id}"));
        Assert.Empty(await ListAsync(support, $"search={(await others.OpenPaymentAsync())["reference"]}"));
    }

    [Fact]
    public async Task Out_of_reach_is_not_found_and_without_the_permission_it_is_forbidden()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (payment, foreign) = (await mine.OpenPaymentAsync(), await others.OpenPaymentAsync());
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], mine);
        using var bookkeeper = await server.OperatorWithAsync([Permission.LedgerRead]);

        Assert.Equal(HttpStatusCode.OK, (await support.ReadAsync($"admin/payments/{payment["id"]}")).Status);
        Assert.Equal("RESOURCE_NOT_FOUND", (await support.ReadAsync($"admin/payments/{foreign["id"]}")).ErrorCode);
        Assert.Equal("FORBIDDEN", (await bookkeeper.ReadAsync($"admin/payments/{payment["id"]}")).ErrorCode);
        Assert.Equal("FORBIDDEN", (await bookkeeper.ReadAsync("admin/payments")).ErrorCode);
    }

    [Fact]
    public async Task Whatever_a_caller_reads_out_finds_the_payment()
    {
        var shop = await server.RegisterAsync();
        var paid = await server.PaidPaymentAsync(shop, new JsonObject { ["customerReference"] = "order-ক-4711" });
        var (other, _) = (
            await shop.OpenPaymentAsync(new() { ["customerReference"] = "order-ক-4800" }),
            await shop.OpenPaymentAsync(new() { ["customerReference"] = "another" }));
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], shop);
        var attempt = (await support.ReadAsync($"admin/payments/{paid["id"]}")).Data()["attempts"]![0]!;
        var reference = (string)paid["reference"]!;

        foreach (var text in new[]
        {
            $"{paid["id"]}", reference, reference[..^1], reference[..12], "order-ক-4711", "order-ক-47", (string)attempt["transactionId"]!,
            (string)paid["gatewayTxnId"]!, $" {reference} "
        })
            Assert.Equal((text, Id(paid)), (text, Assert.Single(await ListAsync(support, $"search={Uri.EscapeDataString(text)}"))));
        Assert.Equal([Id(other), Id(paid)], await ListAsync(support, $"search={Uri.EscapeDataString("order-ক-4")}"));
        Assert.Equal([Id(paid)], await ListAsync(support, $"search={Uri.EscapeDataString("order-ক")}&status=SUCCEEDED"));
        Assert.Equal([Id(paid)], await ListAsync(support, $"gatewayTxnId={paid["gatewayTxnId"]}"));
        Assert.Empty(await ListAsync(support, "search=ORDER"));
        Assert.Empty(await ListAsync(support, "search=order%25"));
        Assert.Empty(await ListAsync(support, "search=or"));
    }

    [Fact]
    public async Task A_release_is_for_who_may_refund_and_leaves_one_line_in_the_audit_log()
    {
        var shop = await server.RegisterAsync();
        var held = await HeldPaymentAsync(shop);
        using var viewer = await server.OperatorWithAsync([Permission.PaymentRead, Permission.RefundRead]);
        using var elsewhere = await server.OperatorWithAsync([Permission.RefundCreate], await server.RegisterAsync());
        using var support = await server.OperatorWithAsync([Permission.RefundCreate], shop);

        Assert.Equal("FORBIDDEN", (await ReleaseAsync(viewer, held)).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await ReleaseAsync(elsewhere, held)).ErrorCode);
        Assert.Empty(await server.AuditAsync("payment", Id(held)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReleaseAsync(support, held))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        var line = Assert.Single(await server.AuditAsync("payment", Id(held)));
        Assert.Equal("payment.release", line.Action);
        Assert.Equal((uint)shop.Id, line.ApplicationId.Value);
        Assert.Contains("PENDING", line.Before, StringComparison.Ordinal);
        Assert.Contains("SUCCEEDED", line.After, StringComparison.Ordinal);
    }

    private async Task<JsonNode> HeldPaymentAsync(TestApplication shop)
    {
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!, "risk");
        var held = await shop.ReadPaymentAsync(payment);
        Assert.NotNull(held["heldAt"]);
        return held;
    }

    private static Task<Answer> ReleaseAsync(HttpClient who, JsonNode payment) =>
        who.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject());

    private static string Id(JsonNode payment) => $"{payment["id"]}";

    private static async Task<IEnumerable<string>> ListAsync(HttpClient who, string query) =>
        (await who.ReadAsync($"admin/payments?{query}")).Data().AsArray().Select(payment => Id(payment!));
}
