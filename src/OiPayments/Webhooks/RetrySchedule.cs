using System.Security.Cryptography;

namespace OiPayments.Webhooks;

/// <summary>When a failed delivery is tried again: quickly at first, then over four days, then not at all.</summary>
internal static class RetrySchedule
{
    private const int JitterPercent = 10;

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    public static int MaxAttempts => Delays.Length + 1;

    /// <summary>The wait after so many attempts, spread by a tenth so that receivers which failed together do not return together; null after the last.</summary>
    public static TimeSpan? AfterAttempt(int attempts) => attempts > Delays.Length
        ? null
        : Delays[attempts - 1] * (1 + (RandomNumberGenerator.GetInt32(-JitterPercent, JitterPercent + 1) / 100.0));
}
