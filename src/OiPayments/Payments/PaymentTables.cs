using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Api;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

internal sealed class PaymentTables
    : IEntityTypeConfiguration<Payment>, IEntityTypeConfiguration<PaymentAttempt>, IEntityTypeConfiguration<GatewayCallback>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", table =>
        {
            table.HasCheckConstraint("ck_payments_amount_positive", "amount_minor > 0");
            table.HasCheckConstraint(
                "ck_payments_refunds_within_capture",
                "0 <= refunded_minor AND refunded_minor <= refund_held_minor AND refund_held_minor <= amount_minor");
            table.HasCheckConstraint("ck_payments_refunds_need_a_capture", "refund_held_minor = 0 OR status = 'SUCCEEDED'");
        });
        builder.HasKey(p => new { p.ApplicationId, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Reference }).IsUnique();
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.CustomerReference, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.Status, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.PaidAt }).HasFilter("paid_at IS NOT NULL");
        builder.HasIndex(p => new { p.ApplicationId, p.DueAt });
        builder.HasIndex(p => new { p.ApplicationId, p.LeasedBy }).HasFilter("leased_by IS NOT NULL");
        builder.HasIndex(p => new { p.ApplicationId, p.HeldAt }).HasFilter("held_at IS NOT NULL");
        builder.HasIndex(p => new { p.ApplicationId, p.InvoiceId }).HasFilter("invoice_id IS NOT NULL");

        builder.Property(p => p.Reference).HasMaxLength(Reference.MaxLength);
        builder.Property(p => p.Gateway).HasMaxLength(32);
        builder.Property(p => p.CustomerReference).HasMaxLength(CreatePayment.MaxReferenceLength);
        builder.Property(p => p.CustomerName).HasMaxLength(CreatePayment.MaxTextLength);
        builder.Property(p => p.CustomerEmail).HasMaxLength(FieldRules.MaxEmailLength);
        builder.Property(p => p.CustomerPhone).HasMaxLength(CreatePayment.MaxPhoneLength);
        builder.Property(p => p.ProductName).HasMaxLength(CreatePayment.MaxTextLength);
        builder.Property(p => p.Description).HasMaxLength(CreatePayment.MaxDescriptionLength);
        builder.Property(p => p.ReturnUrl).HasMaxLength(CreatePayment.MaxUrlLength);
        builder.Property(p => p.GatewayTxnId).HasMaxLength(80);
        builder.Property(p => p.Channel).HasMaxLength(80);
        builder.Property(p => p.FailureCode).HasMaxLength(32);
        builder.Property(p => p.FailureMessage).HasMaxLength(PaymentAttempt.MaxReasonLength);
        builder.Property(p => p.TraceContext).HasMaxLength(ProductTraces.ContextBytes);
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
        builder.HasIndex(a => new { a.ApplicationId, a.ValidationId }).IsUnique();
        builder.HasIndex(a => new { a.ApplicationId, a.PaymentId });
        builder.HasIndex(a => new { a.ApplicationId, a.BankTransactionId }).HasFilter("bank_transaction_id IS NOT NULL");
        builder.HasIndex(a => new { a.ApplicationId, a.PaymentId }, "ix_payment_attempts_suspended")
            .HasFilter("returned_by_refund_id IS NULL AND status IN ('HELD', 'SURPLUS', 'MISMATCHED')");
        builder.HasIndex(a => new { a.ApplicationId, a.ReturnDueAt }).HasFilter("return_due_at IS NOT NULL");
        builder.HasOne<Payment>().WithMany().HasForeignKey(a => new { a.ApplicationId, a.PaymentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.Override)
            .WithMany()
            .HasForeignKey(a => new { a.ApplicationId, a.OverrideId })
            .OnDelete(DeleteBehavior.Restrict);

        builder.Property(a => a.TransactionId).HasMaxLength(Reference.MaxLength);
        builder.Property(a => a.SessionKey).HasMaxLength(50);
        builder.Property(a => a.CustomerUrl).HasMaxLength(CreatePayment.MaxUrlLength);
        builder.Property(a => a.ValidationId).HasMaxLength(50);
        builder.Property(a => a.BankTransactionId).HasMaxLength(80);
        builder.Property(a => a.Channel).HasMaxLength(80);
        builder.Property(a => a.ExchangeRate).HasMaxLength(PaymentAttempt.MaxRateLength);
        builder.Property(a => a.Reason).HasMaxLength(PaymentAttempt.MaxReasonLength);
        builder.Property(a => a.TraceContext).HasMaxLength(ProductTraces.ContextBytes);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Ignore(a => a.IsOpen);
        builder.Ignore(a => a.IsSaidToBePaid);
        builder.Ignore(a => a.MayHaveBeenPaid);
        builder.Ignore(a => a.IsOurFault);
        builder.Ignore(a => a.HasEndedUnpaid);
        builder.Ignore(a => a.HasMoney);
        builder.Ignore(a => a.HasSuspendedMoney);
        builder.Ignore(a => a.Charged);
        builder.Ignore(a => a.Converted);
    }

    public void Configure(EntityTypeBuilder<GatewayCallback> builder)
    {
        builder.ToTable("gateway_callbacks");
        builder.HasKey(c => new { c.ApplicationId, c.Id });
        builder.HasIndex(c => new { c.ApplicationId, c.Mode, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.ApplicationId, c.Mode, c.Outcome, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.ApplicationId, c.Mode, c.Reference });
        builder.HasIndex(c => new { c.ApplicationId, c.MatchedPaymentId });

        builder.Property(c => c.Gateway).HasMaxLength(32);
        builder.Property(c => c.Reference).HasMaxLength(GatewayCallback.MaxReferenceLength);
        builder.Property(c => c.Note).HasMaxLength(GatewayCallback.MaxNoteLength);
    }
}
