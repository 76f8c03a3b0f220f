using System.Globalization;
using System.Text;
using OiPayments.Api;
using OiPayments.Gateways;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// What a gateway said it settled, written down as a CSV file with one line for each transaction, so that it is kept, read and counted as
/// the files are that gateways send. How it is read is kept with it.
/// </summary>
internal static class SettledFile
{
    private const int MaxRowsShown = 20;

    /// <summary>No gateway calls its columns so: by them such a file is known again.</summary>
    private static readonly IReadOnlyList<string> Headers = ["settled_on", "paid_on", "our_transaction_id", "currency", "net_minor"];

    private static readonly MappingDto Mapping = new(
        [
            Column("settled_on", SettlementField.SettledOn), Column("paid_on", SettlementField.TransactedAt),
            Column("our_transaction_id", SettlementField.TransactionId), Column("currency", SettlementField.Currency),
            Column("net_minor", SettlementField.Net) with { Decimals = DecimalStyle.MinorUnits },
        ],
        new Dictionary<string, SettlementRowKind>(), Unsigned: false, Ignored: [], Separator: ",", Sheet: null, HeaderRow: 1,
        Currency.Bdt.Code, TimeZones.DefaultName);

    /// <summary>The file, in UTF-8: the same lines, in whatever order they came, are the same bytes, and so the same file.</summary>
    public static byte[] Write(IEnumerable<SettledLine> lines)
    {
        var text = new StringBuilder().AppendJoin(',', Headers).Append("\r\n");
        foreach (var line in InOrder(lines)) text.AppendJoin(',', Cells(line).Select(Quoted)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>What the file looks like and how it is read, as it is kept with it.</summary>
    public static StatementPreview Describe(IEnumerable<SettledLine> lines) =>
        new(FileFormat.Csv, Headers, [.. InOrder(lines).Take(MaxRowsShown).Select(Cells)], Mapping, Mapping, Doubts: []);

    /// <summary>Whether a file was written here.</summary>
    public static bool IsOne(StatementPreview preview) => preview.Headers.SequenceEqual(Headers, StringComparer.Ordinal);

    private static IOrderedEnumerable<SettledLine> InOrder(IEnumerable<SettledLine> lines) => lines
        .OrderBy(line => line.SettledOn).ThenBy(line => line.PaidOn).ThenBy(line => line.TransactionId, StringComparer.Ordinal)
        .ThenBy(line => line.Credited.Currency.Code, StringComparer.Ordinal).ThenBy(line => line.Credited.MinorUnits);

    private static IReadOnlyList<string> Cells(SettledLine line) =>
    [
        IsoTime.Day(line.SettledOn), IsoTime.Day(line.PaidOn), line.TransactionId, line.Credited.Currency.Code,
        line.Credited.MinorUnits.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static MappedColumnDto Column(string header, SettlementField field) =>
        new(header, field, Negate: false, DecimalStyle.Point, DatePattern: null);
}
