using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Cases;

public class ReadingACaseTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_timeline_tells_everything_that_happened_in_order()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url, new() { ["refundApprovalThresholdMinor"] = 0 });
        var payment = await shop.OpenPaymentAsync();
        Tick();
        await server.PayAsync((string)payment["reference"]!, "failed");
        Tick();
        await server.PayAsync((string)payment["reference"]!);
        Tick();
        var refund = (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 1000, ["reason"] = "The tea was cold." })).Data();
        Tick();
        using var second = await server.SecondOperatorAsync();
        (await second.PostAsync($"admin/refunds/{refund["id"]}/approve", new JsonObject())).Data();
        await server.WhenRefundEndsAsync(shop, refund);
        var file = await Eventually.BecomesAsync(
            () => ReadAsync(server.Operator, payment), read => Kinds(read).Count(kind => kind == "DELIVERY") >= 2);

        var timeline = file["timeline"]!.AsArray();
        Assert.Equal(timeline.Select(one => (DateTimeOffset)one!["at"]!).Order(), timeline.Select(one => (DateTimeOffset)one!["at"]!));
        Assert.Equal(
            [
                "PAYMENT_CREATED", "ATTEMPT_STARTED", "CALLBACK", "ATTEMPT_ENDED", "ATTEMPT_STARTED", "CALLBACK", "MONEY_RECEIVED",
                "JOURNAL", "JOURNAL", "EVENT",
                "REFUND_REQUESTED", "REFUND_STARTED", "JOURNAL", "REFUND_ENDED", "JOURNAL", "EVENT",
            ],
            Kinds(file).Where(kind => kind != "DELIVERY"));
        Assert.Equal(
            $"{shop.Registered["application"]!["name"]} asked customer-1 for 1250.50 BDT.", Texts(file, "PAYMENT_CREATED").Single());
        Assert.StartsWith("Paying failed: ", Texts(file, "ATTEMPT_ENDED").Single(), StringComparison.Ordinal);
        Assert.StartsWith("The gateway took 1250.50 BDT by ", Texts(file, "MONEY_RECEIVED").Single(), StringComparison.Ordinal);
        Assert.Equal("Booked as capture: 1250.50 BDT from “payable to the app” to “gateway clearing”.", Texts(file, "JOURNAL").First());
        Assert.Contains(
            "asked to refund 10.00 BDT: The tea was cold; it waited for approval.", Texts(file, "REFUND_REQUESTED").Single(),
            StringComparison.Ordinal);
        Assert.Contains("agreed: the refund of 10.00 BDT is on its way", Texts(file, "REFUND_STARTED").Single(), StringComparison.Ordinal);
        Assert.Equal("The gateway gave 10.00 BDT back.", Texts(file, "REFUND_ENDED").Single());
        Assert.Contains("The application's server took payment.succeeded: it answered 204.", Texts(file, "DELIVERY"));
        Assert.True((bool)file["timelineIsComplete"]!);
    }

    [Fact]
    public async Task Held_money_is_told_of_as_held_and_then_as_released()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!, "risk");
        using var support = await server.OperatorWithAsync([Permission.PaymentRead, Permission.RefundCreate], shop);

        var held = await ReadAsync(support, payment);
        var transaction = Assert.Single(held["attempts"]!.AsArray())!["transactionId"]!.ToString();
        Assert.Equal(
            """{"canRefund":false,"refundableMinor":0,"approvalAboveMinor":null,"canRelease":true,"returnableTransactionIds":["TX"]}""",
            held["actions"]!.ToJsonString().Replace(transaction, "TX", StringComparison.Ordinal));
        Tick();
        (await support.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject())).Data();

        var released = await ReadAsync(support, payment);
        Assert.Equal(
            ["PAYMENT_CREATED", "ATTEMPT_STARTED", "CALLBACK", "MONEY_RECEIVED", "EVENT", "HELD_MONEY_RELEASED", "EVENT"], Kinds(released));
        Assert.EndsWith(
            "and calls it risky: the money waits for an operator.", Texts(released, "MONEY_RECEIVED").Single(), StringComparison.Ordinal);
        Assert.Equal(
            """{"canRefund":true,"refundableMinor":125050,"approvalAboveMinor":null,"canRelease":false,"returnableTransactionIds":[]}""",
            released["actions"]!.ToJsonString());
    }

    [Fact]
    public async Task Journals_refunds_and_actions_are_for_who_may_see_and_do_them_in_this_application()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var payment = await server.PaidPaymentAsync(shop);
        var refund = (await shop.RefundAsync(payment, 1000)).Data();
        using var viewer = await server.OperatorWithAsync([Permission.PaymentRead]);
        using var bookkeeper = await server.OperatorWithAsync([Permission.PaymentRead, Permission.LedgerRead], shop, other);
        using var elsewhere = await server.OperatorWithAsync([Permission.PaymentRead, Permission.RefundRead, Permission.LedgerRead], other);

        var (seen, booked) = (await ReadAsync(viewer, payment), await ReadAsync(bookkeeper, payment));

        Assert.DoesNotContain(Kinds(seen), kind => kind is "JOURNAL" || kind.StartsWith("REFUND", StringComparison.Ordinal));
        Assert.Null(seen["refunds"]);
        Assert.Equal(
            """{"canRefund":false,"refundableMinor":0,"approvalAboveMinor":null,"canRelease":false,"returnableTransactionIds":[]}""",
            seen["actions"]!.ToJsonString());
        Assert.DoesNotContain((string)refund["reference"]!, seen.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("REFUND_START", booked.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, Kinds(booked).Count(kind => kind == "JOURNAL"));
        Assert.Equal("RESOURCE_NOT_FOUND", (await elsewhere.ReadAsync($"admin/payments/{payment["id"]}")).ErrorCode);
    }

    private void Tick() => server.Clock.Advance(TimeSpan.FromSeconds(1));

    private static async Task<JsonNode> ReadAsync(HttpClient who, JsonNode payment) =>
        (await who.ReadAsync($"admin/payments/{payment["id"]}")).Data();

    private static IEnumerable<string> Kinds(JsonNode file) => file["timeline"]!.AsArray().Select(one => (string)one!["kind"]!);

    private static IEnumerable<string> Texts(JsonNode file, string kind) =>
        file["timeline"]!.AsArray().Where(one => (string)one!["kind"]! == kind).Select(one => (string)one!["text"]!);
}
