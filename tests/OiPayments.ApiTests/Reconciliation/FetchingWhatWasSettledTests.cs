using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Payments;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.Gateways;
using OiPayments.Reconciliation;
using OiPayments.SigningIn;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>
/// The gateway is asked what it settled, and its answer goes the way of a file. The sandbox pays out on the next working day; each test
/// has a day of its own.
/// </summary>
public sealed class FetchingWhatWasSettledTests(FetchingWhatWasSettledTests.Server server)
    : IClassFixture<FetchingWhatWasSettledTests.Server>
{
    private static readonly TimeSpan Dhaka = TimeSpan.FromHours(6);

    [Fact]
    public async Task Payments_are_matched_and_booked_without_a_mapping_and_however_often_it_is_asked_they_count_once()
    {
        var paidOut = Monday();
        var shop = await server.RegisterAsync();
        var (first, second) = (await server.PaidPaymentAsync(shop), await server.PaidPaymentAsync(shop));
        var refund = (await shop.RefundAsync(first, 4000)).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);

        var fetched = await FetchAsync($"day={paidOut}");
        Assert.Equal(HttpStatusCode.Accepted, fetched.Status);
        var statement = await server.WhenReadAsync(fetched);

        Assert.Equal(("IMPORTED", 3, 3, 0, 0, 0), ImportingASettlementFileTests.Summary(statement));
        Assert.Equal($"SSLCOMMERZ-settled-{paidOut}.csv", (string?)statement["fileName"]);
        var results = await server.ResultsAsync($"statementId={statement["id"]}");
        Assert.All(results, result => Assert.Equal(("MATCHED", paidOut), ((string?)result["status"], (string?)result["period"])));
        Assert.Equal(
            [("PAYMENT", (long)first["id"]!, 121924), ("PAYMENT", (long)second["id"]!, 121924), ("REFUND", (long)first["id"]!, -4000)],
            results.Select(result => ((string)result["kind"]!, (long)result["paymentId"]!, (int)result["netMinor"]!)).Order());
        const string booked = "APPLICATION_PAYABLE 246100, GATEWAY_FEES 6252, BANK_IN_TRANSIT 239848";
        Assert.Equal(booked, await shop.BalancesAsync());

        // The same answer is the same file; one with another line has the others once more.
        Assert.Equal((long)statement["id"]!, (long)(await FetchAsync($"day={paidOut}")).Data()["id"]!);
        await server.PaidPaymentAsync(shop);
        var more = await server.WhenReadAsync(await FetchAsync($"day={paidOut}"));
        Assert.Equal(("IMPORTED", 4, 1, 0, 0, 3), ImportingASettlementFileTests.Summary(more));
        Assert.Equal("APPLICATION_PAYABLE 371150, GATEWAY_FEES 9378, BANK_IN_TRANSIT 361772", await shop.BalancesAsync());
        server.Clock.Advance(TimeSpan.FromDays(1));
        var run = await RunAsync(paidOut);
        Assert.Equal((4, true), ((int)run["matched"]!, (bool)run["ledgerBalanced"]!));
    }

    [Fact]
    public async Task The_saved_mapping_of_the_store_does_not_matter_when_it_is_read_nor_when_it_is_read_again()
    {
        var paidOut = Monday();
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        await server.MapAsync();
        try
        {
            var statement = await server.WhenReadAsync(await FetchAsync($"day={paidOut}"));
            Assert.Equal(("IMPORTED", 1, 1, 0, 0, 0), ImportingASettlementFileTests.Summary(statement));

            var again = await ReadAgainAsync((long)statement["id"]!);
            Assert.Equal(("CHECKED", 1, 0, 0, 0, 1), ImportingASettlementFileTests.Summary(again));
        }
        finally
        {
            await server.WithDbAsync(db => db.AcrossApplications<SettlementAccount>()
                .ExecuteUpdateAsync(set => set.SetProperty(account => account.Mapping, (string?)null)));
        }
    }

    [Fact]
    public async Task A_payment_that_the_gateway_does_not_tell_of_is_flagged_though_no_file_was_ever_mapped()
    {
        var paidOut = Monday();
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        await server.WhenReadAsync(await FetchAsync($"day={paidOut}"));
        var forgotten = await server.PaidPaymentAsync(shop);
        var paidOn = server.Clock.GetUtcNow().ToOffset(Dhaka).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        server.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, (int)(await RunAsync(paidOn))["missingInSettlement"]!);

        var flag = Assert.Single(await server.ResultsAsync($"reason=MISSING_IN_SETTLEMENT&period={paidOn}"));
        Assert.Equal((long)forgotten["id"]!, (long)flag["paymentId"]!);
    }

    [Fact]
    public async Task A_day_without_settlement_is_said_and_keeps_no_file()
    {
        var before = await CountAsync();

        var answer = await FetchAsync("day=2027-03-01");

        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND"), (answer.Status, answer.ErrorCode));
        Assert.Contains("settled nothing on 2027-03-01", Message(answer), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("", "day", "Is required: a day such as 2026-08-24.")]
    [InlineData("day=yesterday", "day", "Must be a day such as 2026-06-04.")]
    [InlineData("day=2026-01-15&gateway=NOPAY", "gateway", "Must be OTHERPAY or SSLCOMMERZ.")]
    public async Task What_is_asked_wrongly_is_said_field_by_field(string query, string field, string message)
    {
        var answer = await FetchAsync(query);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(message, (string?)answer.Json["data"]![field]);
    }

    [Fact]
    public async Task A_day_to_come_is_refused_for_LIVE()
    {
        var answer = await server.Operator.PostAsync("admin/reconciliation/statements/fetch?day=2099-01-01", new JsonObject());

        Assert.Equal("Is in the future.", (string?)answer.Json["data"]!["day"]);
    }

    [Fact]
    public async Task Where_there_is_no_store_it_is_said_and_nobody_is_asked()
    {
        var shop = await server.RegisterAsync();

        var live = await server.Operator.PostAsync("admin/reconciliation/statements/fetch?day=2026-01-15", new JsonObject());
        var own = await FetchAsync($"day=2026-01-15&applicationId={shop.Id}");

        Assert.Equal(("INVALID_OPERATION_STATE", "INVALID_OPERATION_STATE"), (live.ErrorCode, own.ErrorCode));
        Assert.Contains("no LIVE store", Message(live), StringComparison.Ordinal);
        Assert.Contains("no TEST store of its own at SSLCOMMERZ", Message(own), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_have_reports_made_is_refused()
    {
        using var reader = await server.OperatorWithAsync([Permission.ReportRead]);

        var answer = await reader.PostAsync("admin/reconciliation/statements/fetch?mode=TEST&day=2026-01-15", new JsonObject());

        Assert.Equal((HttpStatusCode.Forbidden, "FORBIDDEN"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task Pages_are_put_together_and_lines_of_another_system_are_shown_to_a_person()
    {
        server.Other.Reset();
        server.Other.Pages = [[Line("ORDER-1", 9750), Line("=1+\"2\",x", 100)], [Line("ORDER-1", 9750)]];

        var statement = await server.WhenReadAsync(await FetchAsync("day=2026-01-18&gateway=OTHERPAY"));

        Assert.Equal(("IMPORTED", 3, 0, 3, 0, 0), ImportingASettlementFileTests.Summary(statement));
        Assert.Equal(
            [("=1+\"2\",x", 100), ("ORDER-1", 9750), ("ORDER-1", 9750)],
            (await server.ResultsAsync($"statementId={statement["id"]}"))
                .Select(result => ((string)result["transactionId"]!, (int)result["netMinor"]!)).Order());
    }

    [Fact]
    public async Task An_answer_that_is_not_whole_is_not_kept()
    {
        var before = await CountAsync();
        List<(string About, string? Code, Action Prepare)> answers =
        [
            ("3 transactions, and lists 2", "INVALID_OPERATION_STATE", () => server.Other.Transactions = _ => 3),
            ("changed while it was asked", "INVALID_OPERATION_STATE", () => server.Other.Transactions = page => page + 1),
            ("201 pages", "PAYLOAD_TOO_LARGE", () => server.Other.Pages = [.. Enumerable.Repeat<SettledLine[]>([], 201)]),
            ("it is asleep", "GATEWAY_UNAVAILABLE", () => server.Other.FailsAt = 2),
        ];
        foreach (var (about, code, prepare) in answers)
        {
            server.Other.Reset();
            server.Other.Pages = [[Line("ORDER-1", 100)], [Line("ORDER-2", 100)]];
            prepare();

            var answer = await FetchAsync("day=2026-01-19&gateway=OTHERPAY");

            Assert.Equal(code, answer.ErrorCode);
            Assert.Contains(about, Message(answer), StringComparison.Ordinal);
            Assert.Contains("Nothing was kept", Message(answer), StringComparison.Ordinal);
        }

        Assert.Equal(before, await CountAsync());
    }

    private static SettledLine Line(string id, long minor) => new(id, new(2026, 1, 18), new(2026, 1, 15), new(minor, Currency.Bdt));

    private static string Message(Answer answer) => (string?)answer.Json["meta"]!["message"] ?? "";

    /// <summary>Moves to noon of a Sunday; answers the Monday after it, when the sandbox pays out.</summary>
    private string Monday()
    {
        var noon = server.Clock.GetUtcNow().ToOffset(Dhaka).Date.AddHours(12);
        do noon = noon.AddDays(1);
        while (noon.DayOfWeek is not DayOfWeek.Sunday);
        server.Clock.Advance(new DateTimeOffset(noon, Dhaka) - server.Clock.GetUtcNow());
        return noon.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private Task<Answer> FetchAsync(string query) =>
        server.Operator.PostAsync($"admin/reconciliation/statements/fetch?mode=TEST&{query}", new JsonObject());

    private async Task<JsonNode> RunAsync(string period) =>
        (await server.Operator.PostAsync($"admin/reconciliation/runs?mode=TEST&period={period}", new JsonObject())).Data();

    private Task<int> CountAsync() => server.WithDbAsync(async db => await db.AcrossApplications<SettlementStatement>().CountAsync()
        + await db.AcrossApplications<StatementChunk>().CountAsync());

    /// <summary>As the dashboard does, to try it out.</summary>
    private async Task<JsonNode> ReadAgainAsync(long id)
    {
        var read = await server.WithServicesAsync(async services =>
        {
            var session = await services.GetRequiredService<Sessions>().FindAsync(await server.OperatorTokenAsync(), "127.0.0.1", default);
            Assert.False(session.IsRefused(out _, out var who));
            Assert.False((await services.GetRequiredService<ReadStatementAgain>().RunAsync(who!, new(id), isDryRun: true, default))
                .IsRefused(out _, out var statement));
            return statement!.Id;
        });
        return await Eventually.BecomesAsync(
            async () => (await server.Operator.ReadAsync($"admin/reconciliation/statements/{read}")).Data(),
            statement => (string?)statement["status"] is "CHECKED" or "REFUSED");
    }

    /// <summary>A server where the call is switched on, beside a second gateway that says what a test wants.</summary>
    public sealed class Server : TestServer
    {
        public Server()
            : this(new())
        {
        }

        private Server(OtherSettlements other)
            : base(
                new() { ["Gateways:Default"] = "SSLCOMMERZ", ["Gateways:SslCommerz:SettlementCall"] = "true" },
                builder =>
                {
                    var gateway = new OtherGateway();
                    builder.Services.AddSingleton<IPaymentGateway>(gateway).AddSingleton<ISettlementGateway>(other);
                    builder.Services.AddSingleton(new GatewayStores(
                        OtherGateway.GatewayName, mode => mode is Mode.Test ? gateway.Account : null, _ => gateway.Account.BaseUrl));
                }) => Other = other;

        internal OtherSettlements Other { get; }
    }

    internal sealed class OtherSettlements : ISettlementGateway
    {
        public string Name => OtherGateway.GatewayName;

        public string? WhyNoSettlements => null;

        public IReadOnlyList<SettledLine[]> Pages { get; set; } = [];

        /// <summary>How many lines each page says that there are; null for the truth.</summary>
        public Func<int, int>? Transactions { get; set; }

        /// <summary>The page that it does not answer about; none when null.</summary>
        public int? FailsAt { get; set; }

        public void Reset() => (Transactions, FailsAt) = (null, null);

        public Task<SettledPage> ListSettledAsync(GatewayAccount account, DateOnly day, int page, CancellationToken ct) => page == FailsAt
            ? throw new GatewayUnavailableException(Name, "it is asleep")
            : Task.FromResult(new SettledPage(
                Pages[page - 1], Pages.Count, Transactions?.Invoke(page) ?? Pages.Sum(lines => lines.Length)));
    }
}

/// <summary>Where nobody has switched it on.</summary>
public sealed class FetchingIsOffTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_setting_that_switches_it_on_is_named()
    {
        var answer = await server.Operator.PostAsync(
            "admin/reconciliation/statements/fetch?mode=TEST&day=2026-01-15", new JsonObject());

        Assert.Equal((HttpStatusCode.Conflict, "INVALID_OPERATION_STATE"), (answer.Status, answer.ErrorCode));
        Assert.Contains(
            "Gateways__SslCommerz__SettlementCall is not true. Nothing was kept.", (string?)answer.Json["meta"]!["message"],
            StringComparison.Ordinal);
    }
}
