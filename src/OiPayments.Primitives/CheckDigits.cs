using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments;

/// <summary>
/// Digits at the end of a reference or a key that depend on all the others, so that a mistyped or cut one is refused without
/// a look-up, and a secret scanner can tell a leaked key from look-alikes. No protection against forgery, and needs none.
/// </summary>
public static class CheckDigits
{
    private const int MaxLength = 128;

    /// <summary>Fills <paramref name="check"/> with the base-62 digits that belong to <paramref name="text"/>.</summary>
    public static void Write(ReadOnlySpan<char> text, Span<char> check)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(text, bytes)], digest);

        var range = UInt128.One;
        for (var i = 0; i < check.Length; i++) range *= 62;
        Base62.Write(BinaryPrimitives.ReadUInt64BigEndian(digest) % range, check);
    }

    /// <summary>Whether the last <paramref name="length"/> characters are the check digits of those before them.</summary>
    public static bool Hold(ReadOnlySpan<char> text, int length)
    {
        if (text.Length <= length || text.Length > MaxLength || !Ascii.IsValid(text)) return false;

        Span<char> check = stackalloc char[length];
        Write(text[..^length], check);
        return text[^length..].SequenceEqual(check);
    }
}
