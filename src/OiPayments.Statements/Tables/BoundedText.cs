using System.Text;

namespace OiPayments.Statements.Tables;

/// <summary>
/// The text of a file, decoded strictly. Whoever reads records from it says after each that it is complete: a record without end, as behind
/// a quotation mark that nobody closes, is refused before it fills the memory.
/// </summary>
internal sealed class BoundedText(Stream file, Encoding encoding) : TextReader
{
    /// <summary>Longer than any row or message, and little memory.</summary>
    public const int MaxRecordLength = 1024 * 1024;

    private const int BufferSize = 64 * 1024;

    private readonly StreamReader reader = new(file, encoding, detectEncodingFromByteOrderMarks: false, BufferSize, leaveOpen: true);
    private int sinceRecord;

    /// <summary>The line or row up to which everything was read; the next is the one that a refusal is about.</summary>
    public int LastRow { get; private set; }

    /// <summary>Says that a record is complete and stands on this line or row.</summary>
    public void Complete(int row) => (LastRow, sinceRecord) = (row, 0);

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        try
        {
            return Checked(buffer[..reader.Read(buffer)]);
        }
        catch (DecoderFallbackException undecodable)
        {
            throw Undecodable(undecodable);
        }
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await reader.ReadAsync(buffer, cancellationToken);
            return Checked(buffer.Span[..read]);
        }
        catch (DecoderFallbackException undecodable)
        {
            throw Undecodable(undecodable);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) reader.Dispose();
        base.Dispose(disposing);
    }

    private int Checked(ReadOnlySpan<char> read)
    {
        if (read.Contains('\0'))
            throw new FileRefusedException($"Somewhere behind row {LastRow} the file has bytes that are no text. Download it "
                + "again.", LastRow + 1);

        sinceRecord += read.Length;
        if (sinceRecord <= MaxRecordLength + BufferSize) return read.Length;
        throw new FileRefusedException(
            $"What begins behind row {LastRow} has no end. Look there for a quotation mark that is not closed.", LastRow + 1);
    }

    private FileRefusedException Undecodable(DecoderFallbackException undecodable) => new(
        $"Somewhere behind row {LastRow} the file has bytes that are no {encoding.WebName.ToUpperInvariant()} text. Save it as CSV "
        + "(UTF-8) and upload that.", LastRow + 1, undecodable);
}
