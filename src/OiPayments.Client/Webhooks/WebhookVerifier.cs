using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Client;

/// <summary>What a webhook's headers and body prove.</summary>
public enum WebhookVerdict
{
    /// <summary>It comes from the service, unchanged and lately.</summary>
    Genuine,

    /// <summary>A header is missing, or is none of a webhook: the request is no webhook at all.</summary>
    NotAWebhook,

    /// <summary>No signature fits: it comes from somebody else, was changed on the way, or was signed with a secret that you do not know.</summary>
    WrongSignature,

    /// <summary>It was signed too long ago, or ahead of your clock: somebody repeats what they overheard, or your clock is wrong.</summary>
    WrongTime,
}

/// <summary>
/// Tells whether a webhook comes from the service, by the Standard Webhooks specification: HMAC-SHA256 over id, timestamp and the body exactly
/// as it was received. Verify before you parse.
/// </summary>
public sealed class WebhookVerifier
{
    /// <summary>Names the event; the same over every retry.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>Seconds since 1970 when it was signed.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>One signature for each secret, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string SignaturePrefix = "v1,";
    private const int MaxSignatures = 10;

    private readonly List<byte[]> keys;
    private readonly TimeSpan tolerance;
    private readonly TimeProvider clock;

    /// <summary>For the secrets of one application.</summary>
    /// <param name="secrets"><c>whsec_…</c>: one, or the new and the previous one while it rotates.</param>
    /// <param name="tolerance">How far the timestamp may be from the clock; five minutes when left out.</param>
    /// <param name="clock">The system's when left out.</param>
    /// <exception cref="ArgumentException">There is no secret, or one of them is none.</exception>
    public WebhookVerifier(IEnumerable<string> secrets, TimeSpan? tolerance = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        keys = [.. secrets.Select(secret => TryReadKey(secret, out var key)
            ? key
            : throw new ArgumentException("A signing secret begins with whsec_ and is base64 behind that.", nameof(secrets)))];
        if (keys.Count == 0) throw new ArgumentException("Without a secret nothing can be verified.", nameof(secrets));
        (this.tolerance, this.clock) = (tolerance ?? TimeSpan.FromMinutes(5), clock ?? TimeProvider.System);
    }

    /// <summary>What the headers and the body prove.</summary>
    /// <param name="id">The header <see cref="IdHeader"/>.</param>
    /// <param name="timestamp">The header <see cref="TimestampHeader"/>.</param>
    /// <param name="signatures">The header <see cref="SignatureHeader"/>.</param>
    /// <param name="body">The bytes that were received: neither parsed nor written again.</param>
    public WebhookVerdict Verify(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return WebhookVerdict.NotAWebhook;

        // The signature first: only who holds a secret learns that a clock is wrong.
        if (!IsSigned($"{id}.{timestamp}.", signatures, body)) return WebhookVerdict.WrongSignature;
        return (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= tolerance
            ? WebhookVerdict.Genuine
            : WebhookVerdict.WrongTime;
    }

    internal static bool TryReadKey(string? secret, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        if (secret is null || !secret.StartsWith(SecretPrefix, StringComparison.Ordinal)) return false;
        var bytes = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret[SecretPrefix.Length..], bytes, out var written) || written == 0) return false;
        key = bytes[..written];
        return true;
    }

    private bool IsSigned(string before, string signatures, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(before), .. body];
        var expected = keys.ConvertAll(key => HMACSHA256.HashData(key, signed));
        var isSigned = false;
        var sent = new byte[HMACSHA256.HashSizeInBytes];
        foreach (var signature in signatures.Split(' ', MaxSignatures + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxSignatures))
        {
            if (!signature.StartsWith(SignaturePrefix, StringComparison.Ordinal)
                || !Convert.TryFromBase64String(signature[SignaturePrefix.Length..], sent, out var length)
                || length != sent.Length) continue;

            // Each with each, however early one fits: how long it takes tells nothing.
            foreach (var one in expected) isSigned |= CryptographicOperations.FixedTimeEquals(one, sent);
        }

        return isSigned;
    }
}
