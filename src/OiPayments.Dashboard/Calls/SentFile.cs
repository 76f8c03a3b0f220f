namespace OiPayments.Dashboard.Calls;

/// <summary>The browser did not send a file to its end.</summary>
internal sealed class FileNotSentException : Exception
{
    public FileNotSentException()
    {
    }

    public FileNotSentException(string message)
        : base(message)
    {
    }

    public FileNotSentException(string message, Exception cause)
        : base(message, cause)
    {
    }
}

/// <summary>
/// A file as the browser sends it, read once from its beginning. Tells how much has come, and takes whatever can go wrong on the way for
/// the one thing it means: the file did not come whole.
/// </summary>
/// <param name="sent">What the browser sends.</param>
/// <param name="arrived">Told how many bytes have come.</param>
internal sealed class SentFile(Stream sent, Action<long> arrived) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => sent.Length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await sent.ReadAsync(buffer, cancellationToken);
            position += count;
            arrived(position);
            return count;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FileNotSentException("The browser did not send the file to its end.", failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await sent.DisposeAsync();
        await base.DisposeAsync();
    }
}
