using System.Text;
using CsCheck;
using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>Web pages that call themselves workbooks.</summary>
public class ReadingSettlementPagesTests
{
    private const string Page = """
        <!-- made by a portal > 1 -->
        <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td { color: red } <td>no cell</td></style></head><body>
        <h1>Report</h1>
        <table border=1><tr><td colspan="3">Settlement &amp; fees</td></tr>
        <TR><TH rowspan=2>Tran Id</TH><TH COLSPAN='2'>Money</TH></TR>
        <tr><th>Amount</th><th>Net</th></tr>
        <tr><td title="a > b"><b>00</b>12</td><td>&#2547;&nbsp;1,000.50</td><td>990<br></td></tr>
        <tr><td>A &lt;2&gt;<td>5<td>4
        <tr></tr>
        <tr><td>Total</td><td>1,005.50</td><td>994.00</td></tr>
        </table></body></html>
        """;

    private static readonly SettlementMapping Small = Mapping(
        Column("Tran Id", SettlementField.TransactionId),
        Column("Amount", SettlementField.Gross),
        Column("Net", SettlementField.Net));

    [Fact]
    public async Task The_rows_of_a_table_are_read_with_merged_headers_and_its_total_is_compared()
    {
        var rows = await ReadAsync(Page, Small);

        Assert.Equal([("0012", 100050L, 99000L, 4), ("A <2>", 500L, 400L, 5)],
            rows.Select(row => (row.TransactionId!, row.GrossMinor!.Value, row.NetMinor!.Value, row.Number)));
        await RefusesAsync("not the sums", Page.Replace("994.00", "994.01", StringComparison.Ordinal), Small);
    }

    [Fact]
    public async Task A_preview_says_that_it_is_a_page_and_its_proposal_reads_it()
    {
        var preview = await SettlementFile.PreviewAsync(Bytes(Page), Currency.Bdt, CancellationToken.None);

        Assert.Equal(FileFormat.HtmlTable, preview.Format);
        Assert.Equal(["Tran Id", "Amount", "Net"], preview.Headers);
        Assert.Equal(2, (await ReadAsync(Page, preview.Proposal)).Count);
    }

    [Theory]
    [InlineData("<table><tr><td>Tran Id</td><td>Amount</td><td>Net</td></tr><tr><td>A</td><td>1</td><td>1</td></tr>", "the file is cut")]
    [InlineData("<table><tr><td>Tran Id</td><td>Amount</td><td>Net</td></tr><tr><td>A</td><td>1</td><td>", "the file is cut")]
    [InlineData("<table><tr><td>Tran Id</td><td>Amount</td><td>Net</td></tr><tr><td><table></table></td></tr></table>", "within a cell")]
    [InlineData("<table><tr><td>Tran Id<td>Amount<td>Net</tr><tr><td>A<td>1<td>1<td>1</table>", "no header")]
    [InlineData("<html><body>Please sign in</body></html>", "empty")]
    public async Task A_page_that_is_cut_or_no_table_is_refused(string page, string said)
    {
        await RefusesAsync(said, page, Small);
    }

    [Theory]
    [InlineData("<table><tr><td>", "x")]
    [InlineData("<table><tr><td ", "x ")]
    [InlineData("<table><tr>", "<td>")]
    [InlineData("<!-- ", "- ")]
    public async Task A_page_without_end_does_not_fill_the_memory(string begin, string again)
    {
        await using var file = new EndlessText(begin, again, 64 * 1024 * 1024);

        await RefusedAsync(file, Small);
        Assert.True(file.Position < 8 * 1024 * 1024, $"{file.Position} bytes were read.");
    }

    [Fact]
    public async Task Odd_pieces_change_nothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Page);
        var whole = await ReadAsync(new MemoryStream(bytes), Small);

        await Gen.Int[1, 9].Array[1, 20].SampleAsync(async pieces =>
        {
            await using var file = new PiecedStream(bytes, pieces);
            Assert.Equal(whole, await ReadAsync(file, Small));
        }, iter: 100);
    }

    [Fact]
    public async Task No_spoilt_page_breaks_the_reader()
    {
        await Gen.Select(Gen.Int[0, Page.Length - 1], Gen.Char["<>/\"'=- tr&;!\0"]).SampleAsync(async (at, letter) =>
        {
            var spoilt = Page[..at] + letter + Page[(at + 1)..];
            var thrown = await Record.ExceptionAsync(() => ReadAsync(spoilt, Small));
            Assert.True(thrown is null or FileRefusedException, $"{thrown}");
        }, iter: 1000);
    }
}
