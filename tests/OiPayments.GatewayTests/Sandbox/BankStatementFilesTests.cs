using System.Text;
using System.Xml.Linq;
using OiPayments.Statements;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>The bank's statements that the sandbox writes about payouts. Its clock stands on Sunday, 14 June 2026.</summary>
public sealed class BankStatementFilesTests
{
    private const string Day = "2026-06-14";
    private const string Payout = "STL260614-01";

    public static TheoryData<string> Formats => ["csv", "mt940", "xml"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_payout_of_a_day_arrives_on_its_day_under_its_reference(string format)
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();

        var statement = await sandbox.StatementAsync($"{Day}.{format}");

        var day = new DateOnly(2026, 6, 15);
        Assert.Equal(
            [(12154884, Payout, "FT2606150001", day, false), (-230, null, "FT2606150002", day, false)],
            statement.Lines.Select(line => (line.AmountMinor, line.Reference, line.BankReference!, line.BookedOn, line.IsReversal)));
        Assert.Equal((25000000, 37154654, day, day), Ends(statement));
        Assert.Equal("BEFTN CREDIT SSLCOMMERZ STL260614-01", statement.Lines[0].Text);
        Assert.Equal(-statement.Lines[0].AmountMinor, (await sandbox.RowsAsync($"{Day}.csv")).Single(IsPayout).NetMinor);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_payout_that_is_returned_goes_again_a_working_day_later(string format)
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();

        var statement = await sandbox.StatementAsync($"{Day}.{format}?faults=returned-payout");

        var returned = statement.Lines[^1];
        Assert.Equal((-12154884, Payout, new DateOnly(2026, 6, 16)), (returned.AmountMinor, returned.Reference, returned.BookedOn));
        Assert.Equal(format is not "csv", returned.IsReversal);
        Assert.Equal((25000000, 24999770, new(2026, 6, 15), new DateOnly(2026, 6, 16)), Ends(statement));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_statement_opens_with_what_the_last_one_closed_with_and_is_one_for_days_that_are_paid_out_together(string format)
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();
        sandbox.Clock.SetUtcNow(new(2026, 6, 18, 12, 0, 0, TimeSpan.Zero));
        await sandbox.PayAsync("THURSDAY", "100.00");
        sandbox.Clock.Advance(TimeSpan.FromDays(1));
        await sandbox.PayAsync("FRIDAY", "200.00");

        var first = await sandbox.StatementAsync($"{Day}.{format}");
        var second = await sandbox.StatementAsync($"2026-06-18.{format}");

        Assert.Equal(first.ClosingMinor, second.OpeningMinor);
        Assert.Equal(
            [(9750, "STL260618-01"), (19500, "STL260619-01"), (-230, null)],
            second.Lines.Select(line => (line.AmountMinor, line.Reference)));
        Assert.Equal(
            await sandbox.FileAsync($"bank-statements/2026-06-18.{format}"),
            await sandbox.FileAsync($"bank-statements/2026-06-19.{format}"));
        if (format is "csv") return;
        Assert.Equal((1, 2), (first.Sequence, second.Sequence));
        Assert.Equal(("1501200000001", "1501200000001"), (first.Account, second.Account));
    }

    // iso20022.js 0.0.15 reads no account whose bank is not named.
    [Fact]
    public async Task Camt_names_the_bank_that_keeps_the_account()
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();

        var file = XDocument.Parse(Encoding.UTF8.GetString(await sandbox.FileAsync($"bank-statements/{Day}.xml")));

        var account = file.Descendants().Single(element => element.Name.LocalName == "Acct");
        Assert.Equal(["Id", "Ccy", "Svcr"], account.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("SANDBOX", account.Elements().Last().Value);
    }

    [Theory]
    [InlineData("remainder", 10939396)]
    [InlineData("missing-row", 117924)]
    [InlineData("wrong-fee", 12151758)]
    public async Task What_arrives_is_what_the_settlement_file_with_the_same_faults_says(string fault, long paidOut)
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();

        var statement = await sandbox.StatementAsync($"{Day}.mt940?faults={fault}");

        Assert.Equal(paidOut, statement.Lines[0].AmountMinor);
        Assert.Equal(-paidOut, (await sandbox.RowsAsync($"{Day}.csv?faults={fault}")).Single(IsPayout).NetMinor);
    }

    [Fact]
    public async Task A_day_on_which_more_was_given_back_than_paid_is_collected()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await sandbox.PayAsync("ORDER-1", "300.00");
        sandbox.Clock.Advance(TimeSpan.FromDays(1));
        await sandbox.RefundAsync(bank, "100.00");
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));

        var statement = await sandbox.StatementAsync("2026-06-15.xml");

        Assert.Equal((-10000, "STL260615-01"), (statement.Lines[0].AmountMinor, statement.Lines[0].Reference));
        Assert.Single(await sandbox.RowsAsync("2026-06-15.csv"));
        Assert.Contains("needs a payout", (await sandbox.NoFileAsync("bank-statements/2026-06-15.xml?faults=returned-payout")).Problem,
            StringComparison.Ordinal);
    }

    private static bool IsPayout(SettlementRow row) => row.Kind is SettlementRowKind.Payout;

    private static (long? Opening, long? Closing, DateOnly? From, DateOnly? To) Ends(BankStatement statement) =>
        (statement.OpeningMinor, statement.ClosingMinor, statement.OpenedOn, statement.ClosedOn);
}
