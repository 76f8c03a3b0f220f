using System.Globalization;
using System.Text;
using CsCheck;
using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.BankFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>MT940: what its marks and days mean, and that nothing of a statement is missing.</summary>
public class ReadingMt940Tests
{
    private const string Statement = """
        {1:F01BANKBDDHAXXX0000000000}{2:O9400000000000}{4:
        :20:STMT-1
        :25:0123456789
        :28C:235/1
        :60F:C260824BDT1000,00
        :61:2608240824C250,50NTRFPAYOUT-7//B123
        OTHER DETAILS
        :86:SSLCOMMERZ PAYOUT
        :NOT:a tag
        :20:neither is this
        :61:2608240825D50,NCHGNONREF
        :61:260825RC100,NTRFPAYOUT-6//B122
        :86:REVERSED
        :61:260825RD10,5S103FEE
        :62F:C260825BDT1111,00
        :64:C260825BDT1111,00
        :86:About the whole
        -}{5:{CHK:1}}
        """;

    [Fact]
    public async Task A_statement_is_read_with_its_lines_and_their_texts()
    {
        var statement = Assert.Single(await ReadAsync(Statement));

        Assert.Equal(
            ("0123456789", "BDT", "235", 235L, 1),
            (statement.Account, statement.Currency.Code, statement.Number, statement.Sequence, statement.Page));
        Assert.Equal((new(2026, 8, 24), new(2026, 8, 25), 100000L, 111100L), (statement.OpenedOn!.Value, statement.ClosedOn!.Value,
            statement.OpeningMinor!.Value, statement.ClosingMinor!.Value));
        Assert.Equal([25050L, -5000L, -10000L, 1050L], statement.Lines.Select(line => line.AmountMinor));
        Assert.Equal([false, false, true, true], statement.Lines.Select(line => line.IsReversal));
        Assert.Equal(["PAYOUT-7", null, "PAYOUT-6", "FEE"], statement.Lines.Select(line => line.Reference));
        Assert.Equal(["B123", null, "B122", null], statement.Lines.Select(line => line.BankReference));
        Assert.Equal(6, statement.Lines[0].Number);

        var first = statement.Lines[0];
        Assert.Equal("OTHER DETAILS SSLCOMMERZ PAYOUT :NOT:a tag :20:neither is this", first.Text);
        Assert.Equal(
            ":61:2608240824C250,50NTRFPAYOUT-7//B123\nOTHER DETAILS\n:86:SSLCOMMERZ PAYOUT\n:NOT:a tag\n:20:neither is this", first.Raw);
        Assert.Equal(new DateOnly(2026, 8, 25), statement.Lines[1].BookedOn);
        Assert.Equal(new DateOnly(2026, 8, 24), statement.Lines[1].ValueOn);
    }

    [Theory]
    [InlineData("2512310102C", "2026-01-02")]
    [InlineData("2601011231C", "2025-12-31")]
    [InlineData("2512311231C", "2025-12-31")]
    [InlineData("260101C", "2026-01-01")]
    [InlineData("260101    C", "2026-01-01")]
    [InlineData("2403010229C", "2024-02-29")]
    public async Task A_day_without_a_year_is_the_one_nearest_to_the_value_date(string days, string booked)
    {
        var opened = days[..6];
        var text = $":20:A\n:25:1\n:28C:1\n:60F:C{opened}BDT0,\n:61:{days}1,NTRFX\n:62F:C{opened}BDT1,\n";

        var line = Assert.Single(Assert.Single(await ReadAsync(text)).Lines);
        Assert.Equal(DateOnly.Parse(booked, CultureInfo.InvariantCulture), line.BookedOn);
    }

    [Theory]
    [InlineData(":62F:C260825BDT1111,00", ":62F:C260825BDT1111,01", "Lines are missing or changed")]
    [InlineData(":61:260825RC100,", ":61:260825C100,", "Lines are missing or changed")]
    [InlineData(":61:260825RC100,", ":61:270825RC100,", "the statement goes from 2026-08-24 to 2026-08-25")]
    [InlineData(":62F:C260825BDT", ":62F:C260825USD", "closes in USD")]
    [InlineData(":62F:C260825BDT1111,00", ":62F:C260825BDT1111.00", "no balance of MT940")]
    [InlineData(":61:2608240825D50,", ":61:2608240825X50,", "no line of MT940")]
    [InlineData(":61:2608240825D50,", ":61:2608241325D50,", "no line of MT940")]
    [InlineData(":61:2608240825D50,", ":61:2608240825D50,005", "no line of MT940")]
    [InlineData(":62F:", ":62G:", "without its closing balance")]
    [InlineData(":86:About the whole", ":61:260825C1,NTRFX", "behind the closing balance")]
    [InlineData(":60F:", ":60M:", "a later page")]
    [InlineData(":62F:", ":62M:", "lacks a page")]
    [InlineData(":86:REVERSED", ":60F:C260824BDT1000,00", "without its closing balance")]
    public async Task A_statement_that_does_not_hold_together_is_refused(string from, string to, string said)
    {
        Assert.Contains(from, Statement, StringComparison.Ordinal);
        await RefusesAsync(said, Statement.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_cut_anywhere_behind_its_opening_balance_is_refused()
    {
        var (opening, closing) = (At(":60F:"), At(",00\n:64:"));
        Assert.True(opening > 0 && closing > opening);
        for (var end = opening; end < closing; end++)
            await Assert.ThrowsAsync<FileRefusedException>(() => ReadAsync(Statement[..end]));

        static int At(string text) => Statement.IndexOf(text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_statements_of_several_accounts_are_read_from_one_file()
    {
        const string text = ":20:A\n:25:1\n:28C:7\n:60F:C260824BDT1,00\n:62F:C260824BDT1,00\n-\n\n"
            + ":20:B\n:25:2\n:28C:8\n:60F:D260824USD2,00\n:61:260824CR5,00NTRFX\n:62F:C260824USD3,00\n"
            + ":20:C\n:25:1\n:28C:8\n:60F:C260825BDT1,00\n:62F:C260825BDT1,00\n-}\n{1:F01X}\n";

        var statements = await ReadAsync(text);

        Assert.Equal([("1", "7"), ("2", "8"), ("1", "8")], statements.Select(statement => (statement.Account!, statement.Number!)));
        Assert.Equal((-200L, 300L), (statements[1].OpeningMinor!.Value, statements[1].ClosingMinor!.Value));
    }

    [Fact]
    public async Task Pages_are_joined_into_their_statement_and_a_missing_one_is_seen()
    {
        const string first = ":20:A\n:25:1\n:28C:7/1\n:60F:C260824BDT1,00\n:61:260824C2,NTRFX\n:62M:C260824BDT3,00\n-\n";
        const string second = ":20:A\n:25:1\n:28C:7/2\n:60M:C260824BDT3,00\n:61:260824C4,NTRFY\n:62M:C260824BDT7,00\n-\n";
        const string third = ":20:A\n:25:1\n:28C:7/3\n:60M:C260824BDT7,00\n:61:260825D1,NTRFZ\n:62F:C260825BDT6,00\n-\n";

        var statement = Assert.Single(await ReadAsync(first + second + third));

        Assert.Equal(("7", 1), (statement.Number, statement.Page));
        Assert.Equal([200L, 400L, -100L], statement.Lines.Select(line => line.AmountMinor));
        Assert.Equal((100L, 600L, new DateOnly(2026, 8, 25)),
            (statement.OpeningMinor!.Value, statement.ClosingMinor!.Value, statement.ClosedOn!.Value));

        var skipped = third.Replace("7,00", "3,00", StringComparison.Ordinal);
        var torn = second.Replace(":60M:C260824BDT3,00", ":60M:C260824BDT3,01", StringComparison.Ordinal);
        foreach (var text in new[] { first, first + third, second + third, third, first + second, first + skipped, first + torn + third })
            await RefusesAsync("page", text);
    }

    [Fact]
    public async Task Letters_of_a_code_page_that_the_file_does_not_name_spoil_nothing_but_themselves()
    {
        var bytes = Encoding.Latin1.GetBytes(Statement.Replace("SSLCOMMERZ PAYOUT", "NÁPI PAYOUT", StringComparison.Ordinal));

        var statement = Assert.Single(await ReadAsync(new MemoryStream(bytes)));

        Assert.Contains("N?PI PAYOUT", statement.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal(("PAYOUT-7", 25050L), (statement.Lines[0].Reference!, statement.Lines[0].AmountMinor));
    }

    [Fact]
    public async Task A_reference_may_have_slashes_and_the_banks_begins_behind_two()
    {
        const string text = ":20:A\n:25:1\n:28C:1\n:60F:C260824BDT0,\n:61:260824C1,NTRFINV/2026/1//B1\n:62F:C260824BDT1,\n";

        var line = Assert.Single(Assert.Single(await ReadAsync(text)).Lines);
        Assert.Equal(("INV/2026/1", "B1"), (line.Reference, line.BankReference));
    }

    [Fact]
    public async Task Two_equal_lines_are_two_lines()
    {
        const string text = ":20:A\n:25:1\n:28C:1\n:60F:C260824BDT0,\n:61:260824C1,NTRFX//Y\n:61:260824C1,NTRFX//Y\n:62F:C260824BDT2,\n";

        Assert.Equal(2, Assert.Single(await ReadAsync(text)).Lines.Count);
    }

    [Fact]
    public async Task A_text_without_end_does_not_fill_the_memory()
    {
        const string begin = ":20:A\n:25:1\n:28C:1\n:60F:C260824BDT0,\n:61:260824C1,NTRFX\n:86:";
        foreach (var again in new[] { "x", "x\n" })
        {
            await using var file = new EndlessText(begin, again, 64 * 1024 * 1024);
            await Assert.ThrowsAsync<FileRefusedException>(() => ReadAsync(file));
            Assert.True(file.Position < 2 * 1024 * 1024, $"{file.Position} bytes were read.");
        }
    }

    [Fact]
    public async Task Line_ends_and_odd_pieces_change_nothing()
    {
        var whole = Assert.Single(await ReadAsync(Statement));
        foreach (var end in new[] { "\r\n", "\r", "\n" })
        {
            var bytes = Encoding.UTF8.GetBytes(Statement.Replace("\n", end, StringComparison.Ordinal));
            await Gen.Int[1, 9].Array[1, 20].SampleAsync(async pieces =>
            {
                await using var file = new PiecedStream(bytes, pieces);
                Assert.Equal(whole.Lines, Assert.Single(await ReadAsync(file)).Lines);
            }, iter: 30);
        }
    }

    [Fact]
    public async Task No_spoilt_file_breaks_the_reader()
    {
        await Gen.Select(Gen.Int[0, Statement.Length - 1], Gen.Char[":{}-\n,0CDR/6"]).SampleAsync(async (at, letter) =>
        {
            var thrown = await Record.ExceptionAsync(() => ReadAsync(Statement[..at] + letter + Statement[(at + 1)..]));
            Assert.True(thrown is null or FileRefusedException, $"{thrown}");
        }, iter: 2000);
    }

    [Fact]
    public async Task A_bank_statement_is_no_settlement_file()
    {
        await StatementFiles.RefusesAsync(
            "Upload it as a bank statement", Statement, StatementFiles.Mapping(StatementFiles.Column("A", SettlementField.Gross)));
    }
}
