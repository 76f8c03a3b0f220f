using System.ComponentModel;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// An application's limits in one currency other than BDT, whose limits are columns of the application itself. Changed together with the
/// application, under its version. What they mean is in <see cref="AmountLimits"/>.
/// </summary>
internal sealed class CurrencyLimits : IApplicationOwned
{
    /// <summary>How many currencies an application can have limits in.</summary>
    public const int Max = 30;

    public required ApplicationId ApplicationId { get; init; }
    public required Currency Currency { get; init; }
    public long? MinAmountMinor { get; set; }
    public long? MaxAmountMinor { get; set; }
    public long? RefundApprovalThresholdMinor { get; set; }
    public long? RefundSecondApprovalThresholdMinor { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CurrencyLimits>
    {
        public void Configure(EntityTypeBuilder<CurrencyLimits> builder)
        {
            builder.ToTable("currency_limits");
            builder.HasKey(limits => new { limits.ApplicationId, limits.Currency });
        }
    }
}

/// <summary>
/// Limits in one currency other than BDT, as operators see and change them. All amounts are in minor units of the currency.
/// </summary>
internal sealed record CurrencyLimitsDto(
    [property: Description("ISO 4217 in capitals. BDT's limits are fields of the application itself.")] string Currency,
    [property: Description("Minor units. The smallest payment in this currency; null: the gateway's limit.")] long? MinAmountMinor,
    [property: Description(
        "Minor units. The largest payment in this currency; null: the gateway's limit, and none is taken when the application has a "
            + "maxAmountMinor in BDT.")]
    long? MaxAmountMinor,
    [property: Description("Minor units. Refunds by operators above this need a second person; null: every one does.")]
    long? RefundApprovalThresholdMinor,
    [property: Description(
        "Minor units. Refunds by operators above this need two people beside the one who asked. Not below refundApprovalThresholdMinor.")]
    long? RefundSecondApprovalThresholdMinor)
{
    public static CurrencyLimitsDto From(CurrencyLimits l) => new(
        l.Currency.Code, l.MinAmountMinor, l.MaxAmountMinor, l.RefundApprovalThresholdMinor, l.RefundSecondApprovalThresholdMinor);

    /// <summary>The list of that name; null when there is none.</summary>
    public static IReadOnlyList<CurrencyLimitsDto>? ReadList(JsonFields fields, string name) =>
        fields.OptionalObjects(name, CurrencyLimits.Max) is { } all ? [.. all.Select(limits => Read(limits.Fields))] : null;

    public static void Check(string name, IReadOnlyList<CurrencyLimitsDto>? all, FieldErrors errors)
    {
        if (all is null) return;
        if (all.Count > CurrencyLimits.Max) errors.Add(name, $"Must be a list of at most {CurrencyLimits.Max} objects.");
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, limits) in all.Index())
        {
            var within = errors.Within($"{name}[{place}]");
            limits.Check(within);
            if (!named.Add(limits.Currency)) within.Add("currency", $"{limits.Currency} is named twice.");
        }
    }

    private static CurrencyLimitsDto Read(JsonFields fields)
    {
        return new(
            fields.RequiredText("currency"), Amount("minAmountMinor"), Amount("maxAmountMinor"), Threshold("refundApprovalThresholdMinor"),
            Threshold("refundSecondApprovalThresholdMinor"));

        long? Amount(string name) => fields.OptionalWholeNumber(name, 1, Money.MaxMinorUnits);

        long? Threshold(string name) => fields.OptionalWholeNumber(name, 0, Money.MaxMinorUnits);
    }

    private void Check(FieldErrors errors)
    {
        errors.CheckFilled("currency", Currency, 3);
        errors.CheckRange("minAmountMinor", MinAmountMinor, 1, Money.MaxMinorUnits);
        errors.CheckRange("maxAmountMinor", MaxAmountMinor, 1, Money.MaxMinorUnits);
        errors.CheckRange("refundApprovalThresholdMinor", RefundApprovalThresholdMinor, 0, Money.MaxMinorUnits);
        errors.CheckRange("refundSecondApprovalThresholdMinor", RefundSecondApprovalThresholdMinor, 0, Money.MaxMinorUnits);
        if (MinAmountMinor > MaxAmountMinor) errors.Add("maxAmountMinor", "Must not be below minAmountMinor.");
        if (RefundSecondApprovalThresholdMinor is { } second && !(RefundApprovalThresholdMinor <= second))
            errors.Add("refundSecondApprovalThresholdMinor", "Needs a refundApprovalThresholdMinor that is not above it.");
        if (!OiPayments.Currency.TryParse(Currency, out var currency))
            errors.Add("currency", "Must be a currency of ISO 4217 in capitals, such as USD.");
        else if (currency == OiPayments.Currency.Bdt)
            errors.Add("currency", "BDT's limits are minAmountMinor, maxAmountMinor and the thresholds beside limits.");
    }
}

/// <summary>Reads and writes the limits of an application's other currencies.</summary>
internal static class LimitsByCurrency
{
    extension(OiPaymentsDb db)
    {
        /// <summary>The application's limits in currencies other than BDT.</summary>
        public IQueryable<CurrencyLimits> LimitsOf(ApplicationId application) =>
            db.Of<CurrencyLimits>(application).OrderBy(limits => limits.Currency);

        /// <summary>
        /// Writes the limits of a request into the caller's unit of work: each currency that is named gets what is said of it, and loses
        /// its limits when nothing is; currencies that are not named keep theirs. Null takes them all.
        /// </summary>
        /// <param name="sent">What the request says.</param>
        /// <param name="application">Whose.</param>
        /// <param name="known">All there are, tracked; they are afterwards what is to be.</param>
        /// <param name="errors">Where to complain when there are too many.</param>
        public void ApplyLimits(
            Sent<IReadOnlyList<CurrencyLimitsDto>?> sent, ApplicationId application, List<CurrencyLimits> known, FieldErrors errors)
        {
            if (!sent.Has(out var all)) return;
            if (all is null)
            {
                db.RemoveRange(known);
                known.Clear();
                return;
            }

            // One of no currency was complained of.
            foreach (var limits in all)
                if (Currency.TryParse(limits.Currency, out var currency)) db.Replace(known, Of(application, currency, limits));
            if (known.Count > CurrencyLimits.Max)
                errors.Add("limits", $"An application has limits in at most {CurrencyLimits.Max} currencies.");
        }

        private void Replace(List<CurrencyLimits> known, CurrencyLimits wanted)
        {
            var isNothing = wanted is
            {
                MinAmountMinor: null, MaxAmountMinor: null, RefundApprovalThresholdMinor: null,
                RefundSecondApprovalThresholdMinor: null
            };
            if (known.Find(limits => limits.Currency == wanted.Currency) is { } old)
            {
                (old.MinAmountMinor, old.MaxAmountMinor) = (wanted.MinAmountMinor, wanted.MaxAmountMinor);
                (old.RefundApprovalThresholdMinor, old.RefundSecondApprovalThresholdMinor) = (
                    wanted.RefundApprovalThresholdMinor, wanted.RefundSecondApprovalThresholdMinor);
                if (!isNothing) return;
                known.Remove(old);
                db.Remove(old);
            }
            else if (!isNothing)
            {
                known.Add(wanted);
                known.Sort((one, other) => string.CompareOrdinal(one.Currency.Code, other.Currency.Code));
                db.Add(wanted);
            }
        }
    }

    private static CurrencyLimits Of(ApplicationId application, Currency currency, CurrencyLimitsDto limits) => new()
    {
        ApplicationId = application,
        Currency = currency,
        MinAmountMinor = limits.MinAmountMinor,
        MaxAmountMinor = limits.MaxAmountMinor,
        RefundApprovalThresholdMinor = limits.RefundApprovalThresholdMinor,
        RefundSecondApprovalThresholdMinor = limits.RefundSecondApprovalThresholdMinor,
    };
}
