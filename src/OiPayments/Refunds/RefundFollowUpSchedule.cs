namespace OiPayments.Refunds;

/// <summary>When the gateway is asked again about a refund.</summary>
internal static class RefundFollowUpSchedule
{
    /// <summary>Between questions. A gateway takes days to give money back, so the last pause goes on for ever.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    /// <summary>The same, of what a person resolved: the last pause goes on until it was followed up for long enough.</summary>
    private static readonly TimeSpan[] PausesOfResolved = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1)];

    public static TimeSpan FirstPause => Pauses[0];

    /// <summary>When to ask again about a refund that was asked about just now.</summary>
    public static DateTimeOffset NextAt(Refund refund, DateTimeOffset now) =>
        now + Pauses[Math.Clamp(refund.TimesAsked - 1, 0, Pauses.Length - 1)];

    public static DateTimeOffset FirstOfResolvedAt(DateTimeOffset now) => now + PausesOfResolved[0];

    /// <summary>When to ask again about a refund that a person resolved.</summary>
    public static DateTimeOffset NextOfResolvedAt(Refund refund, DateTimeOffset now) =>
        now + PausesOfResolved[Math.Min(refund.TimesAsked, PausesOfResolved.Length - 1)];
}
