using System.Text;
using OiPayments.Statements;

namespace OiPayments.UnitTests.Statements;

/// <summary>Small files, written in the test that reads them.</summary>
internal static class StatementFiles
{
    public static SettlementMapping Mapping(params ColumnMapping[] columns) => new() { Columns = columns, Currency = Currency.Bdt };

    public static ColumnMapping Column(string header, SettlementField field) => new() { Header = header, Field = field };

    public static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    public static Task<List<SettlementRow>> ReadAsync(string text, SettlementMapping mapping) => ReadAsync(Bytes(text), mapping);

    public static async Task<List<SettlementRow>> ReadAsync(Stream file, SettlementMapping mapping)
    {
        var rows = new List<SettlementRow>();
        await foreach (var row in SettlementFile.ReadAsync(file, mapping, CancellationToken.None)) rows.Add(row);
        return rows;
    }

    public static Task<FileRefusedException> RefusedAsync(string text, SettlementMapping mapping) => RefusedAsync(Bytes(text), mapping);

    public static Task<FileRefusedException> RefusedAsync(Stream file, SettlementMapping mapping) =>
        Assert.ThrowsAsync<FileRefusedException>(() => ReadAsync(file, mapping));

    /// <summary>That the file is refused, by a sentence in which this is said.</summary>
    public static async Task RefusesAsync(string said, Stream file, SettlementMapping mapping) =>
        Assert.Contains(said, (await RefusedAsync(file, mapping)).Message, StringComparison.Ordinal);

    public static Task RefusesAsync(string said, string text, SettlementMapping mapping) => RefusesAsync(said, Bytes(text), mapping);
}
