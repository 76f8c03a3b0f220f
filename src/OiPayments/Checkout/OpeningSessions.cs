using System.Collections.Concurrent;
using OiPayments.Payments;

namespace OiPayments.Checkout;

/// <summary>
/// The attempts whose session this process is opening at the gateway, or writing down, right now. One that says that it is being opened
/// here, and is not among them, was left behind by a failure: nobody need wait for it.
/// </summary>
internal sealed class OpeningSessions
{
    private readonly ConcurrentDictionary<Id<PaymentAttempt>, bool> underWay = new();

    /// <summary>Until it is disposed.</summary>
    public IDisposable Begin(Id<PaymentAttempt> attempt)
    {
        underWay[attempt] = true;
        return new Opening(this, attempt);
    }

    public bool IsUnderWay(Id<PaymentAttempt> attempt) => underWay.ContainsKey(attempt);

    private sealed class Opening(OpeningSessions all, Id<PaymentAttempt> attempt) : IDisposable
    {
        public void Dispose() => all.underWay.TryRemove(attempt, out _);
    }
}
