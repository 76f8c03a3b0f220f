using System.Collections.Frozen;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// What an application's settings mean for amounts of one currency, in its minor units. Nothing is converted: the rate is the gateway's,
/// and known after the payment alone. So what was not said of a currency is taken from the stricter side.
/// </summary>
/// <param name="LeastMinor">The smallest payment.</param>
/// <param name="MostMinor">The largest payment; <see cref="Unlimited"/>, or <see cref="Nothing"/> when none is taken at all.</param>
/// <param name="ApprovalAboveMinor">Operators' refunds above this need another person; <see cref="Unlimited"/>: none does;
/// <see cref="Nothing"/>: each does.</param>
/// <param name="SecondApprovalAboveMinor">The same of two other people.</param>
internal readonly record struct AmountLimits(long LeastMinor, long MostMinor, long ApprovalAboveMinor, long SecondApprovalAboveMinor)
{
    public const long Unlimited = long.MaxValue;
    public const long Nothing = 0;

    public bool Takes(long amountMinor) => amountMinor >= LeastMinor && amountMinor <= MostMinor;

    /// <summary>How many people beside the one who asks have to agree to a refund: 0, 1 or 2. Equal to a threshold is within it.</summary>
    public int ApprovalsFor(long amountMinor) => amountMinor > SecondApprovalAboveMinor ? 2 : amountMinor > ApprovalAboveMinor ? 1 : 0;
}

/// <summary>An application's limits, currency by currency.</summary>
internal sealed class ApplicationLimits
{
    private readonly CurrencyLimitsDto bdt;
    private readonly FrozenDictionary<string, CurrencyLimitsDto> others;

    private ApplicationLimits(CurrencyLimitsDto bdt, IEnumerable<CurrencyLimitsDto> others) =>
        (this.bdt, this.others) = (bdt, others.ToFrozenDictionary(limits => limits.Currency, StringComparer.Ordinal));

    /// <summary>Those that have limits of their own beside BDT.</summary>
    public IReadOnlyList<string> Currencies => others.Keys;

    public static ApplicationLimits Of(ApplicationDto a) => new(
        new(Currency.Bdt.Code, a.MinAmountMinor, a.MaxAmountMinor, a.RefundApprovalThresholdMinor, a.RefundSecondApprovalThresholdMinor),
        a.Limits);

    public static ApplicationLimits Of(
        long? minAmountMinor, long? maxAmountMinor, long? firstThresholdMinor, long? secondThresholdMinor,
        IEnumerable<CurrencyLimits> others) =>
        new(
            new(Currency.Bdt.Code, minAmountMinor, maxAmountMinor, firstThresholdMinor, secondThresholdMinor),
            others.Select(CurrencyLimitsDto.From));

    public AmountLimits In(Currency currency) => In(currency.Code);

    /// <summary>
    /// In BDT, what is not set does not limit. In another currency, a refund needs approval unless a threshold says otherwise: of as many
    /// people as a large refund in BDT. And an application that has a largest payment in BDT takes no payment in a currency that has none.
    /// </summary>
    public AmountLimits In(string currency)
    {
        if (currency == bdt.Currency)
        {
            return new(
                bdt.MinAmountMinor ?? 1, bdt.MaxAmountMinor ?? AmountLimits.Unlimited,
                bdt.RefundApprovalThresholdMinor ?? AmountLimits.Unlimited,
                bdt.RefundSecondApprovalThresholdMinor ?? AmountLimits.Unlimited);
        }

        var own = others.GetValueOrDefault(currency);
        var first = own?.RefundApprovalThresholdMinor;
        var needsTwo = first is null && bdt.RefundSecondApprovalThresholdMinor is not null;
        return new(
            own?.MinAmountMinor ?? 1,
            own?.MaxAmountMinor ?? (bdt.MaxAmountMinor is null ? AmountLimits.Unlimited : AmountLimits.Nothing),
            first ?? AmountLimits.Nothing,
            own?.RefundSecondApprovalThresholdMinor ?? (needsTwo ? AmountLimits.Nothing : AmountLimits.Unlimited));
    }
}

internal static class LimitsOfApplications
{
    extension(OiPaymentsDb db)
    {
        /// <summary>What the settings say at this moment of amounts in one currency: which thresholds judge a refund, above all.</summary>
        public async Task<AmountLimits> LimitsInAsync(ApplicationId application, Currency currency, CancellationToken ct)
        {
            var bdt = await db.Directory<Application>().Where(a => a.Id == application)
                .Select(a => new
                {
                    a.MinAmountMinor,
                    a.MaxAmountMinor,
                    First = a.RefundApprovalThresholdMinor,
                    Second = a.RefundSecondApprovalThresholdMinor
                }).SingleAsync(ct);
            var own = currency == Currency.Bdt
                ? []
                : await db.Of<CurrencyLimits>(application).AsNoTracking().Where(limits => limits.Currency == currency).ToListAsync(ct);
            return ApplicationLimits.Of(bdt.MinAmountMinor, bdt.MaxAmountMinor, bdt.First, bdt.Second, own).In(currency);
        }
    }
}
