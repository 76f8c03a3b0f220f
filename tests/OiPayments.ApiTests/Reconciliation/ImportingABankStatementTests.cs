using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.BankUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

public class ImportingABankStatementTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Settled = "APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126, BANK_IN_TRANSIT 121924";
    private const string Arrived = "APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126, BANK 121924";
    private const string CameBack = "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126";
    private static readonly DateOnly Day = new(2026, 1, 15);

    [Fact]
    public async Task A_payout_is_at_the_bank_when_the_bank_says_so()
    {
        var bank = await server.BankAsync();
        var (shop, payout) = await server.PaidOutAsync();
        Assert.Equal(Settled, await shop.BalancesAsync());

        var file = (await bank.UploadAsync(
            Statement(1, 500m, Day, Line(1219.24m, payout, "FT1"), Line(-20m, "NONREF", "FT2", "CHARGES")))).Data();

        Assert.Equal((2, 0, 1, 0, 50000, 169924), Summary(file));
        Assert.Equal(Arrived, await shop.BalancesAsync());
        Assert.Equal(["ARRIVED", "OTHER"], (await bank.EntriesAsync(file)).Select(entry => (string?)entry["status"]));
        var told = await server.PayoutAsync(payout);
        Assert.Equal(
            ("ARRIVED", "2026-01-15", "FT1"), ((string?)told["status"], (string?)told["arrivedOn"], (string?)told["bankReference"]));
    }

    [Fact]
    public async Task A_payout_that_the_bank_sends_back_is_the_gateways_again_and_arrives_once_more()
    {
        var bank = await server.BankAsync();
        var (shop, payout) = await server.PaidOutAsync();
        await bank.UploadAsync(Statement(1, 0m, Day, Line(1219.24m, payout)));

        var back = (await bank.UploadAsync(Statement(2, 1219.24m, Day.AddDays(3), Line(-1219.24m, payout, text: "ACCOUNT CLOSED")))).Data();

        Assert.Equal((1, 0, 1, 0, 121924, 0), Summary(back));
        Assert.Equal(CameBack, await shop.BalancesAsync());
        var returned = await server.PayoutAsync(payout);
        Assert.Equal("RETURNED", (string?)returned["status"]);
        Assert.Contains("ACCOUNT CLOSED", (string?)returned["returnReason"], StringComparison.Ordinal);

        await bank.UploadAsync(Statement(3, 0m, Day.AddDays(4), Line(1219.24m, payout)));
        Assert.Equal(Arrived, await shop.BalancesAsync());
        Assert.Equal("ARRIVED", (string?)(await server.PayoutAsync(payout))["status"]);
        Assert.Equal(0, await DifferenceAsync());
    }

    [Fact]
    public async Task The_same_file_an_overlapping_one_and_an_equal_line_count_right()
    {
        var bank = await server.BankAsync(number: null);
        var (shop, payout) = await server.PaidOutAsync();
        var first = Statement(1, 0m, Day, Line(1219.24m, payout), Line(50m, "A"), Line(50m, "A"));
        var file = (await bank.UploadAsync(first)).Data();

        Assert.Equal((string?)file["digest"], (string?)(await bank.UploadAsync(first)).Data()["digest"]);
        Assert.Equal((long)file["id"]!, (long)(await bank.UploadAsync(first)).Data()["id"]!);
        var longer = (await bank.UploadAsync(
            Statement(1, 0m, Day, Line(1219.24m, payout), Line(50m, "A"), Line(50m, "A"), Line(50m, "A")))).Data();
        Assert.Equal((4, 3, 0, 0, 0, 136924), Summary(longer));

        // The bank's next statement overlaps with none: an equal line in it is another one.
        var next = (await bank.UploadAsync(Statement(2, 1369.24m, Day, Line(50m, "A")))).Data();
        Assert.Equal((1, 0, 0, 0, 136924, 141924), Summary(next));
        Assert.Equal(Arrived, await shop.BalancesAsync());
    }

    [Theory]
    [InlineData("1219.25", "AMOUNT_MISMATCH")]
    [InlineData("-1219.24", "NOTHING_TO_RETURN")]
    public async Task A_line_that_names_a_payout_and_does_not_fit_is_shown_to_a_person(string amount, string reason)
    {
        var bank = await server.BankAsync();
        var (shop, payout) = await server.PaidOutAsync();

        var file = (await bank.UploadAsync(
            Statement(1, 5000m, Day, Line(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), payout)))).Data();

        Assert.Equal((1, 0, 0, 1), Counts(file));
        var entry = Assert.Single(await bank.EntriesAsync(file));
        Assert.Equal(("FLAGGED", reason), ((string?)entry["status"], (string?)entry["reason"]));
        Assert.Contains(payout, (string)entry["detail"]!, StringComparison.Ordinal);
        Assert.Equal(Settled, await shop.BalancesAsync());
        Assert.Contains(
            (long)entry["id"]!,
            (await server.AgreementAsync())["differences"]!.AsArray().Where(one => (string?)one!["kind"] == "BANK_FLAG")
                .Select(one => (long)one!["id"]!));
    }

    [Fact]
    public async Task A_payout_that_arrives_twice_counts_once_and_is_shown()
    {
        var bank = await server.BankAsync();
        var (shop, payout) = await server.PaidOutAsync();

        var file = (await bank.UploadAsync(Statement(1, 0m, Day, Line(1219.24m, payout, "FT1"), Line(1219.24m, payout, "FT2")))).Data();

        Assert.Equal((2, 0, 1, 1), Counts(file));
        Assert.Equal("ARRIVED_TWICE", (string?)(await bank.EntriesAsync(file))[1]["reason"]);
        Assert.Equal(Arrived, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_line_before_its_settlement_file_is_found_when_that_comes()
    {
        var bank = await server.BankAsync();
        var (shop, payout) = (await server.RegisterAsync(), BanksUnderTest.NewPayout());
        var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        var file = (await bank.UploadAsync(Statement(1, 0m, Day, Line(1219.24m, payout, "FT1")))).Data();
        Assert.NotEqual("ARRIVED", (string?)Assert.Single(await bank.EntriesAsync(file))["status"]);

        await server.MapAsync();
        await server.ImportAsync(SettlementsUnderTest.Row(paid, batch: payout, settled: "2026-01-15"));

        Assert.Equal("ARRIVED", (string?)Assert.Single(await bank.EntriesAsync(file))["status"]);
        Assert.Equal(Arrived, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_line_of_the_amount_without_the_name_waits_for_a_person_who_says_what_it_is()
    {
        var bank = await server.BankAsync();
        var (shop, payout) = await server.PaidOutAsync();
        var file = (await bank.UploadAsync(Statement(1, 0m, Day, Line(1219.24m, "NONREF", $"FT{payout[^5..]}", "SSL WIRELESS")))).Data();
        var entry = Assert.Single(await bank.EntriesAsync(file));
        Assert.Equal(("FLAGGED", "UNNAMED"), ((string?)entry["status"], (string?)entry["reason"]));
        var (payoutId, path) = (
            (long)(await server.PayoutAsync(payout))["id"]!, $"admin/reconciliation/bank-entries/{entry["id"]}/resolve");

        var tooShort = await server.Operator.SendAsync(HttpMethod.Post, path, """{"note":"?"}""");
        Assert.Equal(HttpStatusCode.BadRequest, tooShort.Status);
        var unknown = await server.Operator.SendAsync(HttpMethod.Post, path, """{"note":"Seen at the bank.","payoutId":999999999}""");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
        var resolved = (await server.Operator.SendAsync(
            HttpMethod.Post, path,
            new JsonObject { ["note"] = "The bank's clerk confirmed it.", ["payoutId"] = payoutId }.ToJsonString())).Data();

        Assert.Equal(("ARRIVED", payoutId), ((string?)resolved["status"], (long)resolved["payoutId"]!));
        Assert.Equal("The bank's clerk confirmed it.", (string?)resolved["resolution"]!["note"]);
        Assert.Equal(Arrived, await shop.BalancesAsync());
        var again = await server.Operator.SendAsync(HttpMethod.Post, path, """{"note":"Once more."}""");
        Assert.Equal((HttpStatusCode.Conflict, "INVALID_OPERATION_STATE"), (again.Status, again.ErrorCode));
    }

    [Fact]
    public async Task A_payout_of_another_amount_cannot_be_said_to_be_the_line()
    {
        var bank = await server.BankAsync();
        var (shop, payout) = await server.PaidOutAsync();
        var file = (await bank.UploadAsync(Statement(1, 0m, Day, Line(1200m, payout)))).Data();
        var entry = Assert.Single(await bank.EntriesAsync(file));

        var refused = await server.Operator.SendAsync(
            HttpMethod.Post, $"admin/reconciliation/bank-entries/{entry["id"]}/resolve",
            new JsonObject { ["note"] = "It must be it.", ["payoutId"] = (long)(await server.PayoutAsync(payout))["id"]! }.ToJsonString());

        Assert.Equal((HttpStatusCode.Conflict, "INVALID_OPERATION_STATE"), (refused.Status, refused.ErrorCode));
        Assert.Equal(Settled, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_gap_between_statements_is_refused_and_keeps_nothing()
    {
        var bank = await server.BankAsync();
        await bank.UploadAsync(Statement(7, 0m, Day, Line(100m, "A")));

        var skipped = await bank.UploadAsync(Statement(9, 300m, Day.AddDays(2), Line(1m, "B")));
        var other = await bank.UploadAsync(Statement(8, 100.01m, Day.AddDays(1), Line(1m, "B")));

        Assert.Equal((HttpStatusCode.BadRequest, "VALIDATION_ERROR"), (skipped.Status, skipped.ErrorCode));
        Assert.Contains("has the number 7, and this one has 9", skipped.Text, StringComparison.Ordinal);
        Assert.Contains("goes on with", other.Text, StringComparison.Ordinal);
        Assert.Single(await FilesAsync(bank));
        Assert.Equal(
            "2026-01-16", (string?)(await bank.UploadAsync(Statement(8, 100m, Day.AddDays(1), Line(1m, "B")))).Data()["closedOn"]);

        // Banks begin anew with 1 in January.
        Assert.Equal(
            1, (int)(await bank.UploadAsync(Statement(1, 101m, new(2027, 1, 3), Line(5m, "B")))).Data()["lines"]!);
    }

    [Fact]
    public async Task A_file_of_another_account_or_currency_or_of_nothing_is_refused()
    {
        var bank = await server.BankAsync(number: "1502-77");
        var otherAccount = await bank.UploadAsync(Statement(1, 0m, Day, Line(100m, "A")));
        var dollars = await (await server.BankAsync()).UploadAsync(
            Statement(1, 0m, Day, Line(100m, "A")).Replace("BDT", "USD", StringComparison.Ordinal));

        Assert.Contains("The file is about account 1501", otherAccount.Text, StringComparison.Ordinal);
        Assert.Contains("The file is about USD", dollars.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await bank.UploadAsync("")).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await bank.UploadAsync(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await bank.UploadAsync(new byte[10_000_001])).Status);
        Assert.Contains(
            "No account has this name",
            (await (bank with { Name = "Nowhere" }).UploadAsync(Statement(1, 0m, Day))).Text, StringComparison.Ordinal);
        Assert.Empty(await FilesAsync(bank));
    }

    [Fact]
    public async Task A_table_is_tried_mapped_and_read()
    {
        var bank = await server.BankAsync(number: null);
        var (shop, payout) = await server.PaidOutAsync();
        var table = $"Date,Particulars,Withdrawal,Deposit,Balance\r\n15/01/2026,BEFTN SSL {payout},,\"1,219.24\",\"1,719.24\"\r\n"
            + "15/01/2026,CHARGES,20.00,,\"1,699.24\"\r\n";

        var unmapped = await bank.UploadAsync(table);
        Assert.Equal(HttpStatusCode.BadRequest, unmapped.Status);
        Assert.Contains("Map its columns", unmapped.Text, StringComparison.Ordinal);
        var tried = (await bank.UploadAsync(table, dryRun: true)).Data();
        Assert.Null(tried["id"]);
        var proposal = tried["preview"]!["proposal"]!;
        Assert.Equal(
            ["BOOKED_ON", "TEXT", "DEBIT", "CREDIT", "BALANCE"],
            proposal["columns"]!.AsArray().Select(column => (string?)column!["field"]));

        (await server.Operator.SendAsync(
            HttpMethod.Put, "admin/reconciliation/bank-accounts",
            new JsonObject { ["mode"] = "TEST", ["name"] = bank.Name, ["mapping"] = proposal.DeepClone() }.ToJsonString())).Data();
        Assert.Equal((2, 0, 1, 0), Counts((await bank.UploadAsync(table, dryRun: true)).Data()));
        Assert.Equal(Settled, await shop.BalancesAsync());
        Assert.Equal((2, 0, 1, 0, 50000, 169924), Summary((await bank.UploadAsync(table)).Data()));
        Assert.Equal(Arrived, await shop.BalancesAsync());
    }

    [Fact]
    public async Task Two_uploads_at_once_bring_each_line_once()
    {
        var bank = await server.BankAsync();
        var (shop, payout) = await server.PaidOutAsync();
        var lines = Enumerable.Range(0, 40).Select(number => Line(10m, $"R{number}")).ToList();
        string[] files =
        [
            Statement(1, 0m, Day, [Line(1219.24m, payout), .. lines]),
            Statement(1, 0m, Day, [Line(1219.24m, payout), .. lines, Line(1m, "Z")]),
            Statement(1, 0m, Day, [Line(1219.24m, payout), .. lines]),
        ];

        var answers = await Task.WhenAll(files.Select(file => bank.UploadAsync(file)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(42, (await FilesAsync(bank)).Sum(file => (int)file["lines"]! - (int)file["linesKnown"]!));
        Assert.Equal(Arrived, await shop.BalancesAsync());
        Assert.Equal(0, await DifferenceAsync());
    }

    private async Task<List<JsonNode>> FilesAsync(BankUnderTest bank) =>
        [.. (await server.Operator.ReadAsync($"admin/reconciliation/bank-statements?mode=TEST&accountId={bank.Id}")).Data().AsArray()
            .Select(file => file!)];

    private async Task<long> DifferenceAsync() => (await server.AgreementAsync())["currencies"]!.AsArray()
        .SelectMany(currency => currency!["places"]!.AsArray()).Sum(place => Math.Abs((long)place!["differenceMinor"]!));

    private static (int Lines, int Known, int Matched, int Flagged, long? Opening, long? Closing) Summary(JsonNode file) => (
        (int)file["lines"]!, (int)file["linesKnown"]!, (int)file["matched"]!, (int)file["flagged"]!, (long?)file["openingMinor"],
        (long?)file["closingMinor"]);

    private static (int Lines, int Known, int Matched, int Flagged) Counts(JsonNode file) =>
        ((int)file["lines"]!, (int)file["linesKnown"]!, (int)file["matched"]!, (int)file["flagged"]!);
}
