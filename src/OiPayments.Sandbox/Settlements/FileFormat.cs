namespace OiPayments.Sandbox.Settlements;

/// <summary>A way to write something as a file.</summary>
/// <param name="Name">The end of the file's name.</param>
/// <param name="MediaType">Its type, as HTTP says it.</param>
/// <param name="Title">For the page, in words.</param>
/// <param name="Write">Writes it.</param>
internal sealed record FileFormat<T>(string Name, string MediaType, string Title, Func<T, byte[]> Write);

/// <summary>The formats that there are.</summary>
internal static class FileFormats
{
    public static IReadOnlyList<FileFormat<FileTable>> OfSettlements { get; } =
    [
        new("csv", "text/csv; charset=utf-8", "CSV", CsvFile.Write),
        new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", XlsxFile.Write),
    ];

    public static IReadOnlyList<FileFormat<BankStatement>> OfBankStatements { get; } =
    [
        new("csv", "text/csv; charset=utf-8", "CSV", statement => CsvFile.Write(BankTable.Of(statement))),
        new("mt940", "text/plain; charset=us-ascii", "MT940", Mt940File.Write),
        new("xml", "application/xml; charset=utf-8", "camt.053", CamtFile.Write),
    ];
}
