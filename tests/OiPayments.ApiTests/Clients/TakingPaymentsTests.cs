using System.Text;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

/// <summary>The happy paths of the API, walked by the client against the real server.</summary>
public class TakingPaymentsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly NewPayment Tea = new()
    {
        Amount = Money.Bdt(125050),
        CustomerReference = "customer-1001",
        CustomerName = "Rahima Khatun",
        ProductName = "চা & \"tea\"",
        ReturnUrl = new("http://localhost:4000/thanks"),
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["orderId"] = "A-1001" },
    };

    [Fact]
    public async Task It_says_who_it_is()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);

        var caller = await connected.Client.WhoAmIAsync();

        Assert.Equal((shop.Id, Mode.Test), (caller.Id, caller.Mode));
    }

    [Fact]
    public async Task From_created_to_paid_to_refunded()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var client = connected.Client;

        var created = await client.Payments.CreateAsync(Tea, "order-A-1001");
        Assert.Equal((PaymentStatus.Pending, Money.Bdt(125050)), (created.Status, created.Amount));
        Assert.Equal("A-1001", created.Metadata!["orderId"]);
        Assert.Equal("চা & \"tea\"", created.ProductName);
        Assert.Equal(created.RedirectUrl, (await client.Payments.ReadCheckoutAsync(created.Reference)).GatewayRedirectUrl);

        await server.PayAsync(created.Reference);
        var paid = await client.Payments.ReadAsync(created.Id);
        Assert.Equal((PaymentStatus.Succeeded, Money.Bdt(125050)), (paid.Status, paid.Refundable));
        Assert.NotNull(paid.PaidAt);
        Assert.Equal(paid.Id, (await client.Payments.ReadAsync(created.Reference)).Id);
        var receipt = await client.Payments.ReadReceiptAsync(paid.Id);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(receipt), StringComparison.Ordinal);

        var refund = await client.Refunds.CreateAsync(
            paid.Id, new() { AmountMinor = 25050, Reason = "One cup was broken", ExpectedRefundableMinor = 125050 }, "refund-A-1001");
        Assert.Equal((RefundStatus.Pending, RefundSource.Capture, Money.Bdt(25050)), (refund.Status, refund.Source, refund.Amount));
        var ended = await Eventually.BecomesAsync(
            async () =>
            {
                server.WaitOut(TimeSpan.FromMinutes(10));
                return await client.Refunds.ReadAsync(refund.Reference);
            },
            read => read.Status != RefundStatus.Pending);
        Assert.Equal(RefundStatus.Succeeded, ended.Status);
        Assert.Equal([refund.Id], await client.Refunds.ListAsync(paid.Id).Select(one => one.Id).ToListAsync());
        Assert.Equal(Money.Bdt(25050), (await client.Payments.ReadAsync(paid.Id)).Refunded);
    }

    [Fact]
    public async Task A_list_walks_every_page_and_names_each_payment_once()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var client = connected.Client;
        var created = new List<long>();
        for (var order = 0; order < 7; order++)
        {
            var payment = await client.Payments.CreateAsync(Tea with { CustomerReference = $"customer-{order % 2}" }, $"order-{order}");
            created.Add(payment.Id);
        }

        var oldestFirst = await client.Payments.ListAsync(new() { PageSize = 2, OldestFirst = true }).ToListAsync();
        var newestFirst = await client.Payments.ListAsync(new() { PageSize = 3 }).ToListAsync();
        Assert.Equal(created, oldestFirst.Select(one => one.Id));
        Assert.Equal(created.AsEnumerable().Reverse(), newestFirst.Select(one => one.Id));
        Assert.Equal(4, await client.Payments.ListAsync(new() { CustomerReference = "customer-0", PageSize = 1 }).CountAsync());
        Assert.Empty(await client.Payments.ListAsync(new() { Status = PaymentStatus.Succeeded }).ToListAsync());
        Assert.Empty(await client.Payments.ListAsync(new() { To = server.Clock.GetUtcNow().AddDays(-1) }).ToListAsync());

        var first = await client.Payments.ReadPageAsync(new() { PageSize = 5 });
        var second = await client.Payments.ReadPageAsync(new() { PageSize = 5 }, first.NextCursor);
        Assert.Equal((5, 7L, true), (first.Items.Count, first.TotalElements, first.IsTotalExact));
        Assert.Equal((2, null), (second.Items.Count, second.NextCursor));
    }

    [Fact]
    public async Task Its_events_are_listed_typed_and_a_ping_is_sent()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var client = connected.Client;
        var payment = await client.Payments.CreateAsync(Tea, "order-1");
        await server.PayAsync(payment.Reference);

        var ping = await client.Events.SendTestAsync();
        Assert.Contains("test event", Assert.IsType<PingEvent>(ping.Event).Message, StringComparison.Ordinal);

        var listed = await Eventually.BecomesAsync(
            async () => await client.Events.ListAsync(new() { OldestFirst = true, AfterSequence = 0 }).ToListAsync(),
            events => events.Count == 2);
        var told = Assert.IsType<PaymentEvent>(listed[0].Event);
        Assert.Equal((EventType.PaymentSucceeded, payment.Id, PaymentStatus.Succeeded), (told.Type, told.Data.Id, told.Data.Status));
        Assert.Null(told.Data.CustomerName);
        Assert.Equal([1L, 2L], listed.Select(one => one.Sequence));
        var read = await client.Events.ReadAsync(told.Id);
        Assert.Equal((DeliveryStatus.Pending, told), (read.DeliveryStatus, (PaymentEvent)read.Event with { Data = told.Data }));
        Assert.Empty(await client.Events.ListAttemptsAsync(told.Id).ToListAsync());
        Assert.Empty(await client.Events.ListAsync(new() { Type = EventType.RefundFailed }).ToListAsync());
    }
}
