namespace OiPayments.Applications;

/// <summary>
/// The two halves of a credential: a key such as <c>oi_test_…</c>, a public handle, and a secret such as <c>oisk_test_…</c>.
/// </summary>
internal static class ApiKey
{
    public const int StartLength = 16;

    /// <summary>How long a whole one is: as the patterns for secret scanners in docs/authentication.md say.</summary>
    public const int KeyLength = 36;

    /// <inheritdoc cref="KeyLength"/>
    public const int SecretLength = 60;

    public static string NewKey(Mode mode) => RandomToken.New128(mode is Mode.Live ? "oi_live_" : "oi_test_");

    public static string NewSecret(Mode mode) => RandomToken.New256(mode is Mode.Live ? "oisk_live_" : "oisk_test_");

    /// <summary>
    /// What is kept of a key in clear: its kind and the first characters of what is random, enough to tell an application's keys apart and
    /// far too little to guess the rest from, which has some 80 bits left.
    /// </summary>
    public static string StartOf(string key) => key[..StartLength];

    public static bool IsKey(string? text) => RandomToken.IsWhole(text, "oi_");

    public static bool IsSecret(string? text) => RandomToken.IsWhole(text, "oisk_");

    public static bool BeginsLikeKey(string text) =>
        text.StartsWith("oi_test_", StringComparison.Ordinal) || text.StartsWith("oi_live_", StringComparison.Ordinal);

    public static bool BeginsLikeSecret(string text) => text.StartsWith("oisk_", StringComparison.Ordinal);

    /// <summary>Which mode a half says of itself.</summary>
    public static bool IsLive(string half) =>
        half.StartsWith("oi_live_", StringComparison.Ordinal) || half.StartsWith("oisk_live_", StringComparison.Ordinal);
}
