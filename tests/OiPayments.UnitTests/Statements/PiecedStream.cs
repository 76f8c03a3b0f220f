namespace OiPayments.UnitTests.Statements;

/// <summary>A file that comes in pieces of odd sizes, as one that is kept in pieces does.</summary>
internal sealed class PiecedStream(byte[] bytes, int[] pieces) : MemoryStream(bytes, writable: false)
{
    private int piece;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Next()));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Next())]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, Next())], cancellationToken);

    private int Next() => pieces[piece++ % pieces.Length];
}

/// <summary>A beginning, and then the same again and again: too much to hold in memory, and cheap to make.</summary>
internal sealed class EndlessText(string begin, string again, long length) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, length - Position);
        for (var i = 0; i < read; i++)
        {
            var at = Position + i;
            buffer[offset + i] = (byte)(at < begin.Length ? begin[(int)at] : again[(int)((at - begin.Length) % again.Length)]);
        }

        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset;

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A file that can be waited for only asynchronously: whoever would block a thread for it fails.</summary>
internal sealed class AwaitedStream(byte[] bytes) : MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true)
{
    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The file was read "
        + "synchronously.");

    public override int Read(Span<byte> buffer) => throw new InvalidOperationException("The file was read synchronously.");

    public override int ReadByte() => throw new InvalidOperationException("The file was read synchronously.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var read = (int)Math.Min(buffer.Length, Length - Position);
        GetBuffer().AsMemory((int)Position, read).CopyTo(buffer);
        Position += read;
        return read;
    }
}
