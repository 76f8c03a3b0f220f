using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OiPayments.Applications;

namespace OiPayments.Webhooks;

/// <summary>
/// The signature of the Standard Webhooks specification: <c>v1,</c> and the base64 of HMAC-SHA256 over
/// <c>id.timestamp.body</c>, keyed with the bytes that the secret <c>whsec_…</c> spells in base64.
/// </summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";

    /// <summary>One signature for each secret, newest first, as the specification has it for a rotation: a receiver that knows either is content.</summary>
    public static string Of(SigningSecrets secrets, string id, DateTimeOffset timestamp, string body) =>
        string.Join(' ', secrets.NewestFirst.Select(secret => Of(secret, id, timestamp, body)));

    public static string Of(string secret, string id, DateTimeOffset timestamp, string body)
    {
        var key = Convert.FromBase64String(secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret);
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }
}
