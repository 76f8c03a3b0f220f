using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

public class ListingGatewayCallbacksTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Each_application_s_callbacks_are_for_who_may_see_its_payments_and_nobody_s_for_who_may_see_all()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        var paid = await server.PaidPaymentAsync(mine);
        await server.PaidPaymentAsync(others);
        using (var unknown = await server.Anonymous.PostAsync(
            new Uri("gateways/sslcommerz/test/ipn", UriKind.Relative),
            new FormUrlEncodedContent([new("tran_id", "stranger-1"), new("status", "VALID")])))
            unknown.EnsureSuccessStatusCode();
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], mine);
        using var everywhere = await server.OperatorWithAsync([Permission.PaymentRead]);
        using var bookkeeper = await server.OperatorWithAsync([Permission.LedgerRead]);

        var own = Assert.Single((await support.ReadAsync("admin/gateway-callbacks")).Data().AsArray())!.AsObject();

        Assert.Equal(
            [
                "id", "gateway", "mode", "reference", "matchedPaymentId", "signatureValid", "outcome", "note", "rawPayload",
                "payloadRemoved", "createdAt",
            ],
            own.Select(field => field.Key));
        Assert.Equal(
            ($"{paid["id"]}", "ACCEPTED", true), ($"{own["matchedPaymentId"]}", (string?)own["outcome"], (bool)own["signatureValid"]!));
        Assert.Equal(3, (await everywhere.ReadAsync("admin/gateway-callbacks")).Data().AsArray().Count);
        Assert.Equal("stranger-1", (string?)Assert.Single(
            (await everywhere.ReadAsync("admin/gateway-callbacks?applicationId=0&reference=stranger-1")).Data().AsArray())!["reference"]);
        Assert.Empty((await support.ReadAsync("admin/gateway-callbacks?applicationId=0")).Data().AsArray());
        Assert.Empty((await support.ReadAsync($"admin/gateway-callbacks?applicationId={others.Id}")).Data().AsArray());
        Assert.Empty((await support.ReadAsync("admin/gateway-callbacks?outcome=FORGED")).Data().AsArray());
        Assert.Empty((await support.ReadAsync("admin/gateway-callbacks?mode=LIVE")).Data().AsArray());
        Assert.Equal("FORBIDDEN", (await bookkeeper.ReadAsync("admin/gateway-callbacks")).ErrorCode);
        Assert.Equal("VALIDATION_ERROR", (await support.ReadAsync("admin/gateway-callbacks?outcome=PAID")).ErrorCode);
    }
}
