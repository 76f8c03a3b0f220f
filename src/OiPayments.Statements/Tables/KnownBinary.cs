namespace OiPayments.Statements.Tables;

/// <summary>Files that people upload by mistake, by their first bytes, and what to do instead.</summary>
internal static class KnownBinary
{
    public const string WhatToUpload = "Upload a CSV file, an Excel workbook (.xlsx), or a bank's MT940 or camt.053 file.";

    private static readonly (byte[] Begin, string Name)[] Kinds =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls), or a workbook with a password. Open it and save it as .xlsx or CSV "
            + "(UTF-8), without a password"),
        ([0x09, 0x08], "a very old Excel workbook (.xls). Open it and save it as .xlsx or CSV (UTF-8)"),
        ("%PDF"u8.ToArray(), "a PDF. Download the report as CSV or Excel instead"),
        ([0x89, .. "PNG"u8], Picture),
        ([0xFF, 0xD8, 0xFF], Picture),
        ("GIF8"u8.ToArray(), Picture),
        ("BM"u8.ToArray(), Picture),
        ("II*\0"u8.ToArray(), Picture),
        ("MM\0*"u8.ToArray(), Picture),
        ("RIFF"u8.ToArray(), Picture),
        ([0x1F, 0x8B], Packed),
        ("7z"u8.ToArray(), Packed),
        ("Rar!"u8.ToArray(), Packed),
        ("PK\u0005\u0006"u8.ToArray(), "an empty ZIP archive. Upload the file that belongs into it"),
        (@"{\rtf"u8.ToArray(), "a text document (.rtf). Download the report as CSV or Excel instead"),
    ];

    private const string Picture = "a picture. Download the report as CSV or Excel instead";
    private const string Packed = "a packed archive. Unpack it and upload the file inside";

    /// <summary>What the file is, and what to do; null for what may be text.</summary>
    public static string? NameOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (begin, name) in Kinds)
        {
            if (bytes.StartsWith(begin) && !IsText(begin, bytes)) return name;
        }

        return null;
    }

    // Two letters alone can begin a text too.
    private static bool IsText(byte[] begin, ReadOnlySpan<byte> bytes) => begin.Length == 2 && begin[0] >= ' ' && !bytes.Contains((byte)0);
}
