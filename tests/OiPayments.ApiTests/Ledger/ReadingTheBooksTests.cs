using System.Net;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>These tests move the clock.</summary>
public class ReadingTheBooksTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Clearing = "ledger/accounts/GATEWAY_CLEARING/entries";

    [Fact]
    public async Task A_statement_leads_from_its_opening_to_its_closing_balance()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!);

        var answer = await shop.Test.ReadAsync(Clearing);

        var statement = answer.Data();
        Assert.Equal(["code", "currency", "openingMinor", "entries", "closingMinor"], statement.AsObject().Select(field => field.Key));
        Assert.Equal((0, 121924), ((long)statement["openingMinor"]!, (long)statement["closingMinor"]!));
        Assert.Equal("""{"page":0,"size":20,"totalElements":2,"totalPages":1}""", answer.Json["pagination"]!.ToJsonString());
        var (capture, fee) = (statement["entries"]![0]!, statement["entries"]![1]!);
        Assert.Equal(
            ["journalId", "line", "cause", "kind", "counterpart", "debitMinor", "creditMinor", "balanceMinor", "postedAt"],
            capture.AsObject().Select(field => field.Key));
        Assert.Equal($"{payment["reference"]}:capture", (string?)capture["cause"]);
        Assert.Equal("CAPTURE APPLICATION_PAYABLE 125050 0 125050", Describe(capture));
        Assert.Equal("GATEWAY_FEE GATEWAY_FEES 0 3126 121924", Describe(fee));
    }

    [Fact]
    public async Task Pages_and_periods_of_a_statement_fit_together()
    {
        var shop = await server.RegisterAsync();
        var times = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            times.Add(server.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
            await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        }

        var running = new List<long>();
        for (var page = 0; page < 3; page++)
        {
            var statement = (await shop.Test.ReadAsync($"{Clearing}?size=2&page={page}")).Data();
            Assert.Equal((0, 365772), ((long)statement["openingMinor"]!, (long)statement["closingMinor"]!));
            running.AddRange(statement["entries"]!.AsArray().Select(entry => (long)entry!["balanceMinor"]!));
        }

        Assert.Equal([125050, 121924, 246974, 243848, 368898, 365772], running);

        var first = (await shop.Test.ReadAsync($"{Clearing}?to={times[1]}")).Data();
        var second = (await shop.Test.ReadAsync($"{Clearing}?from={times[1]}&to={times[2]}")).Data();
        var third = (await shop.Test.ReadAsync($"{Clearing}?from={times[2]}&size=1&page=1")).Data();
        Assert.Equal((0, 121924, 2), Summary(first));
        Assert.Equal((121924, 243848, 2), Summary(second));
        Assert.Equal((243848, 365772, 1), Summary(third));
        Assert.Equal(365772, (long)third["entries"]![0]!["balanceMinor"]!);
    }

    [Fact]
    public async Task Balances_are_as_of_any_instant()
    {
        var shop = await server.RegisterAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var instant = server.Clock.GetUtcNow();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);

        Assert.Equal("", await shop.BalancesAsync($"?asOf={instant.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(
            "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126",
            await shop.BalancesAsync($"?asOf={instant:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal("GATEWAY_CLEARING 243848, APPLICATION_PAYABLE 250100, GATEWAY_FEES 6252", await shop.BalancesAsync());
        var accounts = (await shop.Test.ReadAsync("ledger/accounts")).Data().AsArray();
        Assert.Equal(
            [
                "GATEWAY_CLEARING", "APPLICATION_PAYABLE", "GATEWAY_FEES", "REFUNDS_IN_TRANSIT", "BANK_IN_TRANSIT", "BANK", "SUSPENSE",
                "INVOICE_RECEIVABLE", "INVOICED", "TAX_WITHHELD",
            ],
            accounts.Select(account => (string?)account!["code"]));
        Assert.Equal(
            ["ASSET", "LIABILITY", "EXPENSE", "LIABILITY", "ASSET", "ASSET", "LIABILITY", "ASSET", "INCOME", "ASSET"],
            accounts.Select(account => (string?)account!["type"]));
    }

    [Fact]
    public async Task The_trial_balance_adds_up()
    {
        var shop = await server.RegisterAsync();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);

        var trial = (await shop.Test.ReadAsync("ledger/trial-balance")).Data();

        Assert.Equal(["asOf", "accounts", "totals", "balanced"], trial.AsObject().Select(field => field.Key));
        Assert.Equal("""[{"currency":"BDT","debitMinor":128176,"creditMinor":128176}]""", trial["totals"]!.ToJsonString());
        Assert.True((bool)trial["balanced"]!);
    }

    [Fact]
    public async Task Another_applications_books_and_the_other_modes_are_empty()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);

        foreach (var client in new[] { other.Test, shop.Live })
        {
            Assert.Empty((await client.ReadAsync("ledger/accounts")).Data().AsArray());
            Assert.Equal((0, 0, 0), Summary((await client.ReadAsync(Clearing)).Data()));
            Assert.Empty((await client.ReadAsync("ledger/trial-balance")).Data()["accounts"]!.AsArray());
        }

        Assert.Equal("UNAUTHORIZED", (await server.Anonymous.ReadAsync("ledger/accounts")).ErrorCode);
    }

    [Theory]
    [InlineData("ledger/accounts/PETTY_CASH/entries", HttpStatusCode.NotFound)]
    [InlineData("ledger/accounts/gateway_clearing/entries", HttpStatusCode.NotFound)]
    [InlineData("ledger/accounts/BANK/entries?currency=XXX", HttpStatusCode.BadRequest)]
    [InlineData("ledger/accounts/BANK/entries?size=201", HttpStatusCode.BadRequest)]
    [InlineData("ledger/accounts?asOf=now", HttpStatusCode.BadRequest)]
    [InlineData("ledger/trial-balance?asOf=now", HttpStatusCode.BadRequest)]
    public async Task A_question_that_makes_no_sense_is_refused(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, (await (await server.RegisterAsync()).Test.ReadAsync(path)).Status);

    private static string Describe(JsonNode entry) =>
        $"{entry["kind"]} {entry["counterpart"]} {entry["debitMinor"]} {entry["creditMinor"]} {entry["balanceMinor"]}";

    private static (long Opening, long Closing, int Entries) Summary(JsonNode statement) =>
        ((long)statement["openingMinor"]!, (long)statement["closingMinor"]!, statement["entries"]!.AsArray().Count);
}
