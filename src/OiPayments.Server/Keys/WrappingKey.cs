using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using OiPayments.Encryption;

namespace OiPayments.Server.Keys;

/// <summary>
/// Encrypts entries of the key ring where they lie in the database (AES-256 in GCM). It comes from the configuration and is written
/// nowhere; what tells one from another is its <see cref="Mark"/>.
/// </summary>
internal sealed class WrappingKey
{
    public const int Bytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Overhead = NonceBytes + TagBytes;

    private readonly byte[] key;

    public WrappingKey(byte[] key)
    {
        if (key.Length != Bytes) throw new ArgumentException($"A wrapping key has {Bytes} bytes.", nameof(key));
        this.key = key;
        Mark = Convert.ToHexStringLower(HMACSHA256.HashData(key, "OiPayments.WrappingKey.Mark.v1"u8))[..WrappedKey.MarkLength];
    }

    /// <summary>The same for the same key, and of no use for finding it.</summary>
    public string Mark { get; }

    public override string ToString() => Mark;

    /// <param name="text">What is to be read by nobody without this key.</param>
    /// <param name="name">What it belongs to: wrapped under one name, it opens under no other.</param>
    public string Wrap(string text, string name)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[Overhead + plain.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(Overhead), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(name));
        CryptographicOperations.ZeroMemory(plain);
        return Convert.ToBase64String(box);
    }

    /// <summary>False when it was wrapped by another key, or under another name, or was changed since.</summary>
    public bool TryOpen(string wrapped, string name, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var box = new byte[wrapped.Length];
        if (!Convert.TryFromBase64String(wrapped, box, out var length) || length < Overhead) return false;

        var plain = new byte[length - Overhead];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(
                box.AsSpan(0, NonceBytes), box.AsSpan(Overhead, plain.Length), box.AsSpan(NonceBytes, TagBytes), plain,
                Encoding.UTF8.GetBytes(name));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        text = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return true;
    }
}
