using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Payments;

internal sealed class PaymentTables
    : IEntityTypeConfiguration<Payment>, IEntityTypeConfiguration<PaymentAttempt>, IEntityTypeConfiguration<GatewayCallback>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", table => table.HasCheckConstraint("ck_payments_amount_positive", "amount_minor > 0"));
        builder.HasKey(p => new { p.ApplicationId, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Reference }).IsUnique();
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.CustomerReference, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.DueAt });

        builder.Property(p => p.Reference).HasMaxLength(Reference.MaxLength);
        builder.Property(p => p.Gateway).HasMaxLength(32);
        builder.Property(p => p.CustomerReference).HasMaxLength(CreatePayment.MaxReferenceLength);
        builder.Property(p => p.CustomerName).HasMaxLength(CreatePayment.MaxTextLength);
        builder.Property(p => p.CustomerEmail).HasMaxLength(CreatePayment.MaxEmailLength);
        builder.Property(p => p.CustomerPhone).HasMaxLength(CreatePayment.MaxPhoneLength);
        builder.Property(p => p.ProductName).HasMaxLength(CreatePayment.MaxTextLength);
        builder.Property(p => p.Description).HasMaxLength(CreatePayment.MaxDescriptionLength);
        builder.Property(p => p.ReturnUrl).HasMaxLength(CreatePayment.MaxUrlLength);
        builder.Property(p => p.GatewayTxnId).HasMaxLength(80);
        builder.Property(p => p.Channel).HasMaxLength(80);
        builder.Property(p => p.FailureCode).HasMaxLength(32);
        builder.Property(p => p.FailureMessage).HasMaxLength(PaymentAttempt.MaxReasonLength);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Ignore(p => p.Scope);
        builder.Ignore(p => p.Amount);
        builder.Ignore(p => p.RefundableMinor);
    }

    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.ToTable("payment_attempts");
        builder.HasKey(a => new { a.ApplicationId, a.Id });
        builder.HasIndex(a => new { a.ApplicationId, a.TransactionId }).IsUnique();
        builder.HasIndex(a => new { a.ApplicationId, a.PaymentId });
        builder.HasOne<Payment>().WithMany().HasForeignKey(a => new { a.ApplicationId, a.PaymentId }).OnDelete(DeleteBehavior.Restrict);

        builder.Property(a => a.TransactionId).HasMaxLength(Reference.MaxLength);
        builder.Property(a => a.SessionKey).HasMaxLength(50);
        builder.Property(a => a.CustomerUrl).HasMaxLength(CreatePayment.MaxUrlLength);
        builder.Property(a => a.ValidationId).HasMaxLength(50);
        builder.Property(a => a.BankTransactionId).HasMaxLength(80);
        builder.Property(a => a.Channel).HasMaxLength(80);
        builder.Property(a => a.Reason).HasMaxLength(PaymentAttempt.MaxReasonLength);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Ignore(a => a.IsOpen);
        builder.Ignore(a => a.HasMoney);
    }

    public void Configure(EntityTypeBuilder<GatewayCallback> builder)
    {
        builder.ToTable("gateway_callbacks");
        builder.HasKey(c => new { c.ApplicationId, c.Id });
        builder.HasIndex(c => new { c.ApplicationId, c.Mode, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.ApplicationId, c.MatchedPaymentId });

        builder.Property(c => c.Gateway).HasMaxLength(32);
        builder.Property(c => c.Reference).HasMaxLength(GatewayCallback.MaxReferenceLength);
        builder.Property(c => c.Note).HasMaxLength(GatewayCallback.MaxNoteLength);
    }
}
