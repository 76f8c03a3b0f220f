namespace OiPayments.Statements.Workbooks;

/// <summary>
/// A file of which the end is in memory: <see cref="System.IO.Compression.ZipArchive"/> reads its list of files there, and only
/// synchronously. All else is read as it is asked for.
/// </summary>
internal sealed class TailInMemory(Stream file, long from, byte[] tail) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => from + tail.Length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= from) return Moved(OfTail(buffer));
        file.Position = Position;
        return Moved(file.Read(buffer[..(int)Math.Min(buffer.Length, from - Position)]));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= from) return Moved(OfTail(buffer.Span));
        file.Position = Position;
        return Moved(await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, from - Position)], cancellationToken));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int OfTail(Span<byte> buffer)
    {
        var rest = tail.AsSpan((int)Math.Min(tail.Length, Position - from));
        var read = Math.Min(rest.Length, buffer.Length);
        rest[..read].CopyTo(buffer);
        return read;
    }

    private int Moved(int read)
    {
        Position += read;
        return read;
    }
}
