using System.Buffers.Binary;

namespace OiPayments.Statements.Workbooks;

/// <summary>
/// Looks at the end of a ZIP archive before it is opened: whoever opens one reads its whole list of files into memory, and the list may be
/// as long as the upload.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int MaxComment = ushort.MaxValue;
    private const int MaxDirectory = 1024 * 1024;
    private const uint EndSignature = 0x06054B50;

    /// <summary>The archive, with its list of files in memory.</summary>
    /// <exception cref="FileRefusedException">It has no end, or its list of files is longer than a workbook's.</exception>
    public static async Task<Stream> OpenAsync(Stream file, CancellationToken ct)
    {
        var end = await TailAsync(file, Math.Max(0, file.Length - EndLength - MaxComment), ct);
        var from = Math.Min(Begin(end, file.Length - end.Length), file.Length - end.Length);
        return new TailInMemory(file, from, await TailAsync(file, from, ct));
    }

    private static async Task<byte[]> TailAsync(Stream file, long from, CancellationToken ct)
    {
        var tail = new byte[(int)(file.Length - from)];
        file.Position = from;
        await file.ReadExactlyAsync(tail, ct);
        return tail;
    }

    private static long Begin(byte[] tail, long from)
    {
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature) continue;

            // An archive of more than 4 GB has its list elsewhere, and all bits set here.
            long begin = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            if (begin <= from + at && from + at - begin <= MaxDirectory) return begin;
            throw new FileRefusedException(
                "The file is a ZIP archive with more files than a workbook has. Save the sheet as CSV (UTF-8) and upload that.");
        }

        throw new FileRefusedException("The workbook is cut: its end is missing. Download it again.");
    }
}
