using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Notices;

/// <summary>Ends a session and tells the merchant's server, before anyone sends the browser on.</summary>
internal sealed partial class EndSession(SessionBook sessions, SendNotice notice, ILogger<EndSession> log)
{
    /// <summary>
    /// True when this call ended the session. Either way it returns only after the merchant has been told, so that a
    /// second click follows the first instead of overtaking it.
    /// </summary>
    public async Task<bool> WithAsync(PaymentSession session, Attempt attempt)
    {
        if (!sessions.TryEnd(session, attempt))
        {
            await session.Notified;
            return false;
        }

        SessionEnded(log, session.Key, attempt.Outcome);
        var report = new NoticeReport(Delivered: false, Status: null, Copies: 0, "failed inside the sandbox");
        try
        {
            // No cancellation: a customer who closes the window has still paid.
            report = await notice.AboutAsync(session, attempt);
        }
        finally
        {
            session.MarkNotified(report);
        }
        return true;
    }

    /// <summary>Ends a session whose time is over: EXPIRED when the page was opened, UNATTEMPTED when it never was.</summary>
    public Task<bool> OverdueAsync(PaymentSession session) =>
        WithAsync(session, session.WasOpened ? Attempt.Expired() : Attempt.Unattempted());

    [LoggerMessage(LogLevel.Information, "Session {SessionKey} ended: {Outcome}")]
    private static partial void SessionEnded(ILogger log, string sessionKey, Outcome outcome);
}
