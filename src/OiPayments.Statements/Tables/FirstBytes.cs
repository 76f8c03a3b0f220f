using System.Text;

namespace OiPayments.Statements.Tables;

/// <summary>
/// What a file is by its beginning: its name and the type that a browser gives it are hearsay. Leaves the stream where the file begins.
/// </summary>
internal sealed record FirstBytes
{
    private const int SampleSize = 64 * 1024;

    public required FileFormat Format { get; init; }

    /// <summary>How its texts are encoded. Throws at bytes that it does not know. Null for a workbook, which says so inside.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The beginning of its text, without the mark of its encoding.</summary>
    public string Sample { get; init; } = "";

    /// <exception cref="FileRefusedException">It is empty, or nothing that can be read here; the message says what it is.</exception>
    public static async Task<FirstBytes> OfAsync(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        var buffer = new byte[SampleSize];
        var bytes = buffer.AsMemory(0, await file.ReadAtLeastAsync(buffer, SampleSize, throwOnEndOfStream: false, ct));
        file.Position = 0;

        if (bytes.Span is [(byte)'P', (byte)'K', 3, 4, ..]) return new() { Format = FileFormat.Xlsx };
        if (KnownBinary.NameOf(bytes.Span) is { } name)
            throw new FileRefusedException($"The file is {name}.");

        var encoding = EncodingOf(bytes.Span);
        var sample = Lenient(encoding).GetString(bytes.Span).TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(sample))
            throw new FileRefusedException("The file is empty. Download it again from the gateway or the bank.");
        if (sample.Contains('\0', StringComparison.Ordinal))
            throw new FileRefusedException($"The file is neither text nor a workbook. {KnownBinary.WhatToUpload}");

        return new() { Format = KnownText.FormatOf(sample), Encoding = encoding, Sample = sample };
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] || HasNoughtsAt(1, bytes)) return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, true);
        if (bytes is [0xFE, 0xFF, ..] || HasNoughtsAt(0, bytes)) return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, true);
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    }

    // UTF-16 without its mark: of two bytes of most letters in such files, the separators and digits above all, one is nought.
    private static bool HasNoughtsAt(int parity, ReadOnlySpan<byte> bytes)
    {
        Span<int> noughts = [0, 0];
        var looked = Math.Min(bytes.Length, 1024);
        for (var i = 0; i < looked; i++)
        {
            if (bytes[i] == 0) noughts[i % 2]++;
        }

        return noughts[parity] > looked / 8 && noughts[1 - parity] == 0;
    }

    /// <summary>The same, with a question mark for what is none of its letters.</summary>
    public static Encoding Lenient(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient;
    }
}
