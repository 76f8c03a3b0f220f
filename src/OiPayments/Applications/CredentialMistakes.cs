using Microsoft.Extensions.Primitives;
using OiPayments.Api;

namespace OiPayments.Applications;

/// <summary>
/// What is wrong with a caller's credentials, as far as the request itself shows it: a header is missing, holds the other half, was cut
/// off. Whether a pair that looks right was ever issued, has expired or was revoked is never said. No text holds what was sent.
/// </summary>
internal static class CredentialMistakes
{
    private const string KeyHeader = CredentialHeaders.Key;
    private const string SecretHeader = CredentialHeaders.Secret;
    private const int LongestName = 40;

    /// <summary>What is said of every pair that looks right.</summary>
    private static readonly Refusal NotAccepted = new(
        ErrorCode.Unauthorized,
        "This pair of X-Api-Key and X-Api-Secret is not accepted. The two may not belong together, may have expired after a rotation or "
            + "been revoked, or may not be used from this address or by a disabled application; which of these is never said. An operator "
            + "sees it among the application's credentials.");

    public static Refusal In(HttpRequest request)
    {
        var (keys, secrets) = (request.Headers[KeyHeader], request.Headers[SecretHeader]);
        var (key, secret) = (keys.ToString(), secrets.ToString());
        if (ApiKey.IsSecret(key) && ApiKey.IsKey(secret))
            return Told("X-Api-Key holds the secret, and X-Api-Secret the key: exchange them.");
        if ((InHalf(KeyHeader, keys, request) ?? InHalf(SecretHeader, secrets, request)) is { } mistake) return Told(mistake);
        return ApiKey.IsLive(key) == ApiKey.IsLive(secret)
            ? NotAccepted
            : Told($"X-Api-Key is of {ModeOf(key)}, and X-Api-Secret of {ModeOf(secret)}: send both halves of one pair.");
    }

    /// <summary>What can be seen to be wrong with one of the two; null when it looks right.</summary>
    private static string? InHalf(string header, StringValues sent, HttpRequest request)
    {
        var (text, isKey) = (sent.ToString(), header == KeyHeader);
        if (text.Length == 0) return $"{header} is missing. {WhereElse(request)}";
        // Two headers of one name may arrive as one, with a comma between.
        if (sent.Count > 1 || text.Contains(',', StringComparison.Ordinal)) return $"{header} was sent more than once.";
        if (KindOf(text) is { } other && other != header) return $"{header} holds {other}; it takes {WhatItTakes(isKey)}.";
        if (!text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            return $"{header} holds a blank, a quotation mark or another character that none of ours has: it takes {WhatItTakes(isKey)}.";
        if (KindOf(text) is null) return $"{header} is none of ours: it takes {WhatItTakes(isKey)}.";
        if (isKey ? ApiKey.IsKey(text) : ApiKey.IsSecret(text)) return null;

        var length = isKey ? ApiKey.KeyLength : ApiKey.SecretLength;
        return text.Length == length
            ? $"A character of {header} is wrong: its check digits do not fit. Copy it again."
            : $"{header} has {text.Length} characters instead of {length}: it was cut off, or something was added. Copy it again.";
    }

    /// <summary>By its beginning: the header that it belongs into, or what else it is.</summary>
    private static string? KindOf(string text) => text switch
    {
        _ when ApiKey.BeginsLikeKey(text) => KeyHeader,
        _ when ApiKey.BeginsLikeSecret(text) => SecretHeader,
        _ when text.StartsWith("oios_", StringComparison.Ordinal) => "the token of an operator's session",
        _ when text.StartsWith("whsec_", StringComparison.Ordinal) => "the secret that webhooks are signed with",
        _ => null,
    };

    private static string WhatItTakes(bool isKey) =>
        isKey ? "the key, which begins with oi_test_ or oi_live_" : "the secret, which begins with oisk_test_ or oisk_live_";

    private static string ModeOf(string half) => ApiKey.IsLive(half) ? "LIVE" : "TEST";

    /// <summary>Where the credentials are instead, if they can be seen, and where they go.</summary>
    private static string WhereElse(HttpRequest request)
    {
        const string right = "Applications send two headers with every request, X-Api-Key and X-Api-Secret";
        if (request.Query.Any(parameter => parameter.Value.Any(IsOurs)))
            return $"{right}, and nothing in the address, which is written to logs: have an operator replace what stood there.";
        if (request.Headers.Authorization.Count > 0) return $"{right}; Authorization is not read, and belongs to operators.";
        var elsewhere = request.Headers.FirstOrDefault(
            header => !IsRead(header.Key) && header.Key.Length <= LongestName && header.Value.Any(IsOurs)).Key;
        return elsewhere is null ? $"{right}." : $"{right}; {elsewhere} is not read.";
    }

    // Many clients and proxies write names of headers in small letters.
    private static bool IsRead(string header) =>
        header.Equals(KeyHeader, StringComparison.OrdinalIgnoreCase) || header.Equals(SecretHeader, StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(string? text) => ApiKey.IsKey(text?.Trim()) || ApiKey.IsSecret(text?.Trim());

    private static Refusal Told(string mistake) => new(ErrorCode.Unauthorized, mistake);
}
