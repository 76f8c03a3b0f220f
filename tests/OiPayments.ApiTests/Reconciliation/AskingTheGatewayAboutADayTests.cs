using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Payments;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.Gateways;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>Where no settlement file comes, the gateway's transaction query says whether it has the money.</summary>
public class AskingTheGatewayAboutADayTests
{
    private const string Today = "2026-01-15";

    [Fact]
    public async Task Payments_and_refunds_that_the_gateway_confirms_count_and_move_nothing()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        var (first, second) = (await server.PaidPaymentAsync(shop), await server.PaidPaymentAsync(shop));
        var refund = (await shop.Test.PostAsync($"payments/{second["id"]}/refunds", new JsonObject { ["amountMinor"] = 5000 })).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        await shop.OpenPaymentAsync();
        var balances = await shop.BalancesAsync();
        Assert.Equal((0, 0, 0, 0, null), Told(await RunAsync(server, ask: false)));

        var run = await RunAsync(server);

        Assert.Equal((3, 0, 0, 0, 0), Told(run));
        Assert.True((bool)run["ledgerBalanced"]!);
        Assert.Equal(balances, await shop.BalancesAsync());
        Assert.Equal(
            [
                ("MATCHED", null, (long)first["id"]!, null, 125050), ("MATCHED", null, (long)second["id"]!, null, 125050),
                ("MATCHED", null, (long)second["id"]!, (long?)refund["id"], -5000),
            ],
            (await server.ResultsAsync("")).Select(one => (
                (string?)one["status"], (string?)one["reason"], (long)one["paymentId"]!, (long?)one["refundId"],
                (long)one["grossMinor"]!)));
        Assert.Equal((3, 0, 0, 0, 0), Told(await RunAsync(server)));
        Assert.Equal((3, 0, 0, 0, null), Told(await RunAsync(server, ask: false)));
        Assert.Equal(3, (await server.ResultsAsync("")).Count);
    }

    [Fact]
    public async Task A_file_that_comes_later_says_more_and_is_what_counts()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        var (named, missing) = (await server.PaidPaymentAsync(shop), await server.PaidPaymentAsync(shop));
        Assert.Equal((2, 0, 0, 0, 0), Told(await RunAsync(server)));

        await server.MapAsync();
        await server.ImportAsync(Row(await server.PaidWithAsync(named), settled: Today));

        // That the gateway has the other is not that it paid it out.
        var waiting = await RunAsync(server);
        Assert.Equal((1, 0, 0, 1, 0), Told(waiting));
        server.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal((1, 1, 0, 0, 0), Told(await RunAsync(server)));
        Assert.Equal(
            (long)missing["id"]!, (long)Assert.Single(await server.ResultsAsync("reason=MISSING_IN_SETTLEMENT"))["paymentId"]!);
        Assert.True((bool)waiting["ledgerBalanced"]!);
    }

    [Theory]
    [InlineData("not found", "NOT_PAID_THERE", 1, 0)]
    [InlineData("pending", "NOT_PAID_THERE", 1, 0)]
    [InlineData("failed", "NOT_PAID_THERE", 1, 0)]
    [InlineData("another amount", "AMOUNT_MISMATCH", 0, 1)]
    [InlineData("another currency", "CURRENCY_MISMATCH", 0, 1)]
    public async Task What_the_gateway_says_otherwise_is_flagged_once_and_closes_when_it_says_the_same(
        string says, string reason, int missing, int mismatched)
    {
        await using var server = new WithOther();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        var payment = await server.PaidElsewhereAsync(shop);
        server.Other.Answer = id => says switch
        {
            "not found" => new GatewayAnswer.NotFound(),
            "pending" => new GatewayAnswer.Pending(),
            "failed" => new GatewayAnswer.NotPaid(AttemptEnding.Failed, "Do not honor"),
            "another amount" => Paid(id, new(125049, Currency.Bdt)),
            _ => Paid(id, new(125050, Currency.Of("USD"))),
        };

        Assert.Equal((0, missing, mismatched, 0, 0), Told(await RunAsync(server)));
        Assert.Equal((0, missing, mismatched, 0, 0), Told(await RunAsync(server)));

        var flag = Assert.Single(await server.ResultsAsync(""));
        Assert.Equal(
            ("FLAGGED", reason, (long)payment["id"]!, 125050),
            ((string?)flag["status"], (string?)flag["reason"], (long)flag["paymentId"]!, (long)flag["grossMinor"]!));
        server.Other.Answer = id => Paid(id, new(125050, Currency.Bdt));
        Assert.Equal((1, 0, 0, 0, 0), Told(await RunAsync(server)));
        Assert.Equal("MATCHED", (string?)Assert.Single(await server.ResultsAsync(""))["status"]);
        Assert.Equal(3, server.Other.Asked.Count);
        await RunAsync(server);
        Assert.Equal(3, server.Other.Asked.Count);
    }

    [Fact]
    public async Task A_flag_that_a_person_explained_is_not_asked_about_again()
    {
        await using var server = new WithOther();
        await server.InitializeAsync();
        await server.PaidElsewhereAsync(await server.RegisterAsync());
        await RunAsync(server);
        var flag = Assert.Single(await server.ResultsAsync("reason=NOT_PAID_THERE"));
        (await server.Operator.PostAsync(
            $"admin/reconciliation/results/{flag["id"]}/resolve", new JsonObject { ["note"] = "Paid in the old store." })).Data();

        server.Other.Answer = id => Paid(id, new(125050, Currency.Bdt));
        await RunAsync(server);

        Assert.Single(server.Other.Asked);
        Assert.Equal("FLAGGED", (string?)Assert.Single(await server.ResultsAsync(""))["status"]);
    }

    [Fact]
    public async Task A_file_that_names_what_the_gateway_denied_closes_the_flag()
    {
        await using var server = new WithOther();
        await server.InitializeAsync();
        var payment = await server.PaidElsewhereAsync(await server.RegisterAsync());
        Assert.Equal((0, 1, 0, 0, 0), Told(await RunAsync(server)));

        await server.ExecuteAsync("UPDATE payments SET gateway = 'SSLCOMMERZ'");
        await server.MapAsync();
        await server.ImportAsync(Row(await server.PaidWithAsync(payment), settled: Today));

        Assert.Empty(await server.ResultsAsync("status=FLAGGED"));
        Assert.Equal((1, 0, 0, 0, null), Told(await RunAsync(server, ask: false)));
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_asked_three_times_and_the_rest_waits()
    {
        await using var server = new WithOther();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        for (var count = 0; count < 5; count++) await server.PaidElsewhereAsync(shop);
        server.Other.Answer = _ => new GatewayAnswer.Unknown("it is asleep");

        Assert.Equal((0, 0, 0, 5, 5), Told(await RunAsync(server)));

        Assert.Equal(3, server.Other.Asked.Count);
        Assert.Empty(await server.ResultsAsync(""));
        server.Other.Answer = id => Paid(id, new(125050, Currency.Bdt));
        Assert.Equal((5, 0, 0, 0, 0), Told(await RunAsync(server)));
    }

    [Fact]
    public async Task At_most_two_hundred_are_asked_about_and_the_next_run_goes_on()
    {
        await using var server = new WithOther();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        await server.PaidElsewhereAsync(shop);

        // Payments of which only a number differs.
        await server.ExecuteAsync(
            """
            INSERT INTO payment_attempts (application_id, id, payment_id, mode, transaction_id, created_at, status, is_risky, charged_minor,
                charged_currency, updated_at, times_asked, version)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 210)
            SELECT a.application_id, 9000000000000 + n, a.payment_id, a.mode, 'another' || n, a.created_at, 'SURPLUS', a.is_risky,
                a.charged_minor, a.charged_currency, a.updated_at, 0, 1
            FROM payment_attempts a, numbers
            """);
        server.Other.Answer = id => Paid(id, new(125050, Currency.Bdt));

        Assert.Equal((200, 0, 0, 11, 11), Told(await RunAsync(server)));
        Assert.Equal((211, 0, 0, 0, 0), Told(await RunAsync(server)));
        Assert.Equal(211, server.Other.Asked.Count);
    }

    [Fact]
    public async Task Two_runs_at_once_write_each_answer_once()
    {
        await using var server = new WithOther();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        for (var count = 0; count < 4; count++) await server.PaidElsewhereAsync(shop);
        server.Other.Answer = id => Paid(id, new(125050, Currency.Bdt));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(server)));

        Assert.Equal(4, (await server.ResultsAsync("")).Count);
        Assert.Equal((4, 0, 0, 0, 0), Told(await RunAsync(server)));
    }

    [Fact]
    public async Task Where_it_is_set_the_service_asks_by_itself_about_LIVE_money()
    {
        await using var server = new WithOther(new() { ["Reconciliation:AskGateway"] = "true" });
        await server.InitializeAsync();
        await server.PaidElsewhereAsync(await server.RegisterAsync());

        // No test pays LIVE money: a TEST payment is made into what one would have left.
        await server.ExecuteAsync("UPDATE payments SET mode = 'LIVE';UPDATE payment_attempts SET mode = 'LIVE'");
        server.Clock.Advance(TimeSpan.FromDays(1));
        var flags = await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromHours(1));
                return (await server.Operator.ReadAsync("admin/reconciliation/results?mode=LIVE")).Data().AsArray();
            },
            found => found.Count > 0);

        Assert.Equal("NOT_PAID_THERE", (string?)Assert.Single(flags)!["reason"]);
    }

    private static GatewayAnswer.Paid Paid(string id, Money amount) =>
        new(new(id, "V", amount, Fee: null, "B", "OTHER", IsRisky: false, ""));

    private static async Task<JsonNode> RunAsync(TestServer server, bool ask = true) => (await server.Operator.PostAsync(
        $"admin/reconciliation/runs?mode=TEST&period={Today}{(ask ? "&askGateway=true" : "")}", new JsonObject())).Data();

    private static (int Matched, int Missing, int Mismatched, int Deferred, int? Unanswered) Told(JsonNode run) => (
        (int)run["matched"]!, (int)run["missingInSettlement"]!, (int)run["amountMismatch"]!, (int)run["deferred"]!,
        (int?)run["unanswered"]);

    /// <summary>Beside a second gateway, which says what a test wants.</summary>
    private sealed class WithOther : TestServer
    {
        public WithOther(Dictionary<string, string?>? settings = null)
            : this(settings ?? [], new())
        {
        }

        private WithOther(Dictionary<string, string?> settings, OtherGateway other)
            : base(
                new(settings) { ["Gateways:Default"] = "SSLCOMMERZ" },
                builder =>
                {
                    builder.Services.AddSingleton<IPaymentGateway>(other);
                    builder.Services.AddSingleton(new GatewayStores(
                        OtherGateway.GatewayName, _ => other.Account, _ => other.Account.BaseUrl));
                }) => Other = other;

        public OtherGateway Other { get; }

        /// <summary>Paid in the sandbox, and then said to have been paid at the other gateway, which knows nothing of it.</summary>
        public async Task<JsonNode> PaidElsewhereAsync(TestApplication shop)
        {
            var payment = await this.PaidPaymentAsync(shop);
            await this.ExecuteAsync($"UPDATE payments SET gateway = '{OtherGateway.GatewayName}' WHERE id = {payment["id"]}");
            return payment;
        }
    }
}
