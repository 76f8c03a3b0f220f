using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>
/// An uploaded file as a stream over its pieces in the database: it is read from any place, a few pieces at a time, and never lies in
/// memory whole, nor on a disk.
/// </summary>
/// <param name="db">Nothing is tracked in it.</param>
/// <param name="statement">Which file.</param>
internal sealed class StatementContent(OiPaymentsDb db, SettlementStatement statement) : Stream
{
    /// <summary>A workbook's directory stands at its end: reading it jumps between two places.</summary>
    private const int PiecesKept = 4;

    private readonly LinkedList<(int Number, byte[] Content)> kept = new();
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => statement.SizeBytes;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= Length || buffer.Length == 0) return 0;
        var number = NumberHere;
        return Copy(Kept(number) ?? Keep(number, await Piece(number).SingleAsync(cancellationToken)), buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (position >= Length || buffer.Length == 0) return 0;
        var number = NumberHere;
        return Copy(Kept(number) ?? Keep(number, Piece(number).Single()), buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int NumberHere => (int)(position / StatementChunk.Size);

    private IQueryable<byte[]> Piece(int number) => db.Of<StatementChunk>(statement.ApplicationId)
        .Where(c => c.StatementId == statement.Id && c.Number == number).Select(c => c.Content);

    private byte[]? Kept(int number)
    {
        for (var node = kept.First; node is not null; node = node.Next)
        {
            if (node.Value.Number == number) return node.Value.Content;
        }

        return null;
    }

    private byte[] Keep(int number, byte[] content)
    {
        kept.AddFirst((number, content));
        if (kept.Count > PiecesKept) kept.RemoveLast();
        return content;
    }

    private int Copy(byte[] piece, Span<byte> buffer)
    {
        var here = piece.AsSpan((int)(position % StatementChunk.Size));
        var count = Math.Min(here.Length, buffer.Length);
        here[..count].CopyTo(buffer);
        position += count;
        return count;
    }
}
