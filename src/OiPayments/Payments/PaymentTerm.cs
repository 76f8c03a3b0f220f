using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// One word that a payment is found by, as <see cref="SearchTerms"/> spells it. Made from the payment, and worth nothing without it: terms
/// hold personal data, and go with the payment.
/// </summary>
internal sealed class PaymentTerm : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Payment> PaymentId { get; init; }
    public required Mode Mode { get; init; }
    public required string Term { get; init; }

    /// <summary>When the payment was made: dates narrow a search down before anything else is read.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public static PaymentTerm Of(Payment payment, string term) =>
        new()
        {
            ApplicationId = payment.ApplicationId,
            PaymentId = payment.Id,
            Mode = payment.Mode,
            Term = term,
            CreatedAt = payment.CreatedAt
        };
}

/// <summary>A payment whose terms are not written yet: saved with it, removed with its terms.</summary>
internal sealed class UnindexedPayment : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Payment> PaymentId { get; init; }
    public required Mode Mode { get; init; }
}

internal sealed class PaymentTermTables : IEntityTypeConfiguration<PaymentTerm>, IEntityTypeConfiguration<UnindexedPayment>
{
    public void Configure(EntityTypeBuilder<PaymentTerm> builder)
    {
        builder.ToTable("payment_terms");
        builder.HasKey(t => new { t.ApplicationId, t.PaymentId, t.Term });
        builder.HasIndex(t => new { t.ApplicationId, t.Mode, t.Term, t.CreatedAt, t.PaymentId });
        builder.HasOne<Payment>().WithMany().HasForeignKey(t => new { t.ApplicationId, t.PaymentId }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(t => t.Term).HasMaxLength(SearchTerms.MaxTermLength);
    }

    public void Configure(EntityTypeBuilder<UnindexedPayment> builder)
    {
        // Without a foreign key: a row here costs each payment that is made, and one without a payment is removed like the others.
        builder.ToTable("payments_unindexed");
        builder.HasKey(u => new { u.ApplicationId, u.PaymentId });
    }
}
