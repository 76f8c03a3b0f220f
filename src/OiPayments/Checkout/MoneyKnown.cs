using OiPayments.Payments;

namespace OiPayments.Checkout;

/// <summary>
/// What is known of money beside what the payment's status says, so that no page says more: that nothing was charged is said only
/// when it is known.
/// </summary>
public enum MoneyKnown
{
    /// <summary>The gateway took none, as far as any attempt could have brought some.</summary>
    None,

    /// <summary>The customer may have paid: an attempt's outcome is open.</summary>
    MayHaveBeenTaken,

    /// <summary>Money was taken that does not count for the payment; it goes back to the customer.</summary>
    GoesBack,
}

/// <summary>Reads it off the attempts.</summary>
internal static class MoneyKnownOfAttempts
{
    extension(IReadOnlyList<PaymentAttempt> attempts)
    {
        /// <summary>
        /// When somebody first said that one of them is paid, which the gateway has neither confirmed nor denied; null when nobody did.
        /// </summary>
        public DateTimeOffset? SaidToBePaidSince => attempts.Where(attempt => attempt.IsSaidToBePaid).Min(attempt => attempt.ReturnedAt);

        /// <summary>Of those that did not make the payment succeed.</summary>
        public MoneyKnown MoneyBeside() =>
            attempts.Any(attempt => attempt.HasMoney && attempt.Status is not AttemptStatus.Paid) ? MoneyKnown.GoesBack
            : attempts.Any(attempt => attempt.MayHaveBeenPaid) ? MoneyKnown.MayHaveBeenTaken
            : MoneyKnown.None;
    }
}
