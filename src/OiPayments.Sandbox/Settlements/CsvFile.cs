using System.Text;

namespace OiPayments.Sandbox.Settlements;

/// <summary>Writes a table as CSV (RFC 4180), in UTF-8.</summary>
internal static class CsvFile
{
    public static byte[] Write(FileTable table)
    {
        var text = new StringBuilder();
        foreach (var line in table.Lines())
            text.AppendJoin(table.Separator, line.Select(cell => Quoted(cell.Text, table.Separator))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string cell, char separator) => cell.AsSpan().IndexOfAny(separator, '"') < 0 && !cell.Any(char.IsControl)
        ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
