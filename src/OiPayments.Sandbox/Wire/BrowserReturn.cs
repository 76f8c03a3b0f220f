using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Wire;

/// <summary>The form that takes a customer back to the merchant.</summary>
internal sealed record BrowserReturn(string Url, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>Null when a session ended without its customer.</summary>
    public static BrowserReturn? For(PaymentSession session, Attempt attempt) =>
        NoticeFields.ForBrowser(session, attempt) is { } fields
            ? new(attempt.Outcome switch
            {
                Outcome.Paid => session.Order.SuccessUrl,
                Outcome.Failed => session.Order.FailUrl,
                Outcome.Cancelled or Outcome.Unattempted or Outcome.Expired => session.Order.CancelUrl,
            }, fields)
            : null;
}
