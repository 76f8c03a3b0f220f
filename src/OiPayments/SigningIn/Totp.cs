using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.SigningIn;

/// <summary>Codes of authenticator apps: RFC 6238 with SHA-1, six digits and half minutes, which is what all of them know.</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Issuer = "OI Payments";
    private const int SecretBytes = 20;
    private const int StepSeconds = 30;
    private const int CodeLength = 6;

    /// <summary>Clocks of telephones are a little off, and people type slowly.</summary>
    private const int StepsEitherWay = 1;

    /// <summary>160 random bits in base 32, as apps take them.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Base32, SecretBytes * 8 / 5);

    /// <summary>What the QR code holds: <c>otpauth://totp/…</c>.</summary>
    public static string UriOf(string email, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{email}")}?secret={secret}&issuer={Uri.EscapeDataString(Issuer)}";

    /// <summary>Which half minute this code is of, if it is of one around now that comes after the one used last; else null.</summary>
    public static long? Match(string secret, string code, DateTimeOffset now, long lastStep)
    {
        var digits = Encoding.ASCII.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        var current = StepAt(now);
        for (var step = Math.Max(current - StepsEitherWay, lastStep + 1); step <= current + StepsEitherWay; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeOf(secret, step)), digits)) return step;
        return null;
    }

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeOf(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // HMAC-SHA-1 is what RFC 6238 and the apps speak; collisions do not matter to it.
        var hash = HMACSHA1.HashData(Decode(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(CodeLength, '0');
    }

    private static byte[] Decode(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        var (bits, held, at) = (0, 0, 0);
        foreach (var letter in base32)
        {
            (bits, held) = ((bits << 5) | Base32.IndexOf(letter, StringComparison.Ordinal), held + 5);
            if (held < 8) continue;
            held -= 8;
            bytes[at++] = (byte)(bits >> held);
            bits &= (1 << held) - 1;
        }

        return bytes;
    }
}
