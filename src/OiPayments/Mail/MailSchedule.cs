using System.Security.Cryptography;

namespace OiPayments.Mail;

/// <summary>When a mail that could not be sent is tried again: soon at first, then over a day, then not at all.</summary>
internal static class MailSchedule
{
    private const int JitterPercent = 10;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(2),
        TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(8),
    ];

    /// <summary>
    /// What nobody came to send for so long is not sent any more, as when the mail server was switched off for a while: it would surprise.
    /// </summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromDays(2);

    public static int MaxAttempts => Pauses.Length + 1;

    /// <summary>
    /// The pause after so many attempts, spread by a tenth so that mails which failed together do not come together again; null after the
    /// last.
    /// </summary>
    public static TimeSpan? AfterAttempt(int attempts) => attempts > Pauses.Length
        ? null
        : Pauses[attempts - 1] * (1 + (RandomNumberGenerator.GetInt32(-JitterPercent, JitterPercent + 1) / 100.0));
}
