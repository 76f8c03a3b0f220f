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

    /// <exception cref="FileRefusedException">It has no end, or its list of files is longer than a workbook's.</exception>
    public static async Task CheckAsync(Stream file, CancellationToken ct)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + MaxComment)];
        var from = file.Length - tail.Length;
        file.Position = from;
        await file.ReadExactlyAsync(tail, ct);
        file.Position = 0;

        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature) continue;

            // An archive of more than 4 GB has its list elsewhere, and all bits set here.
            long begin = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            if (begin <= from + at && from + at - begin <= MaxDirectory) return;
            throw new FileRefusedException(
                "The file is a ZIP archive with more files than a workbook has. Save the sheet as CSV (UTF-8) and upload that.");
        }

        throw new FileRefusedException("The workbook is cut: its end is missing. Download it again.");
    }
}
