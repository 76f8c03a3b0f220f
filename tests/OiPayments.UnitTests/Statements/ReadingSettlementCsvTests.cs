using System.Globalization;
using System.Text;
using CsCheck;
using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>Text files of settlements: how cells are found, and which files are refused whole.</summary>
public class ReadingSettlementCsvTests
{
    private static readonly SettlementMapping Small = Mapping(
        Column("Tran ID", SettlementField.TransactionId),
        Column("Amount", SettlementField.Gross),
        Column("Net", SettlementField.Net));

    [Fact]
    public async Task Rows_come_in_the_order_of_the_file_with_the_lines_they_stand_on()
    {
        var rows = await ReadAsync("Tran ID,Amount,Net\r\nA1,100.00,97.50\r\n\r\nA2,-40.00,-40.00\r\n", Small);

        Assert.Equal([("A1", 10000L, 9750L, 2), ("A2", -4000L, -4000L, 4)],
            rows.Select(row => (row.TransactionId!, row.GrossMinor!.Value, row.NetMinor!.Value, row.Number)));
        Assert.Equal([SettlementRowKind.Payment, SettlementRowKind.Refund], rows.Select(row => row.Kind));
    }

    [Fact]
    public async Task What_the_file_does_not_say_is_null_and_nothing_is_worked_out()
    {
        var row = Assert.Single(await ReadAsync("tran_id,amount,net\nA1,100,\n", Small));

        Assert.Equal((10000L, null, null), (row.GrossMinor, row.NetMinor, row.FeeMinor));
        Assert.Null(row.TransactedAt);
        Assert.Null(row.ValidationId);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public async Task Any_unicode_is_read_with_its_mark_or_without(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("Tran ID,Amount,Net\nক১,১০০.৫০,100.50\n")];

        var row = Assert.Single(await ReadAsync(new MemoryStream(bytes), Small));

        Assert.Equal(("ক১", 10050L), (row.TransactionId, row.GrossMinor));
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public async Task The_separator_is_found(string separator)
    {
        var text = "Tran ID~Amount~Net\nA1~\"1,000.50\"~999.00\nA2~5.00~4.90\n".Replace("~", separator, StringComparison.Ordinal);

        Assert.Equal([100050L, 500L], (await ReadAsync(text, Small)).Select(row => row.GrossMinor!.Value));
    }

    [Fact]
    public async Task A_comma_in_every_amount_does_not_win_over_the_semicolon_between_them()
    {
        var comma = Small with
        {
            Columns = [.. Small.Columns.Select(column => column with { Decimals = DecimalStyle.Comma })],
        };

        var rows = await ReadAsync("Tran ID;Amount;Net\nA1;1.000,50;999,00\nA2;5,00;4,90\n", comma);

        Assert.Equal([100050L, 500L], rows.Select(row => row.GrossMinor!.Value));
    }

    [Fact]
    public async Task The_separator_of_the_mapping_counts_and_so_does_the_one_that_the_file_names()
    {
        Assert.Single(await ReadAsync("Tran ID:Amount:Net\nA1:1:1\n", Small with { Separator = ':' }));
        Assert.Single(await ReadAsync("sep=|\nTran ID|Amount|Net\nA1|1|1\n", Small));
    }

    [Fact]
    public async Task A_line_break_within_quotation_marks_belongs_to_its_cell_and_lines_are_still_counted()
    {
        var mapping = Mapping([.. Small.Columns, Column("Note", SettlementField.Label)]);

        var rows = await ReadAsync("Tran ID,Amount,Net,Note\r\nA1,1,1,\"two\r\nlines, and \"\"more\"\"\"\r\nA2,2,2,\r\n", mapping);

        Assert.Equal(["two  lines, and \"more\"", null], rows.Select(row => row.Label));
        Assert.Equal([2, 4], rows.Select(row => row.Number));
    }

    [Fact]
    public async Task A_row_that_begins_with_a_hash_is_a_row()
    {
        Assert.Equal("#A1", Assert.Single(await ReadAsync("#Tran ID,Amount,Net\n#A1,1,1\n", Small)).TransactionId);
    }

    [Theory]
    [InlineData("A1,1\n", 2)]
    [InlineData("A1,1,1,1\n", 2)]
    [InlineData("A1,1,1\nA2,1 000,50,1\n", 3)]
    public async Task A_row_with_fewer_or_more_cells_than_the_header_refuses_the_file(string rows, int row)
    {
        var refused = await RefusedAsync("Tran ID,Amount,Net\n" + rows, Small);

        Assert.Equal(row, refused.Row);
        Assert.Contains("the header has 3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A1,\"1,1\nA2,2,2\n")]
    [InlineData("A\"1,1,1\n")]
    [InlineData("\"A1\"x,1,1\n")]
    [InlineData("A1, \"1\",1\n")]
    public async Task A_quotation_mark_where_none_may_stand_refuses_the_file(string rows)
    {
        await RefusesAsync("quotation mark", "Tran ID,Amount,Net\n" + rows, Small);
    }

    [Fact]
    public async Task A_quotation_mark_that_nobody_closes_does_not_fill_the_memory()
    {
        await using var file = new EndlessText("Tran ID,Amount,Net\nA1,1,\"", "1,2\n", 64 * 1024 * 1024);

        await RefusesAsync("quotation mark", file, Small);
        Assert.True(file.Position < 8 * 1024 * 1024, $"{file.Position} bytes were read.");
    }

    [Fact]
    public async Task A_line_of_nothing_but_separators_without_end_does_not_fill_the_memory()
    {
        await using var file = new EndlessText("Tran ID,Amount,Net\n", ",,,,,,", 64 * 1024 * 1024);

        await RefusedAsync(file, Small);
        Assert.True(file.Position < 8 * 1024 * 1024, $"{file.Position} bytes were read.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bytes_that_are_no_text_of_the_encoding_refuse_the_file_and_nothing_is_guessed(bool hasMark)
    {
        byte[] bytes = [.. hasMark ? Encoding.UTF8.GetPreamble() : [], .. "Tran ID,Amount,Net\nA"u8, 0xE9, .. ",1,1\n"u8];

        await RefusesAsync("UTF-8", new MemoryStream(bytes), Small);
    }

    [Fact]
    public async Task A_text_that_is_cut_within_a_letter_refuses_the_file()
    {
        byte[] bytes = [.. "Tran ID,Amount,Net\nA1,1,1\nA2,2,2 "u8, 0xE0, 0xA7];

        await RefusesAsync("UTF-8", new MemoryStream(bytes), Small);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \r\n \n", "empty")]
    [InlineData("\uFEFF", "empty")]
    [InlineData("Tran ID,Amount,Net\n", "no rows")]
    [InlineData("Tran ID,Amount,Net\n,,\n\n", "no rows")]
    [InlineData("Tran ID,Amount,Net\nTotal,0,0\n", "no rows")]
    public async Task A_file_without_rows_is_refused(string text, string said)
    {
        await RefusesAsync(said, text, Small);
    }

    [Theory]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0 }, "save it as .xlsx or CSV")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 }, "a PDF")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D }, "a picture")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "a picture")]
    [InlineData(new byte[] { 0x1F, 0x8B, 0x08, 0 }, "Unpack it")]
    [InlineData(new byte[] { 0x50, 0x4B, 0x05, 0x06 }, "empty ZIP archive")]
    [InlineData(new byte[] { 1, 2, 0, 3, 0, 0, 9 }, "neither text nor a workbook")]
    public async Task What_is_no_table_is_named_and_the_person_is_told_what_to_do(byte[] bytes, string said)
    {
        await RefusesAsync(said, new MemoryStream(bytes), Small);
    }

    [Theory]
    [InlineData("Tran ID,Amount,Amount,Net\nA1,1,1,1\n", "“Amount” twice")]
    [InlineData("Tran ID,TRAN_ID,Amount,Net\nA1,A1,1,1\n", "“TRAN_ID” twice")]
    [InlineData("Tran ID,Amount\nA1,1\n", "lacks “Net”")]
    [InlineData("Tran ID,Amount,Net,Surprise,VAT\nA1,1,1,x,1\n", "“Surprise”, “VAT”")]
    [InlineData("Tran ID,Amount,Net,\nA1,1,1,x\n", "no header")]
    [InlineData("Tran ID,Amount,Net\nA1,1,1\nTran ID,Amount,Net\nA2,2,2\n", "headers again")]
    [InlineData("Tran ID,Amount,Net\nA1,1,1\nTRAN ID,amount,Payable\nA2,2,2\n", "headers again")]
    public async Task Headers_that_do_not_fit_refuse_the_file(string text, string said)
    {
        await RefusesAsync(said, text, Small);
    }

    [Fact]
    public async Task A_column_without_header_and_without_cells_is_nothing()
    {
        Assert.Single(await ReadAsync("Tran ID,Amount,Net,\nA1,1,1,\n", Small));
    }

    [Fact]
    public async Task Titles_above_the_headers_are_passed_over_but_rows_as_wide_as_the_table_are_not()
    {
        Assert.Single(await ReadAsync("Settlement of August,,\n\nTran ID,Amount,Net\nA1,1,1\n", Small));

        var refused = await RefusedAsync("Order,Total paid,Rest\nA0,5,5\nTran ID,Amount,Net\nA1,1,1\n", Small);
        Assert.Contains("Remove the rows above", refused.Message, StringComparison.Ordinal);
        Assert.Single(await ReadAsync("Order,Total paid,Rest\nTran ID,Amount,Net\nA1,1,1\n", Small with { HeaderRow = 2 }));
    }

    [Fact]
    public async Task A_header_that_a_merged_cell_has_in_the_row_above_is_found()
    {
        Assert.Equal("A1", Assert.Single(await ReadAsync("Tran ID,Money,\n,Amount,Net\nA1,1,1\n", Small)).TransactionId);
    }

    [Fact]
    public async Task The_row_of_headers_that_the_mapping_names_must_have_them()
    {
        var refused = await RefusedAsync("Tran ID,Amount,Net\nA1,1,1\n", Small with { HeaderRow = 2 });
        Assert.Contains("Row 2 should be the headers", refused.Message, StringComparison.Ordinal);

        refused = await RefusedAsync("Tran ID,Amount,Net\n\nA1,1,1\n", Small with { HeaderRow = 2 });
        Assert.Contains("Row 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Splitting_the_file_into_odd_pieces_changes_nothing()
    {
        var bytes = Encoding.UTF8.GetBytes("Tran ID,Amount,Net\r\nক১,\"১,০০০.৫০\",1\r\n\"A,2\",2,2\r\n");
        var whole = await ReadAsync(new MemoryStream(bytes), Small);

        await Gen.Int[1, 7].Array[1, 20].SampleAsync(async pieces =>
        {
            await using var file = new PiecedStream(bytes, pieces);
            Assert.Equal(whole, await ReadAsync(file, Small));
        }, iter: 200);
    }

    [Fact]
    public async Task A_file_that_was_written_is_read_back()
    {
        var id = Gen.Char["abcXYZ0189,;|\"'#= -কখ"].Array[1, 30].Select(letters => "i" + new string(letters) + "d");
        await Gen.Select(id, Gen.Long[-Money.MaxMinorUnits, Money.MaxMinorUnits]).List[1, 20].SampleAsync(async written =>
        {
            var text = new StringBuilder("Tran ID,Amount,Net\n");
            foreach (var (name, minor) in written)
            {
                var quoted = name.Replace("\"", "\"\"", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $"\"{quoted}\",{new Money(minor, Currency.Bdt).ToMajorUnits()},0\n");
            }

            var rows = await ReadAsync(text.ToString(), Small with { Separator = ',' });
            Assert.Equal(written, rows.Select(row => (row.TransactionId!, row.GrossMinor!.Value)));
        }, iter: 200);
    }
}
