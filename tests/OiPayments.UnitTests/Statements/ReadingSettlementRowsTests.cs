using System.Globalization;
using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>What a mapping makes of the cells of a settlement file, and what refuses it.</summary>
public class ReadingSettlementRowsTests
{
    private static readonly ColumnMapping Id = Column("Id", SettlementField.TransactionId);
    private static readonly ColumnMapping Gross = Column("Gross", SettlementField.Gross);
    private static readonly ColumnMapping Type = Column("Type", SettlementField.Kind);

    [Fact]
    public async Task Every_field_is_read_from_its_column()
    {
        var mapping = Mapping(
            Id, Column("Val", SettlementField.ValidationId), Column("Bank", SettlementField.BankTransactionId),
            Column("Refund", SettlementField.RefundId), Type, Gross, Column("Fee", SettlementField.Fee),
            Column("VAT", SettlementField.FeeVat), Column("Net", SettlementField.Net), Column("Ccy", SettlementField.Currency),
            Column("Paid", SettlementField.TransactedAt) with { DatePattern = "dd/MM/yyyy HH:mm:ss" },
            Column("Settled", SettlementField.SettledOn), Column("Batch", SettlementField.PayoutReference),
            Column("Note", SettlementField.Label)) with
        {
            Kinds = new Dictionary<string, SettlementRowKind> { ["Sale"] = SettlementRowKind.Payment },
        };

        var row = Assert.Single(await ReadAsync(
            "Id,Val,Bank,Refund,Type,Gross,Fee,VAT,Net,Ccy,Paid,Settled,Batch,Note\n"
            + "T1,V1,B1,R1,SALE,100.00,2.50,0.38,97.12,usd,24/08/2026 23:30:00,2026-08-26,P-7,first\n", mapping));

        Assert.Equal(
            new SettlementRow
            {
                Number = 2,
                Kind = SettlementRowKind.Payment,
                Currency = Currency.Of("USD"),
                TransactionId = "T1",
                ValidationId = "V1",
                BankTransactionId = "B1",
                RefundId = "R1",
                GrossMinor = 10000,
                FeeMinor = 250,
                FeeVatMinor = 38,
                NetMinor = 9712,
                TransactedAt = new(2026, 8, 24, 17, 30, 0, TimeSpan.Zero),
                SettledOn = new(2026, 8, 26),
                PayoutReference = "P-7",
                Label = "first",
            },
            row);
    }

    [Theory]
    [InlineData("000123", "000123")]
    [InlineData("  00 12 ", "00 12")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("\"=\"\"000123\"\"\"", "000123")]
    [InlineData("-", null)]
    public async Task An_id_keeps_its_noughts_and_all_its_digits(string cell, string? id)
    {
        Assert.Equal(id, Assert.Single(await ReadAsync($"Id,Gross,Val\n{cell},1,V\n",
            Mapping(Id, Gross, Column("Val", SettlementField.ValidationId)))).TransactionId);
    }

    [Theory]
    [InlineData("1.23E+17", "lost digits")]
    [InlineData("1,23E+17", "lost digits")]
    [InlineData("A\u200BB", "invisible")]
    [InlineData("A\u0007B", "invisible")]
    [InlineData("#N/A", "a formula failed")]
    public async Task An_id_that_cannot_be_trusted_refuses_the_file_by_row_and_column(string cell, string said)
    {
        var refused = await RefusedAsync($"Id,Gross\nA,1\n\"{cell}\",1\n", Mapping(Id, Gross));

        Assert.Equal(3, refused.Row);
        Assert.StartsWith("Row 3, column “Id”: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_has_at_most_100_characters()
    {
        await ReadAsync($"Id,Gross\n{new string('7', 100)},1\n", Mapping(Id, Gross));
        await RefusedAsync($"Id,Gross\n{new string('7', 101)},1\n", Mapping(Id, Gross));
    }

    [Fact]
    public async Task A_text_is_cut_and_put_on_one_line()
    {
        var mapping = Mapping(Id, Gross, Column("Note", SettlementField.Label));

        var rows = await ReadAsync($"Id,Gross,Note\nA,1,\"a\tb\u202Ec\"\nB,1,{new string('x', 300)}\n", mapping);

        Assert.Equal(["a b c", new string('x', 255)], rows.Select(row => row.Label));
    }

    [Theory]
    [InlineData("12.505", "at most 2 decimals")]
    [InlineData("\"1.234,50\"", "with a point")]
    [InlineData("USD 5", "no amount of BDT")]
    public async Task What_is_no_amount_refuses_the_file_by_row_and_column(string cell, string said)
    {
        var refused = await RefusedAsync($"Id,Gross\nA,1\nB,{cell}\n", Mapping(Id, Gross));

        Assert.StartsWith("Row 3, column “Gross”: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_without_any_amount_refuses_the_file()
    {
        await RefusesAsync("no amount", "Id,Gross\nA,\n", Mapping(Id, Gross));
    }

    [Fact]
    public async Task A_column_with_the_other_sign_is_turned_and_its_total_is_still_compared()
    {
        var mapping = Mapping(Id, Gross, Column("Fee", SettlementField.Fee) with { Negate = true });

        var rows = await ReadAsync("Id,Gross,Fee\nA,100,-2.50\nB,-50,1.00\nTotal,50,-1.50\n", mapping);

        Assert.Equal([250L, -100L], rows.Select(row => row.FeeMinor!.Value));
    }

    [Fact]
    public async Task The_sign_of_a_pair_comes_from_its_column_whatever_kind_the_row_is()
    {
        var mapping = Mapping(Id, Type, Column("Debit", SettlementField.Debit), Column("Credit", SettlementField.Credit)) with
        {
            Kinds = new Dictionary<string, SettlementRowKind>
            {
                ["Refunded"] = SettlementRowKind.Refund,
                ["Settled"] = SettlementRowKind.Payment,
            },
        };

        var rows = await ReadAsync(
            "Id,Type,Debit,Credit\nA,Settled,,100\nB,Refunded,40.00,0.00\nC,Refunded,,5\nD,Settled,0,0\n", mapping);

        Assert.Equal([10000L, -4000L, 500L, 0L], rows.Select(row => row.NetMinor!.Value));
        Assert.All(rows, row => Assert.Null(row.GrossMinor));

        var both = await RefusedAsync("Id,Type,Debit,Credit\nA,Settled,1,2\n", mapping);
        Assert.Contains("both", both.Message, StringComparison.Ordinal);
        var below = await RefusedAsync("Id,Type,Debit,Credit\nA,Settled,-1,\n", mapping);
        Assert.Contains("below nought", below.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_equal_rows_are_two_rows()
    {
        Assert.Equal(2, (await ReadAsync("Id,Gross\nA,1\nA,1\n", Mapping(Id, Gross))).Count);
    }

    [Theory]
    [InlineData("2026-08-24", null, "2026-08-23T18:00:00Z")]
    [InlineData("2026-08-24 01:30:00", null, "2026-08-23T19:30:00Z")]
    [InlineData("2026-08-24T01:30:00.250", null, "2026-08-23T19:30:00.250Z")]
    [InlineData("2026-08-24T01:30:00Z", null, "2026-08-24T01:30:00Z")]
    [InlineData("2026-08-24T01:30:00-05:00", null, "2026-08-24T06:30:00Z")]
    [InlineData("24-Aug-26", "dd-MMM-yy", "2026-08-23T18:00:00Z")]
    [InlineData("২৪/০৮/২০২৬ ১১:৩০ PM", "dd/MM/yyyy hh:mm tt", "2026-08-24T17:30:00Z")]
    [InlineData("20260824", "yyyyMMdd", "2026-08-23T18:00:00Z")]
    public async Task A_time_is_read_by_its_pattern_and_told_in_utc(string cell, string? pattern, string utc)
    {
        var mapping = Mapping(Id, Gross, Column("At", SettlementField.TransactedAt) with { DatePattern = pattern });

        var expected = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);
        Assert.Equal(expected, Assert.Single(await ReadAsync($"Id,Gross,At\nA,1,{cell}\n", mapping)).TransactedAt);
    }

    [Fact]
    public async Task The_time_zone_of_the_mapping_counts_and_an_hour_that_it_left_out_refuses_the_file()
    {
        var mapping = Mapping(Id, Gross, Column("At", SettlementField.TransactedAt)) with { TimeZone = "Europe/Berlin" };

        var row = Assert.Single(await ReadAsync("Id,Gross,At\nA,1,2026-08-24 12:00:00\n", mapping));
        Assert.Equal(new(2026, 8, 24, 10, 0, 0, TimeSpan.Zero), row.TransactedAt);

        var refused = await RefusedAsync("Id,Gross,At\nA,1,2026-03-29 02:30:00\n", mapping);
        Assert.Contains("never showed", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24/06/2026", "06/24/2026")]
    [InlineData("05/06/2026", "06/24/2026")]
    public async Task Two_orders_of_day_and_month_in_one_column_refuse_the_file_by_both_rows(string first, string second)
    {
        var mapping = Mapping(Id, Gross, Column("At", SettlementField.SettledOn) with { DatePattern = "dd/MM/yyyy" });

        var refused = await RefusedAsync($"Id,Gross,At\nA,1,{first}\nB,1,{second}\n", mapping);

        Assert.Equal(3, refused.Row);
        Assert.Contains($"row 2 (“{first}”)", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("06/24/2026", "but would be one of MM/dd/yyyy")]
    [InlineData("yesterday", "no date of the pattern")]
    [InlineData("24/06/1926", "between 2000 and 2100")]
    [InlineData("31/02/2026", "no date of the pattern")]
    public async Task What_is_no_date_of_the_pattern_refuses_the_file(string cell, string said)
    {
        var mapping = Mapping(Id, Gross, Column("At", SettlementField.SettledOn) with { DatePattern = "dd/MM/yyyy" });

        await RefusesAsync(said, $"Id,Gross,At\nA,1,{cell}\n", mapping);
    }

    [Fact]
    public async Task All_words_that_nobody_mapped_are_listed_at_once_up_to_ten()
    {
        var mapping = Mapping(Id, Type, Gross) with
        {
            Kinds = new Dictionary<string, SettlementRowKind> { ["charge back"] = SettlementRowKind.Chargeback },
        };
        Assert.Equal(SettlementRowKind.Chargeback, Assert.Single(await ReadAsync("Id,Type,Gross\nA,CHARGE-BACK,-1\n", mapping)).Kind);

        var refused = await RefusedAsync("Id,Type,Gross\nA,Chargeback,-1\nB,Gift,1\nC,,1\nD,gift,1\nE,Loan,1\n", mapping);
        Assert.Equal(3, refused.Row);
        Assert.Contains("“Gift”, “(empty)”, “Loan”.", refused.Message, StringComparison.Ordinal);

        var many = string.Concat(Enumerable.Range(0, 30).Select(number => $"A,word{number},1\n"));
        refused = await RefusedAsync("Id,Type,Gross\n" + many, mapping);
        Assert.Contains("“word9”.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_several_currencies_have_the_decimals_of_their_own()
    {
        var mapping = Mapping(Id, Gross, Column("Ccy", SettlementField.Currency));

        var rows = await ReadAsync("Id,Gross,Ccy\nA,1.50,BDT\nB,150,JPY\nC,1.5,\n", mapping);

        Assert.Equal(["BDT", "JPY", "BDT"], rows.Select(row => row.Currency.Code));
        Assert.Equal([150L, 150L, 150L], rows.Select(row => row.GrossMinor!.Value));
        await RefusesAsync("no currency", "Id,Gross,Ccy\nA,1,TAKA\n", mapping);
    }
}
