using System.Diagnostics.Metrics;

namespace OiPayments.Mail;

/// <summary>Counts attempts to send mails, by what became of the mail.</summary>
internal sealed class MailMetrics(Meter meter)
{
    private readonly Counter<long> attempts = meter.CreateCounter<long>(
        "oi.mail.attempts", "{attempt}", "Attempts to send a mail, by the status of the mail afterwards.");

    public void Tried(MailKind kind, MailStatus status) => attempts.Add(
        1, new("kind", WireNames<MailKind>.Of(kind)), new KeyValuePair<string, object?>("status", WireNames<MailStatus>.Of(status)));
}
