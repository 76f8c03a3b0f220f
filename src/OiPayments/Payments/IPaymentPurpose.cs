namespace OiPayments.Payments;

/// <summary>
/// What a payment pays, where that is a record of another feature: it says whether the payment's amount is still owed. It reads within the
/// caller's unit of work, and changes nothing.
/// </summary>
internal interface IPaymentPurpose
{
    /// <summary>Why a customer must not be asked for it now; null when they may, or when it pays nothing of this feature.</summary>
    Task<Refusal?> WhyNotPayableAsync(Payment payment, CancellationToken ct);

    /// <summary>
    /// Why money that came for it cannot count: it is kept as surplus then. Null when it counts, or when it pays nothing of this feature.
    /// </summary>
    Task<Refusal?> WhyNotOwedAsync(Payment payment, CancellationToken ct);
}

/// <summary>Asks every feature that payments can be for.</summary>
internal sealed class PaymentPurposes(IEnumerable<IPaymentPurpose> purposes)
{
    /// <inheritdoc cref="IPaymentPurpose.WhyNotPayableAsync"/>
    public Task<Refusal?> WhyNotPayableAsync(Payment payment, CancellationToken ct) =>
        FirstAsync(purpose => purpose.WhyNotPayableAsync(payment, ct));

    /// <inheritdoc cref="IPaymentPurpose.WhyNotOwedAsync"/>
    public Task<Refusal?> WhyNotOwedAsync(Payment payment, CancellationToken ct) =>
        FirstAsync(purpose => purpose.WhyNotOwedAsync(payment, ct));

    private async Task<Refusal?> FirstAsync(Func<IPaymentPurpose, Task<Refusal?>> ask)
    {
        foreach (var purpose in purposes)
        {
            if (await ask(purpose) is { } refusal) return refusal;
        }

        return null;
    }
}
