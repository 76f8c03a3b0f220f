using System.Security.Cryptography;

namespace OiPayments.Webhooks;

/// <summary>When a failed delivery is tried again: quickly at first, then over four days, then not at all.</summary>
internal static class RetrySchedule
{
    private const int JitterPercent = 10;

    /// <summary>A receiver cannot put us off for longer than this at a time.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    public static int MaxAttempts => Delays.Length + 1;

    /// <summary>
    /// The wait after so many attempts, spread by a tenth so that receivers which failed together do not return together; null after
    /// the last. A receiver that asked for more patience gets it, within <see cref="LongestRetryAfter"/>; asking for less changes nothing.
    /// </summary>
    public static TimeSpan? AfterAttempt(int attempts, TimeSpan? retryAfter = null)
    {
        if (attempts > Delays.Length) return null;
        var wait = Delays[attempts - 1] * (1 + (RandomNumberGenerator.GetInt32(-JitterPercent, JitterPercent + 1) / 100.0));
        if (retryAfter is not { } asked) return wait;
        var patience = asked < LongestRetryAfter ? asked : LongestRetryAfter;
        return patience > wait ? patience : wait;
    }
}
