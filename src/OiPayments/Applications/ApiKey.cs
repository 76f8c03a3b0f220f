namespace OiPayments.Applications;

/// <summary>
/// The two halves of a credential: a key such as <c>oi_test_…</c>, a public handle, and a secret such as <c>oisk_test_…</c>.
/// </summary>
internal static class ApiKey
{
    public const int StartLength = 16;

    public static string NewKey(Mode mode) => RandomToken.New128(mode is Mode.Live ? "oi_live_" : "oi_test_");

    public static string NewSecret(Mode mode) => RandomToken.New256(mode is Mode.Live ? "oisk_live_" : "oisk_test_");

    /// <summary>
    /// What is kept of a key in clear: its kind and the first characters of what is random, enough to tell an application's keys apart and
    /// far too little to guess the rest from, which has some 80 bits left.
    /// </summary>
    public static string StartOf(string key) => key[..StartLength];

    public static bool IsKey(string? text) => RandomToken.IsWhole(text, "oi_");

    public static bool IsSecret(string? text) => RandomToken.IsWhole(text, "oisk_");
}
