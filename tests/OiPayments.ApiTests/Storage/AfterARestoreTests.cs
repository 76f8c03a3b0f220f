using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Recovery;
using OiPayments.Refunds;
using OiPayments.Sandbox;
using OiPayments.Server;
using OiPayments.Server.Commands;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// What is done once after the database was put back to an earlier state. To the database it is always the same state: what came after it
/// is known to others only.
/// </summary>
public sealed class AfterARestoreTests : IAsyncLifetime
{
    private readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task No_id_and_no_number_that_may_have_been_given_is_given_again()
    {
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        var payment = await shop.OpenPaymentAsync();
        var invoice = await shop.InvoiceAsync();
        var read = await LastEventAsync(shop);

        var done = await RestoredAsync(documentNumbersSkipped: 50);
        await server.RestartAsync();
        var later = await shop.OpenPaymentAsync();
        var laterInvoice = await shop.InvoiceAsync();
        var followed = await Eventually.BecomesAsync(
            async () => (await shop.Test.ReadAsync($"events?order=ASC&afterSequence={read + 100}")).Data().AsArray(),
            events => events.Count > 0);
        var other = await server.RegisterAsync();

        Assert.True((long)later["id"]! > (long)payment["id"]! + 500_000_000);
        Assert.True((long)followed[0]!["sequence"]! > read + 500_000);
        Assert.Equal(NumberOf(invoice) + 51, NumberOf(laterInvoice));
        Assert.True(other.Id > shop.Id + 500);
        Assert.Equal(1, done.Series);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task A_number_that_is_missing_beside_those_skipped_is_noticed()
    {
        var shop = await server.RegisterAsync();
        await shop.InvoiceAsync();
        await RestoredAsync(documentNumbersSkipped: 50);
        await server.ExecuteAsync("UPDATE invoice_series SET last = last + 1");

        var verified = (await server.Operator.ReadAsync("admin/verify")).Data();

        Assert.False((bool)verified["holds"]!);
    }

    [Fact]
    public async Task Money_of_an_attempt_that_was_thought_to_have_ended_is_found()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.WithFaultsAsync(new() { ["ipn"] = "drop" }, () => server.PayAsync((string)payment["reference"]!));
        await server.WithDbAsync(db => db.Of<PaymentAttempt>(Owner(shop)).ExecuteUpdateAsync(
            set => set.SetProperty(attempt => attempt.Status, AttemptStatus.Expired)));
        await server.WithDbAsync(db => db.Of<Payment>(Owner(shop)).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.DueAt, (DateTimeOffset?)null)));

        // The sandbox is in the server's process, and would forget.
        var done = await RestoredAsync();

        Assert.Equal(1, done.Payments);
        await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return shop.ReadPaymentAsync(payment);
            },
            read => (string?)read["status"] == "SUCCEEDED");
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Of_a_refund_on_its_way_nobody_is_sure_any_more_that_it_was_not_begun()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);

        // Down for all of it: a gateway that is back would begin the refund before it is looked at.
        await server.WithFaultsAsync(new() { ["refund"] = "down" }, async () =>
        {
            await shop.RefundAsync(payment, 100);
            var before = await Eventually.BecomesAsync(
                () =>
                {
                    server.Clock.Advance(TimeSpan.FromSeconds(1));
                    return CallsAsync(shop);
                },
                calls => calls > 0);

            var done = await RestoredAsync();

            Assert.Equal(1, done.Refunds);
            Assert.Equal(before + 1, await CallsAsync(shop));
            return done;
        });
    }

    [Fact]
    public async Task Operators_sign_in_again()
    {
        await server.Operator.ReadAsync("admin/apps");

        Assert.NotEqual(0, (await RestoredAsync()).Sessions);

        Assert.False(await server.WithDbAsync(db => db.Directory<OperatorSession>().AnyAsync(session => session.EndedAt == null)));
    }

    [Fact]
    public async Task Beside_a_running_node_nothing_is_done()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process, and restore asks the file.");
        using var enough = new CancellationTokenSource();
        var ticking = Task.Run(async () =>
        {
            for (; !enough.IsCancellationRequested; await Task.Delay(100)) server.Clock.Advance(TimeSpan.FromSeconds(1));
        });

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RepairAfterRestore.RunAsync(
            [$"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}"], server.Clock.GetUtcNow(), 0,
            TextWriter.Null, TestContext.Current.CancellationToken));
        await enough.CancelAsync();
        await ticking;

        Assert.Contains("Stop every node", refused.Message, StringComparison.Ordinal);
        Assert.True(await server.WithDbAsync(db => db.Directory<IdBlock>().AllAsync(block => block.Next < 500_000_000)));
    }

    [Fact]
    public async Task Money_that_nothing_here_knows_of_is_found_by_the_gateways_own_list()
    {
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        var known = await server.WithDbAsync(
            db => db.Of<PaymentAttempt>(Owner(shop)).Select(attempt => attempt.TransactionId).SingleAsync());
        var (lost, unpaid) = (Reference.New("oi", Owner(shop)).Text, Reference.New("oi", Owner(shop)).Text);
        await OpenAtTheGatewayAsync(lost);
        await OpenAtTheGatewayAsync(unpaid);
        using (var client = new HttpClient())
        {
            using var body = new StringContent("""{ "outcome": "success" }""", System.Text.Encoding.UTF8, "application/json");
            using var paid = await client.PostAsync(new Uri(server.SandboxUrl, $"/control/transactions/{lost}/outcome"), body);
            Assert.True(paid.IsSuccessStatusCode, await paid.Content.ReadAsStringAsync());
        }

        var found = await server.WithServicesAsync(async services =>
        {
            var find = new FindLostMoney(
                services.GetRequiredService<OiPaymentsDb>(), services.GetRequiredService<RegisteredGateways>(),
                services.GetRequiredService<GatewayAccounts>());
            var all = new List<ComparedTransaction>();
            await foreach (var one in find.RunAsync(
                $"id,amount\n{known},1250.50\n\"{lost}\",100.00\n{unpaid};{lost}\noiNotOurs", Mode.Test, CancellationToken.None))
                all.Add(one);
            return all;
        });

        Assert.Equal(
            [
                (known, ComparedTransaction.Result.Known), (lost, ComparedTransaction.Result.Lost),
                (unpaid, ComparedTransaction.Result.Unpaid),
            ],
            found.Select(one => (one.TransactionId.Text, one.Verdict)));
        Assert.Equal(new Money(10_000, Currency.Bdt), found[1].Receipt?.Charged);
    }

    private async Task<Recovered> RestoredAsync(long documentNumbersSkipped = 0)
    {
        var done = await server.WithServicesAsync(services => new AfterRestore(
            services.GetRequiredService<OiPaymentsDb>(), server.Clock).RunAsync(
                server.Clock.GetUtcNow(), documentNumbersSkipped, CancellationToken.None));

        // The operator's session is over: later than this, the test signs in again by itself.
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        return done;
    }

    private Task<int> CallsAsync(TestApplication shop) =>
        server.WithDbAsync(db => db.Of<Refund>(Owner(shop)).Select(refund => refund.UnansweredCalls).SingleAsync());

    private static async Task<long> LastEventAsync(TestApplication shop) => (await Eventually.BecomesAsync(
        async () => (await shop.Test.ReadAsync("events")).Data().AsArray(), events => events.Count > 0))
        .Max(one => (long)one!["sequence"]!);

    private static int NumberOf(JsonNode invoice) => int.Parse(
        ((string)invoice["number"]!).Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private static ApplicationId Owner(TestApplication shop) => new((uint)shop.Id);

    private async Task OpenAtTheGatewayAsync(string transactionId)
    {
        var store = SandboxStore.Defaults[0];
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["store_id"] = store.Id,
            ["store_passwd"] = store.Password,
            ["tran_id"] = transactionId,
            ["total_amount"] = "100.00",
            ["currency"] = "BDT",
            ["success_url"] = "http://127.0.0.1:1/",
            ["fail_url"] = "http://127.0.0.1:1/",
            ["cancel_url"] = "http://127.0.0.1:1/",
            ["cus_name"] = "Rahima",
            ["cus_email"] = "rahima@example.com",
            ["cus_add1"] = "Dhaka",
            ["cus_phone"] = "01700000000",
            ["shipping_method"] = "NO",
            ["product_name"] = "Tea",
            ["product_category"] = "Food",
            ["product_profile"] = "general",
        });
        using var answer = await client.PostAsync(new Uri(server.SandboxUrl, "/gwprocess/v4/api.php"), form);
        Assert.Contains("SUCCESS", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
