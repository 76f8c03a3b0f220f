using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Refunds;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// After a failover to a database that lagged, or a restore of some tables, ids are leased that rows have already. Nobody is told that they
/// lost a race: the next ids are leased beyond the highest.
/// </summary>
public class IdsBehindTheRowsTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>More than a block beyond the highest: one of few that are free among those that are taken would do by chance.</summary>
    private const int Beyond = 1000;

    private static readonly JsonTypeInfo<string> Text = (JsonTypeInfo<string>)JsonSerializerOptions.Default.GetTypeInfo(typeof(string));

    [Theory]
    [InlineData(null)]
    [InlineData("k")]
    public async Task A_payment_is_opened_all_the_same(string? key)
    {
        var shop = await server.RegisterAsync();
        var first = (long)(await shop.OpenPaymentAsync())["id"]!;

        await NextIdIsAsync(first);
        var answer = await OpenAsync(shop, key);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.True((long)answer.Data()["id"]! > first + Beyond);
        Assert.False(answer.Headers.Contains("Idempotency-Replayed"));
        if (key is not null) Assert.Equal((long)answer.Data()["id"]!, (long)(await OpenAsync(shop, key)).Data()["id"]!);
        Assert.Equal(2, (await shop.Test.ReadAsync("payments")).Data().AsArray().Count);
        await HoldsAsync();
    }

    [Fact]
    public async Task A_refund_is_begun_all_the_same()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        var first = (long)(await shop.RefundAsync(payment, 100)).Data()["id"]!;

        await NextIdIsAsync(first);
        var answer = await shop.RefundAsync(payment, 200);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.True((long)answer.Data()["id"]! > first + Beyond);
        await HoldsAsync();
    }

    [Fact]
    public async Task A_customer_begins_to_pay_all_the_same()
    {
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        var payment = await shop.OpenPaymentAsync();

        var first = await HighestAsync<PaymentAttempt>(shop, attempt => attempt.Id.Value);
        await NextIdIsAsync(first);
        await server.PayAsync((string)payment["reference"]!);

        Assert.True(await HighestAsync<PaymentAttempt>(shop, attempt => attempt.Id.Value) > first + Beyond);
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        await HoldsAsync();
    }

    [Fact]
    public async Task A_gateways_notice_is_kept_and_believed_all_the_same()
    {
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        var payment = await shop.OpenPaymentAsync();
        var session = await server.StartPayingAsync((string)payment["reference"]!);

        var first = await HighestAsync<GatewayCallback>(shop, callback => callback.Id.Value);
        await NextIdIsAsync(first);
        await server.EndSessionAsync(session, "success");

        Assert.True(await HighestAsync<GatewayCallback>(shop, callback => callback.Id.Value) > first + Beyond);
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        await HoldsAsync();
    }

    [Fact]
    public async Task What_happened_is_told_all_the_same()
    {
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        var scope = new Scope(Owner(shop), Mode.Test);

        var (before, first) = (await CountAsync(), await HighestAsync<WebhookEvent>(shop, told => told.Id.Value));
        await NextIdIsAsync(first);
        var end = await server.WithServicesAsync(async services =>
        {
            var (db, outbox) = (services.GetRequiredService<OiPaymentsDb>(), services.GetRequiredService<Outbox>());
            var result = await services.GetRequiredService<UnitOfWork>().RunAsync<long>(
                async () =>
                {
                    var payment = await db.Of<Payment>(scope).SingleAsync();
                    var (raised, _) = await outbox.RaiseAsync(
                        scope, EventTypes.PaymentSucceeded, payment.Reference, "again", Text, CancellationToken.None);
                    return raised.Id.Value;
                },
                CancellationToken.None);
            return result.End;
        });

        Assert.Equal(UnitEnd.Saved, end);
        Assert.Equal(before + 1, await CountAsync());
        Assert.True(await HighestAsync<WebhookEvent>(shop, told => told.Id.Value) > first + Beyond);

        Task<int> CountAsync() => server.WithDbAsync(db => db.Of<WebhookEvent>(scope).CountAsync());
    }

    [Fact]
    public async Task An_application_is_registered_all_the_same()
    {
        var shop = await server.RegisterAsync();

        await server.WithDbAsync(db => db.Database.ExecuteSqlAsync($"UPDATE id_blocks SET next = {shop.Id} WHERE name = 'applications'"));
        var other = await server.RegisterAsync();

        Assert.True(other.Id > shop.Id);
        await HoldsAsync();
    }

    /// <summary>What is saved outside of a unit of work is told truly, and works the next time.</summary>
    [Fact]
    public async Task A_role_is_not_said_to_exist_and_is_made_the_next_time()
    {
        var first = (long)(await MakeRoleAsync("First")).Data()["id"]!;

        await NextIdIsAsync(first);
        var refused = await MakeRoleAsync("Second");
        var again = await MakeRoleAsync("Second");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNAVAILABLE"), (refused.Status, refused.ErrorCode));
        Assert.Contains("this was not done", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, again.Status);
        await HoldsAsync();
    }

    private static ApplicationId Owner(TestApplication shop) => new((uint)shop.Id);

    private static Task<Answer> OpenAsync(TestApplication shop, string? key)
    {
        var body = new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "c" };
        return key is null ? shop.Test.PostAsync("payments", body) : shop.Test.PostAsync("payments", body, ("Idempotency-Key", key));
    }

    private Task<Answer> MakeRoleAsync(string name) =>
        server.Operator.PostAsync("admin/roles", new JsonObject { ["name"] = name, ["permissions"] = new JsonArray("app:read") });

    private async Task<long> HighestAsync<T>(TestApplication shop, Func<T, long> id)
        where T : class, IApplicationOwned => (await server.WithDbAsync(db => db.Of<T>(Owner(shop)).AsNoTracking().ToListAsync())).Max(id);

    private async Task HoldsAsync() => Assert.True((bool)(await server.Operator.ReadAsync("admin/verify")).Data()["holds"]!);

    /// <summary>Sets the table back, and uses up what this process has leased.</summary>
    private Task<bool> NextIdIsAsync(long id) => server.WithServicesAsync(async services =>
    {
        var ids = services.GetRequiredService<IIdSource>();
        var db = services.GetRequiredService<OiPaymentsDb>();
        await db.Database.ExecuteSqlAsync($"UPDATE id_blocks SET next = {id - 1} WHERE name = 'ids'");
        for (var taken = 0; taken < 5000; taken++)
        {
            if ((await ids.NextAsync<Payment>(CancellationToken.None)).Value == id - 1) return true;
        }

        throw new InvalidOperationException("The block was not used up.");
    });
}
