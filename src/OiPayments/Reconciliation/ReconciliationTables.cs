using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Payments;

namespace OiPayments.Reconciliation;

internal sealed class ReconciliationTables
    : IEntityTypeConfiguration<SettlementAccount>, IEntityTypeConfiguration<SettlementStatement>, IEntityTypeConfiguration<StatementChunk>,
        IEntityTypeConfiguration<SettlementResult>, IEntityTypeConfiguration<Payout>, IEntityTypeConfiguration<PayoutShare>
{
    private const int MaxGatewayLength = 32;
    private const int MaxActorLength = 40;

    public void Configure(EntityTypeBuilder<SettlementAccount> builder)
    {
        builder.ToTable("settlement_accounts");
        builder.HasKey(a => new { a.ApplicationId, a.Mode, a.Gateway });
        builder.Property(a => a.Gateway).HasMaxLength(MaxGatewayLength);
        builder.Property(a => a.Mapping).HasMaxLength(SettlementAccount.MaxMappingLength);
        builder.Property(a => a.UpdatedBy).HasMaxLength(MaxActorLength);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Ignore(a => a.Calendar);
        builder.Ignore(a => a.HolidayList);
    }

    public void Configure(EntityTypeBuilder<SettlementStatement> builder)
    {
        builder.ToTable("settlement_statements");
        builder.HasKey(s => new { s.ApplicationId, s.Id });
        builder.HasIndex(s => new { s.ApplicationId, s.Mode, s.CreatedAt, s.Id });
        builder.HasIndex(s => new { s.ApplicationId, s.DueAt }).HasFilter("due_at IS NOT NULL");
        builder.HasIndex(s => new { s.ApplicationId, s.LeasedBy }).HasFilter("leased_by IS NOT NULL");

        // The same file counts once: while one is read, or has counted, there is no other.
        builder.HasIndex(s => new { s.ApplicationId, s.Mode, s.Gateway, s.Digest }, "ix_settlement_statements_once").IsUnique()
            .HasFilter("is_dry_run = FALSE AND status IN ('RECEIVED', 'READING', 'IMPORTED')");
        builder.Property(s => s.Gateway).HasMaxLength(MaxGatewayLength);
        builder.Property(s => s.FileName).HasMaxLength(SettlementStatement.MaxFileNameLength);
        builder.Property(s => s.Digest).HasMaxLength(SettlementStatement.DigestLength);
        builder.Property(s => s.CreatedBy).HasMaxLength(MaxActorLength);
        builder.Property(s => s.Problem).HasMaxLength(SettlementStatement.MaxProblemLength);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Ignore(s => s.Scope);
    }

    public void Configure(EntityTypeBuilder<StatementChunk> builder)
    {
        // Without a foreign key: the pieces come before the file is known to be whole.
        builder.ToTable("statement_chunks");
        builder.HasKey(c => new { c.ApplicationId, c.StatementId, c.Number });
    }

    public void Configure(EntityTypeBuilder<SettlementResult> builder)
    {
        builder.ToTable("settlement_results");
        builder.HasKey(r => new { r.ApplicationId, r.Id });
        builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.CreatedAt, r.Id });
        builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.Status, r.CreatedAt, r.Id }).HasFilter("status <> 'MATCHED'");
        builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.Period });
        builder.HasIndex(r => new { r.ApplicationId, r.Mode }, "ix_settlement_results_open")
            .HasFilter("status = 'FLAGGED' AND resolved_at IS NULL");
        builder.HasIndex(r => new { r.ApplicationId, r.DueAt }).HasFilter("due_at IS NOT NULL");
        builder.HasIndex(r => new { r.ApplicationId, r.AttemptId }).HasFilter("attempt_id IS NOT NULL");
        builder.HasIndex(r => new { r.ApplicationId, r.StatementId, r.Row }).HasFilter("statement_id IS NOT NULL");

        // A row counts once, whatever file it comes in; equal rows of one file are told apart by their number.
        builder.HasIndex(r => new { r.ApplicationId, r.Mode, r.Gateway, r.Fingerprint, r.Occurrence }).IsUnique()
            .HasFilter("fingerprint IS NOT NULL");

        // And money is settled once, whatever rows there are.
        builder.HasIndex(r => new { r.ApplicationId, r.AttemptId }, "ix_settlement_results_settled_once").IsUnique()
            .HasFilter("kind = 'PAYMENT' AND status = 'MATCHED'");
        builder.HasIndex(r => new { r.ApplicationId, r.OurRefundId }, "ix_settlement_results_returned_once").IsUnique()
            .HasFilter("kind = 'REFUND' AND status = 'MATCHED'");
        builder.HasOne<PaymentAttempt>()
            .WithMany()
            .HasForeignKey(r => new { r.ApplicationId, r.AttemptId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.Gateway).HasMaxLength(MaxGatewayLength);
        builder.Property(r => r.Fingerprint).HasMaxLength(SettlementResult.FingerprintLength);
        builder.Property(r => r.TransactionId).HasMaxLength(SettlementResult.MaxIdLength);
        builder.Property(r => r.ValidationId).HasMaxLength(SettlementResult.MaxIdLength);
        builder.Property(r => r.BankTransactionId).HasMaxLength(SettlementResult.MaxIdLength);
        builder.Property(r => r.RefundId).HasMaxLength(SettlementResult.MaxIdLength);
        builder.Property(r => r.PayoutReference).HasMaxLength(Payout.MaxReferenceLength);
        builder.Property(r => r.Label).HasMaxLength(SettlementResult.MaxTextLength);
        builder.Property(r => r.Detail).HasMaxLength(SettlementResult.MaxTextLength);
        builder.Property(r => r.ResolvedBy).HasMaxLength(MaxActorLength);
        builder.Property(r => r.ResolutionNote).HasMaxLength(SettlementResult.MaxNoteLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.Scope);
        builder.Ignore(r => r.CorrectionMinor);
        builder.Ignore(r => r.IsOpen);
    }

    public void Configure(EntityTypeBuilder<Payout> builder)
    {
        builder.ToTable("payouts");
        builder.HasKey(p => new { p.ApplicationId, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.ApplicationId, p.Mode, p.Gateway, p.Reference, p.SettledOn, p.Currency }).IsUnique();
        builder.Property(p => p.Gateway).HasMaxLength(MaxGatewayLength);
        builder.Property(p => p.Reference).HasMaxLength(Payout.MaxReferenceLength);
        builder.Property(p => p.BankReference).HasMaxLength(SettlementResult.MaxIdLength);
        builder.Property(p => p.ReturnReason).HasMaxLength(SettlementResult.MaxTextLength);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Ignore(p => p.Scope);
    }

    public void Configure(EntityTypeBuilder<PayoutShare> builder)
    {
        builder.ToTable("payout_shares");
        builder.HasKey(s => new { s.ApplicationId, s.PayoutId });
        builder.Ignore(s => s.Scope);
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}
