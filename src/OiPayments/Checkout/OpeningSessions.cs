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

    /// <summary>None yet; the one it is told of, until it is disposed.</summary>
    public Opening Begin() => new(this);

    public bool IsUnderWay(Id<PaymentAttempt> attempt) => underWay.ContainsKey(attempt);

    internal sealed class Opening(OpeningSessions all) : IDisposable
    {
        private Id<PaymentAttempt>? current;

        /// <summary>From now on, and instead of the one before, which was not saved.</summary>
        public void Of(Id<PaymentAttempt> attempt)
        {
            Dispose();
            all.underWay[attempt] = true;
            current = attempt;
        }

        public void Dispose()
        {
            if (current is { } ended) all.underWay.TryRemove(ended, out _);
            current = null;
        }
    }
}
