using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Notices;

/// <summary>Ends a session and tells the merchant's server, before anyone sends the browser on.</summary>
internal sealed partial class EndSession(
    SessionBook sessions, ScenarioBook scenarios, SendNotice notice, Later later, TimeProvider clock, ILogger<EndSession> log)
{
    /// <summary>
    /// True when this call ended the session. Either way it returns only after the merchant has been told, so that a
    /// second click follows the first instead of overtaking it; or at once where a scenario has the notice come later.
    /// </summary>
    public async Task<bool> WithAsync(PaymentSession session, Attempt attempt)
    {
        var scenario = scenarios.For(session);
        if (scenario.Risk && attempt is { Outcome: Outcome.Paid, IsRisky: false, Channel: { } channel })
            attempt = Attempt.Paid(channel, risky: true, clock.GetUtcNow());
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
            report = await TellAsync(session, attempt, scenario);
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

    private async Task<NoticeReport> TellAsync(PaymentSession session, Attempt attempt, Scenario scenario)
    {
        var isPaid = attempt.Outcome is Outcome.Paid;
        if (!isPaid && scenario.LateSuccessSeconds is { } seconds)
            later.Do(TimeSpan.FromSeconds(seconds), () => PayAgainAsync(session, attempt, scenario));

        var report = await notice.AboutAsync(session, attempt, scenario);
        if (isPaid && scenario.PaidTwice) await PayAgainAsync(session, attempt, scenario);
        return report;
    }

    // What was paid under one tran_id besides its session is known at the gateway as another attempt.
    private async Task PayAgainAsync(PaymentSession session, Attempt attempt, Scenario scenario)
    {
        var again = sessions.Open(session.Store, session.Order, clock.GetUtcNow());
        var paid = Attempt.Paid(attempt.Channel ?? Channel.Visa, scenario.Risk, clock.GetUtcNow());
        if (!sessions.TryEnd(again, paid)) return;

        SessionEnded(log, again.Key, paid.Outcome);
        again.MarkNotified(await notice.AboutAsync(again, paid, scenario));
    }

    [LoggerMessage(LogLevel.Information, "Session {SessionKey} ended: {Outcome}")]
    private static partial void SessionEnded(ILogger log, string sessionKey, Outcome outcome);
}
