using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>What a file says of its own sums must be so, and is no row of the settlement.</summary>
public class SettlementTotalsTests
{
    private static readonly SettlementMapping Sums = Mapping(
        Column("Id", SettlementField.TransactionId), Column("Gross", SettlementField.Gross), Column("Fee", SettlementField.Fee));

    private const string Head = "Id,Gross,Fee\nA,100.00,2.50\nB,-40.00,\n";

    [Theory]
    [InlineData("Total,60.00,2.50\n")]
    [InlineData("GRAND TOTAL:,60.00,2.50\n")]
    [InlineData("মোট,৬০.০০,২.৫০\n")]
    [InlineData("সর্বমোট,60.00,\n")]
    [InlineData(",60.00,2.50\n")]
    [InlineData(",60.00,\n,,\n")]
    [InlineData("<END>,60.00,2.50\n")]
    [InlineData("<END>\n")]
    [InlineData("Total,60.00,2.50\n<END>\n")]
    public async Task The_totals_at_the_end_are_compared_and_left_out(string last)
    {
        Assert.Equal(2, (await ReadAsync(Head + last, Sums)).Count);
    }

    [Theory]
    [InlineData("Total,60.01,2.50\n", "“Gross” says 60.01 BDT, the rows above come to 60.00 BDT")]
    [InlineData("Total,60.00,2.40\n", "“Fee” says 2.40 BDT, the rows above come to 2.50 BDT")]
    [InlineData("Total,140.00,2.50\n", "“Gross” says 140.00 BDT")]
    [InlineData("<END>,61,\n", "“Gross” says 61.00 BDT")]
    public async Task A_total_that_is_not_the_sum_refuses_the_file(string last, string said)
    {
        var refused = await RefusedAsync(Head + last, Sums);

        Assert.Equal(4, refused.Row);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Total,60.00,2.50\nC,1,1\n")]
    [InlineData(",60.00,2.50\nC,1,1\n")]
    [InlineData("<END>\nC,1,1\n")]
    [InlineData("<END>\nTotal,60.00,2.50\n")]
    [InlineData("Subtotal,60.00,2.50\nC,1,1\nTotal,61,3.50\n")]
    public async Task Rows_behind_the_totals_refuse_the_file(string last)
    {
        await RefusesAsync("looks like the totals", Head + last, Sums);
    }

    [Fact]
    public async Task A_total_that_is_unlike_the_sum_and_has_no_word_is_no_payment()
    {
        await RefusesAsync("no id and is not the sum", Head + ",61.00,2.50\n", Sums);
    }

    [Fact]
    public async Task Sums_of_nought_are_totals_too()
    {
        Assert.Equal(2, (await ReadAsync("Id,Gross,Fee\nA,100,\nB,-100,\n,0.00,\n", Sums)).Count);
    }

    [Fact]
    public async Task A_row_with_a_kind_is_no_total_even_if_it_is_the_sum_of_those_before()
    {
        var mapping = Mapping([.. Sums.Columns, Column("Type", SettlementField.Kind)]) with
        {
            Kinds = new Dictionary<string, SettlementRowKind>
            {
                ["sale"] = SettlementRowKind.Payment,
                ["adjustment"] = SettlementRowKind.Adjustment,
            },
        };

        var rows = await ReadAsync("Id,Gross,Fee,Type\nA,100,,sale\n,100,,adjustment\n,200,,Total\n", mapping);

        Assert.Equal([SettlementRowKind.Payment, SettlementRowKind.Adjustment], rows.Select(row => row.Kind));
    }

    [Fact]
    public async Task Two_equal_rows_without_ids_are_no_totals_where_no_ids_are_mapped()
    {
        var mapping = Mapping(Column("Gross", SettlementField.Gross));

        Assert.Equal(2, (await ReadAsync("Gross\n100\n100\n", mapping)).Count);
    }

    [Fact]
    public async Task One_total_for_several_currencies_refuses_the_file()
    {
        var mapping = Mapping([.. Sums.Columns, Column("Ccy", SettlementField.Currency)]);

        var refused = await RefusedAsync("Id,Gross,Fee,Ccy\nA,1,,BDT\nB,1,,USD\nTotal,2,,\n", mapping);

        Assert.Contains("several currencies", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await ReadAsync("Id,Gross,Fee,Ccy\nA,1,,USD\nB,1,,USD\nTotal,2,,\n", mapping)).Count);
    }

    [Fact]
    public async Task The_smallest_unit_is_compared_and_no_fraction_is_lost_in_many_rows()
    {
        var rows = string.Concat(Enumerable.Repeat("A,0.10,0.01\n", 1000));

        Assert.Equal(1000, (await ReadAsync($"Id,Gross,Fee\n{rows}Total,100.00,10.00\n", Sums)).Count);
        await RefusedAsync($"Id,Gross,Fee\n{rows}Total,100.00,10.01\n", Sums);
    }
}
