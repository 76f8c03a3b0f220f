namespace OiPayments.Payments;

/// <summary>When the gateway is asked of our own accord what became of a payment: soon at first, then ever less often.</summary>
internal static class PaymentFollowUpSchedule
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>When a customer was just sent to the gateway: most are back within this time.</summary>
    public static TimeSpan FirstPause { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to leave the gateway in peace when it was asked so many times, the last of them just now.</summary>
    public static TimeSpan PauseAfter(int timesAsked) => Pauses[Math.Min(timesAsked, Pauses.Length) - 1];

    /// <summary>
    /// When a payment's attempts are worth asking about, if nobody calls: null when none of them can bring money any more.
    /// </summary>
    public static DateTimeOffset? NextLookAt(IEnumerable<PaymentAttempt> attempts, DateTimeOffset now) =>
        attempts.Select(attempt => attempt.AskAgainAt(now, FirstPause, isAnswered: true)).Min();
}
