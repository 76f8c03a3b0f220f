using OtpNet;
using Authenticator = OtpNet.Totp;

namespace OiPayments.SigningIn;

/// <summary>
/// Codes of authenticator apps: RFC 6238 with SHA-1, six digits and half minutes, which is what all of them know. Otp.NET computes them,
/// and compares in the same time whatever was typed.
/// </summary>
internal static class Totp
{
    private const string Issuer = "OI Payments";
    private const int SecretBytes = 20;

    /// <summary>Clocks of telephones are a little off, and people type slowly.</summary>
    private static readonly VerificationWindow OneStepEitherWay = new(previous: 1, future: 1);

    /// <summary>160 random bits in base 32, as apps take them.</summary>
    public static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes));

    /// <summary>What the QR code holds: <c>otpauth://totp/…</c>.</summary>
    public static string UriOf(string email, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{email}")}?secret={secret}&issuer={Uri.EscapeDataString(Issuer)}";

    /// <summary>Which half minute this code is of, if it is of one around now that comes after the one used last; else null.</summary>
    public static long? Match(string secret, string code, DateTimeOffset now, long lastStep)
    {
        var app = new Authenticator(Base32Encoding.ToBytes(secret));
        return app.VerifyTotp(now.UtcDateTime, code.Replace(" ", "", StringComparison.Ordinal), out var step, OneStepEitherWay)
            && step > lastStep ? step : null;
    }
}
