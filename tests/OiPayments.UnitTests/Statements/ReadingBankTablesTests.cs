using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.BankFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>Tables of banks: the running balance proves that no row is missing.</summary>
public class ReadingBankTablesTests
{
    private const string Head = "Date,Particulars,Ref,Withdrawal,Deposit,Balance\n";

    private static readonly BankMapping Pair = new()
    {
        Columns =
        [
            new() { Header = "Date", Field = BankField.BookedOn, DatePattern = "dd/MM/yyyy" },
            new() { Header = "Particulars", Field = BankField.Text },
            new() { Header = "Ref", Field = BankField.BankReference },
            new() { Header = "Withdrawal", Field = BankField.Debit },
            new() { Header = "Deposit", Field = BankField.Credit },
            new() { Header = "Balance", Field = BankField.Balance },
        ],
        Currency = Currency.Bdt,
    };

    private static readonly BankMapping Signed = new()
    {
        Columns = [new() { Header = "Date", Field = BankField.BookedOn }, new() { Header = "Amount", Field = BankField.Amount }],
        Currency = Currency.Bdt,
    };

    [Fact]
    public async Task A_table_is_one_statement_between_the_balances_that_it_shows()
    {
        var statement = Assert.Single(await ReadAsync(
            Head + "24/08/2026,PAYOUT 7,B1,,\"1,00,000.00\",\"1,00,500.00\"\n25/08/2026,FEE,B2,25.50,,\"1,00,474.50\"\n", Pair));

        Assert.Equal((50000L, 10047450L), (statement.OpeningMinor, statement.ClosingMinor));
        Assert.Equal((new DateOnly(2026, 8, 24), new DateOnly(2026, 8, 25)), (statement.OpenedOn!.Value, statement.ClosedOn!.Value));
        Assert.Equal([(2, 10000000L, "PAYOUT 7", "B1", 10050000L), (3, -2550L, "FEE", "B2", 10047450L)],
            statement.Lines.Select(line => (line.Number, line.AmountMinor, line.Text!, line.BankReference!, line.BalanceMinor!.Value)));
        Assert.Equal("25/08/2026\tFEE\tB2\t25.50\t\t1,00,474.50", statement.Lines[1].Raw);
    }

    [Fact]
    public async Task A_table_with_the_newest_row_first_is_turned()
    {
        var statement = Assert.Single(await ReadAsync(
            Head + "26/08/2026,C,3,,5.00,10.00\n25/08/2026,B,2,,3.00,5.00\n24/08/2026,A,1,1.00,,2.00\n", Pair));

        Assert.Equal(["A", "B", "C"], statement.Lines.Select(line => line.Text));
        Assert.Equal((300L, 1000L), (statement.OpeningMinor, statement.ClosingMinor));
    }

    [Theory]
    [InlineData("24/08/2026,A,1,,5.00,10.00\n24/08/2026,B,2,,3.00,13.01\n", 3)]
    [InlineData("24/08/2026,A,1,,5.00,10.00\n25/08/2026,C,3,,3.00,15.00\n", 3)]
    [InlineData("25/08/2026,C,3,,3.00,15.00\n24/08/2026,A,1,,5.00,10.00\n", 2)]
    [InlineData("24/08/2026,A,1,,5.00,10.00\n24/08/2026,B,2,3.00,,13.00\n", 3)]
    public async Task A_balance_that_is_not_the_one_before_with_the_amount_refuses_the_file(string rows, int row)
    {
        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => ReadAsync(Head + rows, Pair));

        Assert.Equal(row, refused.Row);
        Assert.Contains("Rows are missing or changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_balance_alone_and_rows_without_one_take_part()
    {
        const string rows = ",Brought "
            + "forward,,,,10.00\n24/08/2026,A,1,,5.00,\n24/08/2026,B,2,,3.00,18.00\n,Closing,,,,18.00\nTotal,,,0,8.00,\n";

        var statement = Assert.Single(await ReadAsync(Head + rows, Pair));

        Assert.Equal(2, statement.Lines.Count);
        Assert.Equal((1000L, 1800L), (statement.OpeningMinor, statement.ClosingMinor));
        await RefusesAsync("Rows are missing", Head + rows.Replace("Closing,,,,18", "Closing,,,,19", StringComparison.Ordinal), Pair);
        await RefusesAsync("not the sums", Head + rows.Replace("Total,,,0,8", "Total,,,0,9", StringComparison.Ordinal), Pair);
    }

    [Fact]
    public async Task A_table_without_balances_is_read_as_it_stands_the_oldest_first()
    {
        var statement = Assert.Single(await ReadAsync("Date,Amount\n2026-08-25,-5.00\n2026-08-24,7.00\n", Signed));

        Assert.Equal([700L, -500L], statement.Lines.Select(line => line.AmountMinor));
        Assert.Null(statement.OpeningMinor);
        Assert.Null(statement.ClosingMinor);
    }

    [Theory]
    [InlineData("Date,Amount\n", "no rows")]
    [InlineData("Date,Amount\n2026-08-24,\n", "no amount")]
    [InlineData("Date,Amount\n,5.00\n", "no day")]
    [InlineData("Date,Amount,Other\n2026-08-24,1,1\n", "“Other”")]
    public async Task A_row_that_says_too_little_refuses_the_file(string text, string said)
    {
        await RefusesAsync(said, text, Signed);
    }

    [Fact]
    public async Task A_table_needs_a_mapping_and_one_that_is_wrong_is_refused()
    {
        await RefusesAsync("Map its columns", "Date,Amount\n2026-08-24,1\n");
        await RefusesAsync("has no day", "a,b\n1,1\n", Signed with { Columns = [Signed.Columns[1]] });
        await RefusesAsync("only one of Debit and Credit", "a,b\n1,1\n",
            Signed with { Columns = [Signed.Columns[0], new() { Header = "b", Field = BankField.Debit }] });
        await RefusesAsync("either an Amount, or Debit and Credit", "a,b\n1,1\n", Signed with { Columns = [Signed.Columns[0]] });
        await RefusesAsync("either an Amount, or Debit and Credit", "a,b\n1,1\n",
            Pair with { Columns = [.. Pair.Columns, new() { Header = "Amount", Field = BankField.Amount }] });
    }

    [Fact]
    public async Task A_usual_table_is_read_by_the_mapping_that_is_proposed()
    {
        const string text = "Account statement,,,,,,\nSl,Txn Date,Particulars,Chq No,Debit,Credit,Balance\n"
            + "1,24-Aug-2026,PAYOUT,,,\"1,000.00\",\"1,500.00\"\n2,25-Aug-2026,FEE,77,-20.00,,\"1,480.00\"\n";

        var preview = await BankStatementFile.PreviewAsync(StatementFiles.Bytes(text), Currency.Bdt, CancellationToken.None);
        var statement = Assert.Single(await ReadAsync(text, preview.Proposal));

        Assert.Equal([100000L, -2000L], statement.Lines.Select(line => line.AmountMinor));
        Assert.Equal((50000L, 148000L), (statement.OpeningMinor, statement.ClosingMinor));
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("“Sl”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_AqBanking_exports_as_CSV_is_read_by_the_mapping_that_is_proposed()
    {
        // AqBanking 6.5.3 has written this, by its profile "default", from the sandbox's MT940; empty columns are left out.
        const string text =
            "\"transactionId\";\"localAccountNumber\";\"date\";\"valutadate\";\"value_value\";\"value_currency\";\"purpose\"\n"
            + "\"\";\"1501200000001\";\"2026/12/02\";\"2026/12/02\";\"121589.52\";\"BDT\";\"BEFTN CREDIT SSLCOMMERZ STL261201-01\"\n"
            + "\"\";\"1501200000001\";\"2026/12/02\";\"2026/12/02\";\"-2.30\";\"BDT\";\"SMS ALERT CHARGE\"\n"
            + "\"\";\"1501200000001\";\"2026/12/03\";\"2026/12/03\";\"-121589.52\";\"BDT\";\"EFT RETURN STL261201-01 ACCOUNT CLOSED\"\n";

        var preview = await BankStatementFile.PreviewAsync(StatementFiles.Bytes(text), Currency.Bdt, CancellationToken.None);
        var statement = Assert.Single(await ReadAsync(text, preview.Proposal));

        Assert.Equal(
            [
                (12158952L, new DateOnly(2026, 12, 2), "BEFTN CREDIT SSLCOMMERZ STL261201-01"),
                (-230L, new(2026, 12, 2), "SMS ALERT CHARGE"),
                (-12158952L, new(2026, 12, 3), "EFT RETURN STL261201-01 ACCOUNT CLOSED"),
            ],
            statement.Lines.Select(line => (line.AmountMinor, line.BookedOn, line.Text!)));
        Assert.All(statement.Lines, line => Assert.Equal(line.BookedOn, line.ValueOn));
    }

    [Fact]
    public async Task What_a_table_lacks_is_doubted()
    {
        var preview = await BankStatementFile.PreviewAsync(
            StatementFiles.Bytes("Date,Amount\n2026-08-24,1.00\n2026-08-24,2.00\n"), Currency.Bdt, CancellationToken.None);

        Assert.Contains(preview.Doubts, doubt => doubt.Contains("looks like a balance", StringComparison.Ordinal));
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("below nought", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_of_a_bank_needs_no_mapping()
    {
        var preview = await BankStatementFile.PreviewAsync(StatementFiles.Bytes(":20:A\n:25:1\n"), Currency.Bdt, CancellationToken.None);

        Assert.Equal(FileFormat.Mt940, preview.Format);
        Assert.Null(preview.Proposal);
    }
}
