using System.Runtime.CompilerServices;
using OiPayments.Statements.Html;

namespace OiPayments.Statements.Tables;

/// <summary>The rows of the tables of a web page, numbered through it: some portals send one under a name that ends in .xls.</summary>
internal static class HtmlTable
{
    private const int PieceSize = 16 * 1024;

    public static async IAsyncEnumerable<TableRow> ReadAsync(Stream file, FirstBytes first, [EnumeratorCancellation] CancellationToken ct)
    {
        using var text = new BoundedText(file, first.Encoding!);
        var (rows, piece) = (new HtmlRows(), new char[PieceSize]);
        while (await text.ReadAsync(piece, ct) is > 0 and var length)
        {
            for (var at = 0; at < length;)
            {
                at += rows.Read(piece.AsSpan(at, length - at), out var isComplete);
                if (!isComplete) continue;

                text.Complete(rows.Row.Number);
                if (!rows.Row.IsEmpty()) yield return rows.Row;
                rows.Next();
            }
        }

        rows.End();
    }
}
