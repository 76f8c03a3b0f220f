using OiPayments.Sandbox.Notices;

namespace OiPayments.Sandbox.Domain;

/// <summary>One visit to the hosted page: opened by a merchant, ended at most once.</summary>
internal sealed class PaymentSession(SandboxStore store, Order order, DateTimeOffset createdAt, TimeSpan lifetime)
{
    private readonly TaskCompletionSource<NoticeReport> notice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Attempt? attempt;

    public string Key { get; } = GatewayIds.SessionKey();

    /// <summary>The gateway's own number for the transaction, seen as <c>ssl_id</c> in links.</summary>
    public string GatewayId { get; } = GatewayIds.Dated(createdAt);

    public SandboxStore Store { get; } = store;

    public Order Order { get; } = order;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset ExpiresAt { get; } = createdAt + lifetime;

    /// <summary>Whether a customer has looked at the page, which tells EXPIRED from UNATTEMPTED.</summary>
    public bool WasOpened { get; set; }

    /// <summary>How it ended; null while the customer can still pay.</summary>
    public Attempt? Attempt => Volatile.Read(ref attempt);

    /// <summary>Completes when the merchant has been told how the session ended, or could not be.</summary>
    public Task<NoticeReport> Notified => notice.Task;

    /// <summary>Ends the session. False when something else ended it first: of many clicks, one counts.</summary>
    public bool TryEnd(Attempt with) => Interlocked.CompareExchange(ref attempt, with, null) is null;

    public void MarkNotified(NoticeReport report) => notice.TrySetResult(report);
}
