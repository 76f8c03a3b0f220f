using System.Globalization;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>What the gateway is asked for, and how it comes from what was asked of us.</summary>
/// <param name="Amount">In the gateway's currency.</param>
/// <param name="Rate">The rate of the capture, as the gateway stated it; null where nothing was converted.</param>
/// <param name="RoundingMinor">What <paramref name="Amount"/> is more, or less, than the refund at that rate.</param>
internal sealed record ConvertedRefund(Money Amount, string? Rate, long RoundingMinor);

/// <summary>
/// Says what a refund comes to in the currency that the gateway gives back. It was told with the payment how much the customer was charged
/// in that currency; each refund gets the share of all that was refunded so far, less what the refunds before it got. So the parts of a
/// payment come to exactly what was charged, whatever their number and however they round.
/// </summary>
internal sealed class ConvertRefund(OiPaymentsDb db, RegisteredGateways gateways)
{
    private static readonly RefundStatus[] Holding = [RefundStatus.AwaitingApproval, RefundStatus.Pending, RefundStatus.Succeeded];

    /// <summary>Of money in suspense, which goes back whole.</summary>
    public Outcome<ConvertedRefund> OfWhole(Payment payment, PaymentAttempt attempt, Money charged)
    {
        if (gateways.GivingBack(payment.Gateway) is not { RefundCurrency: var currency }) return NobodyGivesBack(payment);
        if (charged.Currency == currency) return new ConvertedRefund(charged, null, 0);
        return attempt is { Converted: { } whole, ExchangeRate: { } rate } && whole.Currency == currency
            ? new ConvertedRefund(whole, rate, whole.MinorUnits - AtRate(charged, rate, whole.Currency))
            : RateIsUnknown(charged.Currency, currency);
    }

    /// <param name="payment">The payment, with <paramref name="amount"/> held already.</param>
    /// <param name="attempt">The one that paid it.</param>
    /// <param name="amount">The part to give back.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<ConvertedRefund>> OfPartAsync(Payment payment, PaymentAttempt attempt, Money amount, CancellationToken ct)
    {
        if (gateways.GivingBack(payment.Gateway) is not { RefundCurrency: var currency }) return NobodyGivesBack(payment);
        if (amount.Currency == currency) return new ConvertedRefund(amount, null, 0);
        if (attempt is not { Converted: { } whole, ExchangeRate: { } rate } || whole.Currency != currency)
            return RateIsUnknown(amount.Currency, currency);

        // Whoever changes one of these changes the payment's version too: what is read here is of the payment that was read.
        var before = await db.Of<Refund>(payment.Scope)
            .Where(r => r.PaymentId == payment.Id && r.Source == RefundSource.Capture && Holding.Contains(r.Status))
            .SumAsync(r => r.GatewayAmountMinor, ct);
        var share = ShareOf(whole.MinorUnits, payment.RefundHeldMinor, payment.AmountMinor) - before;
        if (share <= 0)
            return new Refusal(ErrorCode.AmountOutOfBounds,
                $"{amount} come to less than the smallest amount in {whole.Currency} that the gateway can give back. Refund more at once. "
                    + "Nothing was done.");
        return new ConvertedRefund(whole with { MinorUnits = share }, rate, share - AtRate(amount, rate, whole.Currency));
    }

    /// <summary>A share of a whole, rounded half up; all of it for all.</summary>
    internal static long ShareOf(long whole, long part, long of) => (long)((((Int128)whole * part * 2) + of) / ((Int128)of * 2));

    private static long AtRate(Money amount, string rate, Currency currency) => (long)decimal.Round(
        (decimal)amount.MinorUnits / amount.Currency.MinorUnitsPerMajor * decimal.Parse(
            rate, CultureInfo.InvariantCulture) * currency.MinorUnitsPerMajor,
        MidpointRounding.AwayFromZero);

    private static Refusal NobodyGivesBack(Payment payment) =>
        new(ErrorCode.InvalidOperationState, $"{RegisteredGateways.Missing(payment.Gateway)} Nothing was done.");

    private static Refusal RateIsUnknown(Currency charged, Currency givenBack) => new(ErrorCode.InvalidOperationState,
        $"The gateway gives money back in {givenBack} only, and did not say what this payment's {charged} came to when it took them. "
        + "Refund it in the gateway's merchant panel. Nothing was done.");
}
