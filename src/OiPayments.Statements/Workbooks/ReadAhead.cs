namespace OiPayments.Statements.Workbooks;

/// <summary>
/// Lets <see cref="System.Xml.XmlReader"/> read without waiting: its asynchronous calls cost three times as much for each node, and its
/// synchronous ones would wait for the file. So the next piece is fetched asynchronously before it reads on. Bounded: what is unpacked in
/// all, how much it is more than the packed file, and how long one record is.
/// </summary>
internal sealed class ReadAhead(Stream inner, long packedLength, bool leaveOpen = false) : Stream
{
    /// <summary>Twice what a million rows of thirty columns take.</summary>
    private const long MaxUnpacked = 2L * 1024 * 1024 * 1024;

    // Deflate packs a thousand to one at most; sheets of a million rows, which repeat themselves, thirty to one.
    private const int MaxRatio = 300;
    private const int FreeOfRatio = 32 * 1024 * 1024;
    private const int MaxRecord = 2 * 1024 * 1024;
    private const int Low = 64 * 1024;

    private readonly byte[] buffer = new byte[2 * Low];
    private int start;
    private int end;
    private bool isEnded;
    private long unpacked;
    private int sinceRecord;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Says that a record is complete, and fetches the next piece if little is left.</summary>
    public ValueTask CompleteAsync(CancellationToken ct)
    {
        sinceRecord = 0;
        return isEnded || end - start >= Low ? ValueTask.CompletedTask : FillAsync(ct);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> destination)
    {
        if (start == end && !isEnded)
        {
            (start, end) = (0, 0);
            Take(inner.Read(buffer));
        }

        var given = Math.Min(destination.Length, end - start);
        buffer.AsSpan(start, given).CopyTo(destination);
        start += given;
        sinceRecord += given;
        if (sinceRecord > MaxRecord)
            throw new FileRefusedException("The file has a row that is too long to be true. Download it again, or ask for a shorter "
                + "period.");
        return given;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen) inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        while (!isEnded && end < buffer.Length) Take(await inner.ReadAsync(buffer.AsMemory(end), ct));
    }

    private void Take(int read)
    {
        isEnded = read == 0;
        end += read;
        unpacked += read;
        if (unpacked > MaxUnpacked || (unpacked > FreeOfRatio && unpacked / MaxRatio > packedLength))
            throw new FileRefusedException("The workbook unpacks to more than any settlement has. Save its sheet as CSV (UTF-8) and "
                + "upload that.");
    }
}
