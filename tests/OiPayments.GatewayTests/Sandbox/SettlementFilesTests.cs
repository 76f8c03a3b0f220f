using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using OiPayments.Statements;
using static OiPayments.GatewayTests.Sandbox.SettlementsUnderTest;
using static OiPayments.Statements.SettlementRowKind;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>The settlement files that the sandbox writes. Its clock stands on Sunday, 14 June 2026.</summary>
public sealed class SettlementFilesTests
{
    private const string Day = "2026-06-14";
    private const string Payout = "STL260614-01";

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Gross_fee_and_net_are_read_by_the_mapping_that_is_proposed(string format)
    {
        await using var sandbox = await ThreeAsync();

        var rows = await sandbox.RowsAsync($"{Day}.{format}");

        (SettlementRowKind, string?, long?, long?, long?)[] expected =
        [
            (Payment, "ORDER-1", 125050, 3126, 121924), (Payment, "ORDER-2", 12345600, 308640, 12036960),
            (Refund, "ORDER-2", -4000, 0, -4000), (SettlementRowKind.Payout, null, null, null, -12154884),
        ];
        Assert.Equal(expected, rows.Select(Short));
        Assert.Equal((408, new DateTimeOffset(2026, 6, 14, 3, 18, 29, TimeSpan.Zero)), (rows[0].FeeVatMinor, rows[0].TransactedAt));
        Assert.All(rows, row => Assert.Equal((new DateOnly(2026, 6, 15), Payout), (row.SettledOn!.Value, row.PayoutReference)));
        Assert.Matches("^[0-9a-f]{13}$", rows[2].RefundId);
        Assert.Equal(rows[1].ValidationId, rows[2].ValidationId);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Debits_and_credits_are_read_by_the_mapping_that_is_proposed(string format)
    {
        await using var sandbox = await ThreeAsync();

        var rows = await sandbox.RowsAsync($"{Day}.{format}?layout=debit-credit");

        (SettlementRowKind, string?, long?, long?)[] expected =
        [
            (Payment, "ORDER-1", 3126, 121924), (Payment, "ORDER-2", 308640, 12036960), (Refund, "ORDER-2", null, -4000),
            (SettlementRowKind.Payout, null, null, -12154884),
        ];
        Assert.Equal(expected, rows.Select(row => (row.Kind, row.TransactionId, row.FeeMinor, row.NetMinor)));
        Assert.All(rows, row => Assert.Equal((new DateOnly(2026, 6, 15), Payout), (row.SettledOn!.Value, row.PayoutReference)));
        Assert.Equal(new(2026, 6, 14, 3, 18, 29, TimeSpan.Zero), rows[0].TransactedAt);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Net_amounts_alone_are_read_by_the_mapping_that_is_proposed(string format)
    {
        await using var sandbox = await ThreeAsync();

        var rows = await sandbox.RowsAsync($"{Day}.{format}?layout=net-only");

        Assert.Equal(
            [(Payment, "ORDER-1", 121924), (Payment, "ORDER-2", 12036960), (Refund, "ORDER-2", -4000)],
            rows.Select(row => (row.Kind, row.TransactionId, row.NetMinor!.Value)));
        Assert.All(rows, row => Assert.Equal(
            (new DateOnly(2026, 6, 15), new DateTimeOffset(2026, 6, 13, 18, 0, 0, TimeSpan.Zero)),
            (row.SettledOn!.Value, row.TransactedAt!.Value)));
    }

    [Fact]
    public async Task The_short_layout_writes_its_days_and_amounts_as_people_in_Bangladesh_do()
    {
        await using var sandbox = await ThreeAsync();

        Assert.Equal(
            "sett_date,tran_date,transactionID,cr_amount\r\n15/06/2026,14/06/2026,ORDER-1,\"1,219.24\"\r\n"
            + "15/06/2026,14/06/2026,ORDER-2,\"1,20,369.60\"\r\n15/06/2026,14/06/2026,ORDER-2,-40.00\r\n",
            System.Text.Encoding.UTF8.GetString(await sandbox.FileAsync($"settlements/{Day}.csv?layout=net-only")));
    }

    [Theory]
    [InlineData("missing-row", "-ORDER-2 12036960; Payout 117924")]
    [InlineData("wrong-fee", "ORDER-1 121924 becomes 118798; Payout 12151758")]
    [InlineData("doubled-row", "+ORDER-1 121924; Payout 12276808")]
    [InlineData("refund-split", "-ORDER-2 -4000; +ORDER-2 -2400; +ORDER-2 -1600; Payout 12154884")]
    [InlineData("chargeback", "+ORDER-1 -125050; Payout 12029834")]
    [InlineData("remainder", "Payout 10939396")]
    [InlineData("returned-payout", "Payout 12154884")]
    [InlineData("doubled-row,remainder", "+ORDER-1 121924; Payout 11049127")]
    public async Task A_fault_changes_what_it_says_and_nothing_else(string faults, string change)
    {
        await using var sandbox = await ThreeAsync();
        foreach (var layout in (string[])["gross-fee-net", "debit-credit"])
        {
            var right = await sandbox.RowsAsync($"{Day}.csv?layout={layout}");

            var wrong = await sandbox.RowsAsync($"{Day}.csv?layout={layout}&faults={faults}");

            Assert.Equal(change, Change(right, wrong));
            Assert.Equal(wrong.Select(Short), (await sandbox.RowsAsync($"{Day}.xlsx?layout={layout}&faults={faults}")).Select(Short));
        }
    }

    [Fact]
    public async Task A_fee_that_is_wrong_still_adds_up_and_a_chargeback_is_of_its_kind()
    {
        await using var sandbox = await ThreeAsync();

        var rows = await sandbox.RowsAsync($"{Day}.csv?faults=wrong-fee&faults=chargeback");

        Assert.Equal(
            [(Payment, "ORDER-1", 125050, 6252, 118798), (Chargeback, "ORDER-1", -125050, 0, -125050)], rows.Take(2).Select(Short));
    }

    [Fact]
    public async Task The_same_question_is_answered_with_the_same_bytes()
    {
        await using var sandbox = await ThreeAsync();
        string[] files =
        [
            .. from layout in (string[])["gross-fee-net", "debit-credit", "net-only"]
               from format in (string[])["csv", "xlsx"]
               select $"settlements/{Day}.{format}?layout={layout}&faults=chargeback",
            .. from format in (string[])["csv", "mt940", "xml"] select $"bank-statements/{Day}.{format}?faults=returned-payout",
        ];

        foreach (var file in files)
        {
            var first = await sandbox.FileAsync(file);
            sandbox.Clock.Advance(TimeSpan.FromHours(30));
            Assert.Equal(first, await sandbox.FileAsync(file));
        }
    }

    [Fact]
    public async Task A_workbook_does_not_tell_when_it_was_written_and_its_cells_know_their_places()
    {
        await using var sandbox = await ThreeAsync();

        await using var zip = new ZipArchive(new MemoryStream(await sandbox.FileAsync($"settlements/{Day}.xlsx")));

        Assert.All(zip.Entries, part => Assert.Equal(new(1980, 1, 1), part.LastWriteTime.DateTime));
        await using var sheet = await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync();
        var rows = XDocument.Load(sheet).Descendants().Where(element => element.Name.LocalName == "row").ToList();
        Assert.Equal(["1", "2", "3", "4", "5"], rows.Select(row => row.Attribute("r")!.Value));
        Assert.Equal("A5 M5", $"{rows[4].Elements().First().Attribute("r")!.Value} {rows[4].Elements().Last().Attribute("r")!.Value}");
    }

    [Fact]
    public async Task A_day_is_Dhakas_and_is_settled_on_the_next_working_day_of_banks()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        sandbox.Clock.SetUtcNow(new(2026, 6, 17, 17, 59, 59, TimeSpan.Zero));
        await sandbox.PayAsync("WEDNESDAY", "100.00");
        sandbox.Clock.SetUtcNow(new(2026, 6, 17, 18, 0, 0, TimeSpan.Zero));
        await sandbox.PayAsync("THURSDAY", "100.00");
        sandbox.Clock.SetUtcNow(new(2026, 6, 19, 12, 0, 0, TimeSpan.Zero));
        await sandbox.PayAsync("FRIDAY", "100.00");

        var days = new[] { "2026-06-17", "2026-06-18", "2026-06-19" };
        var rows = await Task.WhenAll(days.Select(async day => (await sandbox.RowsAsync($"{day}.csv"))[0]));

        Assert.Equal(
            [("WEDNESDAY", new(2026, 6, 18)), ("THURSDAY", new(2026, 6, 21)), ("FRIDAY", new DateOnly(2026, 6, 21))],
            rows.Select(row => (row.TransactionId!, row.SettledOn!.Value)));
        Assert.Equal(
            ["STL260617-01", "STL260618-01", "STL260619-01"], rows.Select(row => row.PayoutReference));
    }

    [Fact]
    public async Task Refunds_that_are_not_done_or_were_cancelled_are_not_in_it_and_done_ones_are_of_the_day_they_were_done()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await sandbox.PayAsync("ORDER-1", "300.00");
        var cancelled = await sandbox.RefundAsync(await sandbox.PayAsync("ORDER-2", "300.00"), "10.00");
        await sandbox.RefundAsync(bank, "20.00");

        Assert.Equal(2, (await sandbox.RowsAsync($"{Day}.csv")).Count(row => row.TransactionId is not null));
        using var end = await sandbox.Http.PostAsync(
            $"/control/refunds/{cancelled}/outcome", new StringContent("""{"outcome":"cancelled"}"""));
        sandbox.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(
            [(Payment, "ORDER-1"), (Payment, "ORDER-2"), (Refund, "ORDER-1")],
            (await sandbox.RowsAsync($"{Day}.csv?layout=net-only")).Select(row => (row.Kind, row.TransactionId)));
        await sandbox.RefundAsync(bank, "30.00");
        sandbox.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(-3000, Assert.Single(await sandbox.RowsAsync("2026-06-15.csv")).NetMinor);
    }

    [Fact]
    public async Task Each_store_has_its_own_settlement()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PayAsync("MINE", "300.00");
        await sandbox.PayAsync("OTHERS", "400.00", "test_testemi", "test_testemi@ssl");

        Assert.Equal(("MINE", "STL260614-01"), await OnlyAsync($"{Day}.csv"));
        Assert.Equal(("OTHERS", "STL260614-02"), await OnlyAsync($"{Day}.csv?store=test_testemi"));

        async Task<(string?, string?)> OnlyAsync(string file)
        {
            var row = Assert.Single(await sandbox.RowsAsync(file), row => row.Kind is Payment);
            return (row.TransactionId, row.PayoutReference);
        }
    }

    [Fact]
    public async Task A_merchant_whose_clock_is_ahead_is_settled_by_its_clock()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        sandbox.Http.DefaultRequestHeaders.Add("Sandbox-Time", "2026-07-01T10:00:00Z");
        var bank = await sandbox.PayAsync("ORDER-1", "300.00");
        await sandbox.RefundAsync(bank, "40.00");
        sandbox.Http.DefaultRequestHeaders.Remove("Sandbox-Time");

        Assert.Equal(
            [(Payment, 29250), (Refund, -4000)],
            (await sandbox.RowsAsync("2026-07-01.csv?layout=net-only")).Select(row => (row.Kind, row.NetMinor!.Value)));
    }

    [Theory]
    [InlineData("a,b \"c\"")]
    [InlineData("a;b")]
    [InlineData("0000123456789012345678")]
    [InlineData("ORDER_x0041_1")]
    [InlineData("আদেশ-১")]
    [InlineData("a&<b>")]
    public async Task What_a_merchant_calls_its_order_comes_back_as_it_is(string id)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PayAsync(id, "300.00");

        foreach (var layout in (string[])["gross-fee-net", "debit-credit", "net-only"])
        {
            foreach (var format in (string[])["csv", "xlsx"])
                Assert.Equal(id, (await sandbox.RowsAsync($"{Day}.{format}?layout={layout}"))[0].TransactionId);
        }
    }

    [Fact]
    public async Task What_a_workbook_cannot_hold_is_replaced_and_no_file_is_broken_by_it()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PayAsync("a\u0002b", "300.00");

        Assert.Equal("a\uFFFDb", (await sandbox.RowsAsync($"{Day}.xlsx"))[0].TransactionId);
    }

    [Theory]
    [InlineData("2026-06-14.pdf", HttpStatusCode.BadRequest, "Nobody knows the file's ending \"pdf\". Choose csv, xlsx.")]
    [InlineData("2026-06-14", HttpStatusCode.BadRequest, "Choose csv, xlsx.")]
    [InlineData("14-06-2026.csv", HttpStatusCode.BadRequest, "\"14-06-2026\" is no day. Write it as 2026-08-24.")]
    [InlineData("2026-02-29.csv", HttpStatusCode.BadRequest, "is no day")]
    [InlineData("2026-06-14.csv?layout=wide", HttpStatusCode.BadRequest, "Choose gross-fee-net, debit-credit, net-only.")]
    [InlineData("2026-06-14.csv?faults=chargeback,nothing", HttpStatusCode.BadRequest,
        "Nobody knows the fault \"nothing\". Choose missing-row, wrong-fee, doubled-row, refund-split, chargeback, remainder, returned-payout.")]
    [InlineData("2026-06-14.csv?store=nobody", HttpStatusCode.BadRequest, "Choose testbox, test_testemi.")]
    [InlineData("2026-06-14.csv?fault=chargeback", HttpStatusCode.BadRequest, "Ask with store, layout or faults.")]
    [InlineData("2026-06-14.csv?layout=net-only&faults=remainder", HttpStatusCode.BadRequest, "Choose gross-fee-net, debit-credit.")]
    [InlineData("2026-06-14.csv?faults=missing-row", HttpStatusCode.Conflict, "needs two payments")]
    [InlineData("2026-06-14.csv?faults=refund-split", HttpStatusCode.Conflict, "needs a refund")]
    [InlineData("2026-06-13.csv", HttpStatusCode.NotFound, "It was on 2026-06-14.")]
    [InlineData("2026-06-14.csv?store=test_testemi", HttpStatusCode.NotFound, "Nor on any other day.")]
    public async Task A_question_that_has_no_answer_is_told_why_and_what_to_ask_instead(string file, HttpStatusCode status, string told)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PayAsync("ORDER-1", "300.00");

        var (answered, problem) = await sandbox.NoFileAsync($"settlements/{file}");

        Assert.Equal(status, answered);
        Assert.Contains(told, problem, StringComparison.Ordinal);
        if (status is not HttpStatusCode.BadRequest)
            Assert.Equal((status, problem), await sandbox.NoFileAsync($"bank-statements/{file}"));
    }

    [Fact]
    public async Task Without_control_there_are_no_files()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(options => options.ControlEnabled = false);

        foreach (var path in (string[])[$"/control/settlements/{Day}.csv", $"/control/bank-statements/{Day}.csv", "/settlements"])
            Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Http.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("settlement", await sandbox.Http.GetStringAsync("/"), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Two payments, and a refund of the second.</summary>
    internal static async Task<SandboxUnderTest> ThreeAsync()
    {
        var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PayAsync("ORDER-1", "1250.50");
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        await sandbox.RefundAsync(await sandbox.PayAsync("ORDER-2", "123456.00"), "40.00");
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        return sandbox;
    }

    /// <summary>Rows that went or came, and the payout; a row that went where one of its order came has become another.</summary>
    private static string Change(List<SettlementRow> right, List<SettlementRow> wrong)
    {
        var (before, after) = (right.Where(IsEntry).Select(Amount).ToList(), wrong.Where(IsEntry).Select(Amount).ToList());
        var (gone, come) = (before.Where(row => !after.Remove(row)).ToList(), after);
        var payout = Assert.Single(wrong, row => !IsEntry(row));
        var rows = gone is [var was] && come is [var now] && was.Id == now.Id
            ? [$"{was.Id} {was.Net} becomes {now.Net}"]
            : gone.Select(row => $"-{row.Id} {row.Net}").Concat(come.Select(row => $"+{row.Id} {row.Net}"));
        return string.Join("; ", rows.Append($"Payout {-payout.NetMinor}"));

        static bool IsEntry(SettlementRow row) => row.Kind is not SettlementRowKind.Payout;
        static (string? Id, long? Net) Amount(SettlementRow row) => (row.TransactionId, row.NetMinor);
    }
}
