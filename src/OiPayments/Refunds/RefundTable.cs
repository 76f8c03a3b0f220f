using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Payments;
using OiPayments.Telemetry;

namespace OiPayments.Refunds;

internal sealed class RefundTable : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds", table => table.HasCheckConstraint("ck_refunds_amount_positive", "amount_minor > 0"));
        builder.HasKey(r => new { r.ApplicationId, r.Id });
        builder.HasIndex(r => new { r.ApplicationId, r.Reference }).IsUnique();
        builder.HasIndex(r => new { r.ApplicationId, r.PaymentId, r.CreatedAt });
        builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.CreatedAt, r.Id });
        builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.Status, r.CreatedAt, r.Id });
        builder.HasIndex(r => new { r.ApplicationId, r.DueAt });
        builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.Attention }).HasFilter("attention IS NOT NULL");
        builder.HasIndex(r => new { r.ApplicationId, r.LeasedBy }).HasFilter("leased_by IS NOT NULL");
        builder.HasOne<PaymentAttempt>()
            .WithMany()
            .HasForeignKey(r => new { r.ApplicationId, r.AttemptId })
            .OnDelete(DeleteBehavior.Restrict);

        builder.Property(r => r.Reference).HasMaxLength(Reference.MaxLength);
        builder.Property(r => r.Reason).HasMaxLength(Refund.MaxReasonLength);
        builder.Property(r => r.BankTransactionId).HasMaxLength(80);
        builder.Property(r => r.CreatedBy).HasMaxLength(40);
        builder.Property(r => r.ApprovedBy).HasMaxLength(40);
        builder.Property(r => r.SecondApprovedBy).HasMaxLength(40);
        builder.Property(r => r.RejectedBy).HasMaxLength(40);
        builder.Property(r => r.GatewayRefundId).HasMaxLength(50);
        builder.Property(r => r.FailureMessage).HasMaxLength(Refund.MaxNoteLength);
        builder.Property(r => r.Note).HasMaxLength(Refund.MaxNoteLength);
        builder.Property(r => r.ExchangeRate).HasMaxLength(PaymentAttempt.MaxRateLength);
        builder.Property(r => r.ResolutionBy).HasMaxLength(40);
        builder.Property(r => r.ResolutionNote).HasMaxLength(Refund.MaxNoteLength);
        builder.Property(r => r.ResolutionConfirmedBy).HasMaxLength(40);
        builder.Property(r => r.ContradictionSeenBy).HasMaxLength(40);
        builder.Property(r => r.TraceContext).HasMaxLength(ProductTraces.ContextBytes);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.Scope);
        builder.Ignore(r => r.Amount);
        builder.Ignore(r => r.IsApproved);
        builder.Ignore(r => r.GatewayAmount);
        builder.Ignore(r => r.IsLeftToAPerson);
        builder.Ignore(r => r.HasProposal);
        builder.Ignore(r => r.GatewayReference);
    }
}
