using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// How many people have to agree to an operator's refund, or to what a person says became of one. A refund is judged when it is asked for
/// and again when it is approved, and the stricter counts: whoever may change a threshold cannot lift it from a refund that waits.
/// </summary>
internal sealed class RefundApprovals(OiPaymentsDb db)
{
    /// <summary>The application's thresholds for refunds in a currency, in its minor units; null for none.</summary>
    /// <param name="FirstMinor">Above it another person has to agree; equal is within.</param>
    /// <param name="SecondMinor">Above it two others have to.</param>
    internal sealed record Thresholds(long? FirstMinor, long? SecondMinor)
    {
        public int NeededFor(long amountMinor) => amountMinor > SecondMinor ? 2 : amountMinor > FirstMinor ? 1 : 0;
    }

    /// <summary>As they are now.</summary>
    public async Task<Thresholds> ThresholdsAsync(ApplicationId application, Currency currency, CancellationToken ct)
    {
        var limits = await db.LimitsInAsync(application, currency, ct);
        return new(Bound(limits.ApprovalAboveMinor), Bound(limits.SecondApprovalAboveMinor));
    }

    /// <summary>How many have to agree to a refund of so much, by the thresholds of now.</summary>
    public async Task<int> NeededAsync(ApplicationId application, Money amount, CancellationToken ct) =>
        (await ThresholdsAsync(application, amount.Currency, ct)).NeededFor(amount.MinorUnits);

    /// <summary>The stricter of when it was asked for and now.</summary>
    public async Task<int> NeededAsync(Refund refund, CancellationToken ct) =>
        Math.Max(refund.ApprovalsNeeded, await NeededAsync(refund.ApplicationId, refund.Amount, ct));

    private static long? Bound(long minor) => minor == AmountLimits.Unlimited ? null : minor;
}
