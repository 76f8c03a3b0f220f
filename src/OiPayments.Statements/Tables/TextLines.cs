using System.Text;

namespace OiPayments.Statements.Tables;

/// <summary>The lines of a text, whichever way they end, without their ends.</summary>
internal sealed class TextLines(BoundedText text)
{
    private const int MaxLength = 4096;
    private const int PieceSize = 16 * 1024;

    private readonly char[] piece = new char[PieceSize];
    private readonly StringBuilder line = new();
    private int at;
    private int length;
    private bool isReturn;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line; null behind the last.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken ct)
    {
        line.Clear();
        while (true)
        {
            if (at == length)
            {
                (at, length) = (0, await text.ReadAsync(piece, ct));
                if (length == 0) return line.Length > 0 ? Complete() : null;
            }

            if (TakeToEnd()) return Complete();
        }
    }

    private bool TakeToEnd()
    {
        if (isReturn && piece[at] == '\n') at++;
        isReturn = false;
        var rest = piece.AsSpan(at, length - at);
        var end = rest.IndexOfAny('\r', '\n');
        line.Append(end < 0 ? rest : rest[..end]);
        if (line.Length > MaxLength)
            throw new FileRefusedException($"Line {Number + 1} has more than {MaxLength} characters. Download the file again.", Number + 1);

        at += end < 0 ? rest.Length : end + 1;
        isReturn = end >= 0 && rest[end] == '\r';
        return end >= 0;
    }

    private string Complete()
    {
        text.Complete(++Number);
        return line.ToString();
    }
}
