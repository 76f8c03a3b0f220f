namespace OiPayments.Statements.Tables;

/// <summary>The rows of a file of whatever format, those that are wholly empty left out.</summary>
internal static class Table
{
    public static IAsyncEnumerable<TableRow> ReadAsync(
        Stream file, FirstBytes first, char? separator, string? sheet, CancellationToken ct) => first.Format switch
        {
            FileFormat.Csv => CsvTable.ReadAsync(file, first, separator, ct),
            FileFormat.Xlsx => XlsxTable.ReadAsync(file, sheet, ct),
            FileFormat.HtmlTable => HtmlTable.ReadAsync(file, first, ct),
            FileFormat.Mt940 or FileFormat.Camt053 => throw new FileRefusedException(
                "The file is a bank statement and no table. Upload it as a bank statement."),
        };
}
