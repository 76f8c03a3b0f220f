using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OiPayments;

/// <summary>
/// The text of a secret: a prefix that says what it is, 128 or 256 random bits as base-62 digits, and six check digits, so
/// that a damaged one is refused without a look-up and a secret scanner recognises a leaked one.
/// </summary>
public static class RandomToken
{
    private const int CheckLength = 6;
    private const int DigitsPer128Bits = 22;

    public static string New128(string prefix) => New(prefix, blocks: 1);

    public static string New256(string prefix) => New(prefix, blocks: 2);

    /// <summary>Whether <paramref name="text"/> is of this kind and undamaged. Says nothing of whether we ever issued it.</summary>
    public static bool IsWhole(string? text, string prefix) =>
        text is not null && text.StartsWith(prefix, StringComparison.Ordinal) && CheckDigits.Hold(text, CheckLength);

    /// <summary>What is stored and compared instead of the text itself.</summary>
    public static byte[] Digest(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));

    private static string New(string prefix, int blocks)
    {
        Span<char> text = stackalloc char[prefix.Length + (blocks * DigitsPer128Bits) + CheckLength];
        Span<byte> bits = stackalloc byte[16];
        prefix.CopyTo(text);
        for (var block = 0; block < blocks; block++)
        {
            RandomNumberGenerator.Fill(bits);
            Base62.Write(
                BinaryPrimitives.ReadUInt128BigEndian(bits), text.Slice(prefix.Length + (block * DigitsPer128Bits), DigitsPer128Bits));
        }

        CheckDigits.Write(text[..^CheckLength], text[^CheckLength..]);
        return text.ToString();
    }
}
