using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Webhooks;

/// <summary>
/// The signature of the Standard Webhooks specification: <c>v1,</c> and the base64 of HMAC-SHA256 over
/// <c>id.timestamp.body</c>, keyed with the bytes that the secret <c>whsec_…</c> spells in base64.
/// </summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";

    /// <summary>One signature for each secret, separated by spaces: while a secret rotates, a receiver with either believes it.</summary>
    public static string Of(IReadOnlyList<string> secrets, string id, DateTimeOffset timestamp, string body)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))));
    }

    private static byte[] KeyOf(string secret) =>
        Convert.FromBase64String(secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret);
}
