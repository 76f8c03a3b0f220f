using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>
/// Files that other programs wrote from one table: an id with leading noughts as text, and dates. LibreOffice 7.4 has net amounts and
/// totals as formulas; <c>Files/write.mjs</c> has written those of npm's packages.
/// </summary>
public class FilesOfOtherProgramsTests
{
    private static readonly (string Id, SettlementRowKind Kind, long Gross, long Fee, long Net)[] Rows =
    [
        ("000123", SettlementRowKind.Payment, 12345650, 246913, 12098737),
        ("T-2", SettlementRowKind.Refund, -4000, 0, -4000),
        ("T-3", SettlementRowKind.Payment, 30, 10, 20),
    ];

    [Theory]
    [InlineData("settlement.xlsx", FileFormat.Xlsx, 9)]
    [InlineData("settlement.html", FileFormat.HtmlTable, 0)]
    [InlineData("exceljs-4.4.0.xlsx", FileFormat.Xlsx, 9)]
    [InlineData("exceljs-4.4.0-stream.xlsx", FileFormat.Xlsx, 9)]
    [InlineData("sheetjs-0.18.5.xlsx", FileFormat.Xlsx, 9)]
    [InlineData("sheetjs-0.18.5-dates.xlsx", FileFormat.Xlsx, 9)]
    [InlineData("write-excel-file-4.1.1.xlsx", FileFormat.Xlsx, 9)]
    [InlineData("xlsx-populate-1.21.0.xlsx", FileFormat.Xlsx, 9)]
    [InlineData("excel4node-1.8.2.xlsx", FileFormat.Xlsx, 9)]
    public async Task A_file_is_read_by_the_mapping_that_is_proposed(string name, FileFormat format, int second)
    {
        await using var file = Open(name);

        var preview = await SettlementFile.PreviewAsync(file, Currency.Bdt, CancellationToken.None);
        var rows = await ReadAsync(file, preview.Proposal);

        Assert.Equal(format, preview.Format);
        Assert.Equal(
            Rows,
            rows.Select(row => (row.TransactionId!, row.Kind, row.GrossMinor!.Value, row.FeeMinor!.Value, row.NetMinor!.Value)));
        Assert.Equal(
            [
                new(2026, 8, 24, 15, 5, second, TimeSpan.Zero),
                new(2026, 8, 24, 18, 0, 0, TimeSpan.Zero),
                new(2026, 8, 25, 2, 30, 0, TimeSpan.Zero),
            ],
            rows.Select(row => row.TransactedAt!.Value));
        Assert.All(rows, row => Assert.Equal(new DateOnly(2026, 8, 26), row.SettledOn));
    }

    [Fact]
    public async Task An_old_workbook_is_refused_with_what_to_do()
    {
        await using var file = Open("settlement.xls");

        await RefusesAsync("save it as .xlsx or CSV", file, Mapping(Column("Amount", SettlementField.Gross)));
    }

    private static FileStream Open(string name) =>
        File.OpenRead(Path.Combine(Repository.Folder("tests/OiPayments.UnitTests/Statements/Files"), name));
}
