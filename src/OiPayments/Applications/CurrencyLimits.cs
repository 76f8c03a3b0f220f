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

/// <summary>Limits in one currency other than BDT, as operators see and change them. All amounts are in minor units of the currency.</summary>
internal sealed record CurrencyLimitsDto(
    [property: Description("ISO 4217 in capitals. BDT's limits are fields of the application itself.")] string Currency,
    [property: Description("Minor units. The smallest payment in this currency; null: the gateway's limit.")] long? MinAmountMinor,
    [property: Description("Minor units. The largest payment in this currency; null: the gateway's limit, and none is taken when the application has a maxAmountMinor in BDT.")]
    long? MaxAmountMinor,
    [property: Description("Minor units. Refunds by operators above this need a second person; null: every one does.")] long? RefundApprovalThresholdMinor,
    [property: Description("Minor units. Refunds by operators above this need two people beside the one who asked. Not below refundApprovalThresholdMinor.")]
    long? RefundSecondApprovalThresholdMinor)
{
    public static CurrencyLimitsDto From(CurrencyLimits l) => new(
        l.Currency.Code, l.MinAmountMinor, l.MaxAmountMinor, l.RefundApprovalThresholdMinor, l.RefundSecondApprovalThresholdMinor);
}

/// <summary>Reads and writes the limits of an application's other currencies.</summary>
internal static class LimitsByCurrency
{
    private const string Field = "limits";

    extension(OiPaymentsDb db)
    {
        /// <summary>The application's limits in currencies other than BDT.</summary>
        public IQueryable<CurrencyLimits> LimitsOf(ApplicationId application) => db.Of<CurrencyLimits>(application).OrderBy(limits => limits.Currency);

        /// <summary>
        /// Writes the field <c>limits</c> of a request into the caller's unit of work: each currency that is named gets what is said of it, and loses
        /// its limits when nothing is; currencies that are not named keep theirs. Null takes them all.
        /// </summary>
        /// <param name="fields">The request.</param>
        /// <param name="application">Whose.</param>
        /// <param name="known">All there are, tracked; they are afterwards what is to be.</param>
        /// <param name="errors">Every complaint, by its path.</param>
        public void ApplyLimits(JsonFields fields, ApplicationId application, List<CurrencyLimits> known, FieldErrors errors)
        {
            if (!fields.Has(Field)) return;
            if (fields.OptionalObjects(Field, CurrencyLimits.Max) is not { } entries)
            {
                db.RemoveRange(known);
                known.Clear();
                return;
            }

            var named = new HashSet<Currency>();
            foreach (var (place, (entry, complaints)) in entries.Index())
            {
                if (Read(entry, application, complaints) is not { } wanted) continue;
                if (!named.Add(wanted.Currency)) errors.Add($"{Field}[{place}].currency", $"{wanted.Currency} is named twice.");
                db.Replace(known, wanted);
            }

            if (known.Count > CurrencyLimits.Max) errors.Add(Field, $"An application has limits in at most {CurrencyLimits.Max} currencies.");
        }

        private void Replace(List<CurrencyLimits> known, CurrencyLimits wanted)
        {
            var isNothing = wanted is { MinAmountMinor: null, MaxAmountMinor: null, RefundApprovalThresholdMinor: null, RefundSecondApprovalThresholdMinor: null };
            if (known.Find(limits => limits.Currency == wanted.Currency) is { } old)
            {
                (old.MinAmountMinor, old.MaxAmountMinor) = (wanted.MinAmountMinor, wanted.MaxAmountMinor);
                (old.RefundApprovalThresholdMinor, old.RefundSecondApprovalThresholdMinor) = (wanted.RefundApprovalThresholdMinor, wanted.RefundSecondApprovalThresholdMinor);
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

    private static CurrencyLimits? Read(JsonFields fields, ApplicationId application, FieldErrors errors)
    {
        var code = fields.RequiredText("currency", 3);
        var (min, max) = (fields.OptionalWholeNumber("minAmountMinor", 1, UpdateSettings.MaxMinorUnits), fields.OptionalWholeNumber("maxAmountMinor", 1, UpdateSettings.MaxMinorUnits));
        var first = fields.OptionalWholeNumber("refundApprovalThresholdMinor", 0, UpdateSettings.MaxMinorUnits);
        var second = fields.OptionalWholeNumber("refundSecondApprovalThresholdMinor", 0, UpdateSettings.MaxMinorUnits);
        if (min > max) errors.Add("maxAmountMinor", "Must not be below minAmountMinor.");
        if (second is not null && !(first <= second)) errors.Add("refundSecondApprovalThresholdMinor", "Needs a refundApprovalThresholdMinor that is not above it.");
        if (code.Length == 0) return null;
        if (!Currency.TryParse(code, out var currency))
        {
            errors.Add("currency", "Must be a currency of ISO 4217 in capitals, such as USD.");
            return null;
        }

        if (currency == Currency.Bdt)
        {
            errors.Add("currency", "BDT's limits are minAmountMinor, maxAmountMinor and the thresholds beside limits.");
            return null;
        }

        return new()
        {
            ApplicationId = application,
            Currency = currency,
            MinAmountMinor = min,
            MaxAmountMinor = max,
            RefundApprovalThresholdMinor = first,
            RefundSecondApprovalThresholdMinor = second,
        };
    }
}
