using System.Net;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

public class BeingRefusedTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly NewPayment Tea = new() { Amount = Money.Bdt(10000), CustomerReference = "customer-1" };

    [Fact]
    public async Task Every_field_that_is_wrong_is_named()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);

        var refused = await Assert.ThrowsAsync<OiPaymentsRefusedException>(() => connected.Client.Payments.CreateAsync(
            new() { Amount = Money.Bdt(0), CustomerReference = "", CustomerEmail = "nobody" }, "order-1"));

        Assert.Equal((ErrorCode.ValidationError, HttpStatusCode.BadRequest), (refused.ErrorCode, refused.Status));
        Assert.Equal(["amountMinor", "customerEmail", "customerReference"], refused.FieldErrors.Keys.Order(StringComparer.Ordinal));
        Assert.All(refused.FieldErrors.Values, text => Assert.Contains(text, refused.Message, StringComparison.Ordinal));
        Assert.False(refused.OutcomeUnknown);
    }

    [Fact]
    public async Task Each_refusal_has_its_code()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        using var stranger = ClientUnderTest.Of(server, shop, handler: null, ("ApiSecret", "oisk_test_" + new string('x', 50)));
        var client = connected.Client;
        var payment = await client.Payments.CreateAsync(Tea, "order-1");

        await RefusedAsync(ErrorCode.Unauthorized, () => stranger.Client.WhoAmIAsync());
        await RefusedAsync(ErrorCode.ResourceNotFound, () => client.Payments.ReadAsync("pay_of/nobody?"));
        await RefusedAsync(
            ErrorCode.IdempotencyKeyConflict, () => client.Payments.CreateAsync(Tea with { Amount = Money.Bdt(1) }, "order-1"));
        await RefusedAsync(
            ErrorCode.InvalidOperationState, () => client.Refunds.CreateAsync(payment.Id, new() { AmountMinor = 1 }, "refund-1"));
        await server.PayAsync(payment.Reference);
        await RefusedAsync(
            ErrorCode.RefundExceedsBalance, () => client.Refunds.CreateAsync(payment.Id, new() { AmountMinor = 10001 }, "refund-2"));

        static async Task RefusedAsync<T>(ErrorCode code, Func<Task<T>> act) =>
            Assert.Equal(code, (await Assert.ThrowsAsync<OiPaymentsRefusedException>(act)).ErrorCode);
    }

    [Fact]
    public async Task A_change_of_an_old_version_says_what_somebody_else_changed()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var invoices = connected.Client.Invoices;
        var draft = await invoices.CreateAsync(
            new()
            {
                CustomerReference = "customer-1",
                Issue = false,
                LineItems = [new() { Description = "Tea", Qty = 1, UnitAmountMinor = 10000 }],
            }, "invoice-1");
        await invoices.ChangeAsync(draft.Id, new() { Notes = "Theirs" }, draft.Version);

        var refused = await Assert.ThrowsAsync<OiPaymentsRefusedException>(
            () => invoices.ChangeAsync(draft.Id, new() { Notes = "Mine" }, draft.Version));

        Assert.Equal(ErrorCode.InvalidOperationState, refused.ErrorCode);
        var conflict = Assert.Single(refused.Conflicts);
        Assert.Equal(("notes", "Mine", "Theirs"), (conflict.Key, conflict.Value.Yours.GetString(), conflict.Value.Current.GetString()));
    }

    [Fact]
    public async Task Something_else_at_the_address_is_named_so()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(
            server, shop, handler: null, ("BaseAddress", new Uri(server.WebUrl, "/api/v1").ToString()), ("MaxRetries", "0"));

        var refused = await Assert.ThrowsAsync<OiPaymentsRefusedException>(() => connected.Client.WhoAmIAsync());

        Assert.Null(refused.ErrorCode);
        Assert.Contains("OiPayments:BaseAddress", refused.Message, StringComparison.Ordinal);
    }
}
