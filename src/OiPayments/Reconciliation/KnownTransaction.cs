using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>What is known here of a transaction that a settlement file names.</summary>
/// <param name="Attempt">The try that it was collected with.</param>
/// <param name="Gateway">The payment's gateway.</param>
/// <param name="Refunds">Refunds of its money; empty where nobody asked for them.</param>
internal sealed record KnownTransaction(PaymentAttempt Attempt, string Gateway, IReadOnlyList<Refund> Refunds);

/// <summary>What is settled already, so that nothing is settled twice.</summary>
internal sealed class SettledBefore
{
    private readonly HashSet<Id<PaymentAttempt>> attempts = [];
    private readonly HashSet<Id<Refund>> refunds = [];

    /// <summary>What these settle, and nothing else.</summary>
    public static SettledBefore By(IEnumerable<SettlementResult> results)
    {
        var settled = new SettledBefore();
        foreach (var result in results.Where(result => result.Status is ResultStatus.Matched))
        {
            if (result is { Kind: SettlementRowKind.Payment, AttemptId: { } attempt }) settled.Add(attempt);
            if (result is { Kind: SettlementRowKind.Refund, OurRefundId: { } refund }) settled.Add(refund);
        }

        return settled;
    }

    public void Add(Id<PaymentAttempt> attempt) => attempts.Add(attempt);

    public void Add(Id<Refund> refund) => refunds.Add(refund);

    /// <summary>And what is settled by rows that are only being written while this was asked.</summary>
    public void Add(SettledBefore other)
    {
        attempts.UnionWith(other.attempts);
        refunds.UnionWith(other.refunds);
    }

    public bool Has(Id<PaymentAttempt> attempt) => attempts.Contains(attempt);

    public bool Has(Id<Refund> refund) => refunds.Contains(refund);
}
