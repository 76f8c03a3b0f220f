using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace OiPayments.Bench;

/// <summary>
/// Either end of one kept-alive HTTP/1.1 connection, blocking and without a copy: what makes the load has to cost next to nothing, because
/// it shares the processors with what it measures. Knows only messages whose length is stated.
/// </summary>
internal sealed class HttpConnection(Socket socket) : IDisposable
{
    private byte[] buffer = new byte[16 * 1024];
    private int filled;
    private int headLength;
    private int messageLength;

    /// <summary>The first line and the headers of the message received last.</summary>
    public ReadOnlySpan<byte> Head => buffer.AsSpan(0, headLength);

    public ReadOnlySpan<byte> Body => buffer.AsSpan(headLength, messageLength - headLength);

    public void Send(ReadOnlySpan<byte> message)
    {
        while (message.Length > 0) message = message[socket.Send(message)..];
    }

    /// <summary>Waits for the next message. False when the other end hung up instead.</summary>
    public bool Receive()
    {
        buffer.AsSpan(messageLength, filled - messageLength).CopyTo(buffer);
        filled -= messageLength;
        headLength = messageLength = 0;
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!Fill()) return false;
        }

        headLength = end + 4;
        if (!Header("transfer-encoding"u8).IsEmpty) throw new NotSupportedException("A message came whose length is not stated.");
        messageLength = headLength + (Utf8Parser.TryParse(Header("content-length"u8), out int length, out _) ? length : 0);
        while (filled < messageLength)
        {
            if (!Fill()) return false;
        }

        return true;
    }

    /// <summary>A header of the message received last; empty when it has none of that name, which is given in small letters.</summary>
    public ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name)
    {
        foreach (var range in Head.Split("\r\n"u8))
        {
            var line = Head[range];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
                return line[(name.Length + 1)..].Trim((byte)' ');
        }

        return default;
    }

    public void Dispose() => socket.Dispose();

    private bool Fill()
    {
        if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = socket.Receive(buffer.AsSpan(filled));
        filled += read;
        return read > 0;
    }
}
