using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>A customer comes back with a reference, so a reference names a record wherever its number does.</summary>
public class NamingARecordTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_payment_and_its_refunds_are_found_by_their_references_as_by_their_numbers()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        var (id, reference) = ((long)payment["id"]!, (string)payment["reference"]!);

        var refund = (await shop.Test.PostAsync($"payments/{reference}/refunds", new JsonObject { ["amountMinor"] = 100 })).Data();

        Assert.Equal(id, (long)refund["paymentId"]!);
        await server.WhenRefundEndsAsync(shop, refund);
        await SameAsync(shop.Test, $"payments/{id}", $"payments/{reference}");
        await SameAsync(shop.Test, $"payments/{id}/refunds", $"payments/{reference}/refunds");
        await SameAsync(shop.Test, $"refunds/{refund["id"]}", $"refunds/{refund["reference"]}");
        await SameAsync(server.Operator, $"admin/payments/{id}", $"admin/payments/{reference}");
        await SameAsync(server.Operator, $"admin/refunds/{refund["id"]}", $"admin/refunds/{refund["reference"]}");
    }

    [Fact]
    public async Task Operators_decide_about_what_a_reference_names()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        var payment = await server.PaidPaymentAsync(shop);

        var parked = (await server.Operator.PostAsync(
            $"admin/payments/{payment["reference"]}/refunds", new JsonObject { ["amountMinor"] = 100 })).Data();
        var rejected = await server.Operator.PostAsync($"admin/refunds/{parked["reference"]}/reject", new JsonObject { ["reason"] = "no" });

        Assert.Equal("AWAITING_APPROVAL", (string?)parked["status"]);
        Assert.Equal("REJECTED", (string?)rejected.Data()["status"]);
        Assert.Equal(
            "INVALID_OPERATION_STATE",
            (await server.Operator.PostAsync($"admin/payments/{payment["reference"]}/release", new JsonObject())).ErrorCode);
    }

    [Fact]
    public async Task Another_s_reference_a_mistyped_one_and_any_other_text_name_nothing()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var reference = (string)(await shop.OpenPaymentAsync())["reference"]!;
        using var stranger = await server.OperatorWithAsync([Permission.PaymentRead], other);

        foreach (var (who, path) in new[]
        {
            (other.Test, $"payments/{reference}"), (shop.Live, $"payments/{reference}"),
            (shop.Test, $"payments/{reference[..^1]}{(reference[^1] == 'x' ? 'y' : 'x')}"), (shop.Test, "payments/none"),
            (shop.Test, $"refunds/{reference}"), (shop.Test, "payments/-1"), (shop.Test, "payments/99999999999999999999"),
            (stranger, $"admin/payments/{reference}"),
        })
        {
            var answer = await who.ReadAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND"), (answer.Status, answer.ErrorCode!));
            Assert.Contains("There is no such", (string)answer.Json["meta"]!["message"]!, StringComparison.Ordinal);
        }
    }

    private static async Task SameAsync(HttpClient who, string byNumber, string byReference) =>
        Assert.Equal((await who.ReadAsync(byNumber)).Data().ToJsonString(), (await who.ReadAsync(byReference)).Data().ToJsonString());
}
