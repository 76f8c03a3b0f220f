using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Api;

namespace OiPayments.Invoices;

internal sealed class InvoiceTables
    : IEntityTypeConfiguration<Invoice>, IEntityTypeConfiguration<InvoiceLine>, IEntityTypeConfiguration<InvoiceInstallment>,
        IEntityTypeConfiguration<InvoiceSeries>, IEntityTypeConfiguration<InvoiceTemplate>, IEntityTypeConfiguration<InvoiceLogo>,
        IEntityTypeConfiguration<InvoiceWithholding>, IEntityTypeConfiguration<CreditNote>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("invoices", table =>
        {
            table.HasCheckConstraint("ck_invoices_total_is_its_parts", "subtotal_minor - discount_minor + tax_minor = total_minor");
            table.HasCheckConstraint(
                "ck_invoices_number_from_issue_on",
                "(status = 'DRAFT') = (number IS NULL) AND (number IS NULL) = (sequence IS NULL) AND (number IS NULL) = (series IS NULL)");
            table.HasCheckConstraint("ck_invoices_issued_owe_something", "status = 'DRAFT' OR total_minor > 0");
        });
        builder.HasKey(i => new { i.ApplicationId, i.Id });
        builder.HasIndex(i => new { i.ApplicationId, i.Reference }).IsUnique();
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.Series, i.Sequence }).IsUnique();
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.Number }).IsUnique();
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.CreatedAt, i.Id });
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.Status, i.CreatedAt, i.Id });
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.CustomerReference, i.CreatedAt, i.Id });
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.NextDueDate }).HasFilter("next_due_date IS NOT NULL");
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.OverdueAt }).HasFilter("overdue_at IS NOT NULL");

        // In the order of lists, and with both that they ask of invoices on which something is to be paid by a day.
        builder.HasIndex(i => new { i.ApplicationId, i.Mode, i.CreatedAt, i.Id, i.OverdueAt, i.NextDueDate })
            .HasFilter("next_due_date IS NOT NULL");
        builder.HasIndex(i => new { i.ApplicationId, i.OverdueAt }, "ix_invoices_overdue_untold")
            .HasFilter("overdue_at IS NOT NULL AND overdue_told_at IS NULL");

        builder.Property(i => i.Reference).HasMaxLength(Reference.MaxLength);
        builder.Property(i => i.CustomerReference).HasMaxLength(InvoiceContent.MaxTextLength);
        builder.Property(i => i.CustomerName).HasMaxLength(InvoiceContent.MaxTextLength);
        builder.Property(i => i.CustomerEmail).HasMaxLength(FieldRules.MaxEmailLength);
        builder.Property(i => i.CustomerAddress).HasMaxLength(InvoiceContent.MaxAddressLength);
        builder.Property(i => i.CustomerBin).HasMaxLength(InvoiceTemplate.MaxBinLength);
        builder.Property(i => i.Notes).HasMaxLength(InvoiceContent.MaxNotesLength);
        builder.Property(i => i.Number).HasMaxLength(NumberPattern.MaxNumberLength);
        builder.Property(i => i.Series).HasMaxLength(NumberPattern.MaxNumberLength);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.Ignore(i => i.Scope);
        builder.Ignore(i => i.Total);
        builder.Ignore(i => i.OutstandingMinor);
        builder.Ignore(i => i.Counts);
        builder.Ignore(i => i.DueMinor);
        builder.Ignore(i => i.OverpaidMinor);
    }

    public void Configure(EntityTypeBuilder<InvoiceLine> builder)
    {
        builder.ToTable("invoice_lines");
        builder.HasKey(l => new { l.ApplicationId, l.InvoiceId, l.Position });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(l => new { l.ApplicationId, l.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(l => l.Description).HasMaxLength(InvoiceContent.MaxDescriptionLength);
        builder.Ignore(l => l.Qty);
    }

    public void Configure(EntityTypeBuilder<InvoiceInstallment> builder)
    {
        builder.ToTable("invoice_installments", table => table.HasCheckConstraint("ck_invoice_installments_amount", "amount_minor > 0"));
        builder.HasKey(i => new { i.ApplicationId, i.InvoiceId, i.Position });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(i => new { i.ApplicationId, i.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InvoiceSeries> builder)
    {
        builder.ToTable("invoice_series");
        builder.HasKey(s => new { s.ApplicationId, s.Mode, s.Series });
        builder.Property(s => s.Series).HasMaxLength(NumberPattern.MaxNumberLength);
        builder.Property(s => s.Skipped).HasDefaultValue(0).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<InvoiceTemplate> builder)
    {
        builder.ToTable("invoice_templates");
        builder.HasKey(t => t.ApplicationId);
        builder.Property(t => t.LogoUrl).HasMaxLength(InvoiceTemplate.MaxUrlLength);
        builder.Property(t => t.CompanyName).HasMaxLength(InvoiceTemplate.MaxNameLength);
        builder.Property(t => t.CompanyAddress).HasMaxLength(InvoiceTemplate.MaxTextLength);
        builder.Property(t => t.ContactDetails).HasMaxLength(InvoiceTemplate.MaxTextLength);
        builder.Property(t => t.FooterNote).HasMaxLength(InvoiceTemplate.MaxTextLength);
        builder.Property(t => t.AccentColor).HasMaxLength(7);
        builder.Property(t => t.NumberPattern).HasMaxLength(NumberPattern.MaxLength);
        builder.Property(t => t.CreditNoteNumberPattern).HasMaxLength(NumberPattern.MaxLength);
        builder.Property(t => t.Bin).HasMaxLength(InvoiceTemplate.MaxBinLength);
        builder.Property(t => t.OfficerName).HasMaxLength(InvoiceTemplate.MaxNameLength);
        builder.Property(t => t.OfficerPosition).HasMaxLength(InvoiceTemplate.MaxNameLength);
        builder.Property(t => t.LogoDigest).HasMaxLength(InvoiceLogo.DigestLength);
        builder.Property(t => t.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<InvoiceLogo> builder)
    {
        builder.ToTable("invoice_logos");
        builder.HasKey(l => new { l.ApplicationId, l.Digest });
        builder.Property(l => l.Digest).HasMaxLength(InvoiceLogo.DigestLength);
    }

    public void Configure(EntityTypeBuilder<InvoiceWithholding> builder)
    {
        builder.ToTable("invoice_withholdings", table => table.HasCheckConstraint("ck_invoice_withholdings_amount", "amount_minor > 0"));
        builder.HasKey(w => new { w.ApplicationId, w.Id });
        builder.HasIndex(w => new { w.ApplicationId, w.InvoiceId, w.Kind, w.CertificateNumber }).IsUnique();
        builder.HasOne<Invoice>().WithMany().HasForeignKey(w => new { w.ApplicationId, w.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(w => w.CertificateNumber).HasMaxLength(InvoiceWithholding.MaxCertificateLength);
        builder.Property(w => w.CreatedBy).HasMaxLength(32);
    }

    public void Configure(EntityTypeBuilder<CreditNote> builder)
    {
        builder.ToTable(
            "credit_notes",
            table => table.HasCheckConstraint(
                "ck_credit_notes_total_is_its_parts", "total_minor > 0 AND subtotal_minor + tax_minor = total_minor"));
        builder.HasKey(n => new { n.ApplicationId, n.Id });
        builder.HasIndex(n => new { n.ApplicationId, n.Reference }).IsUnique();
        builder.HasIndex(n => new { n.ApplicationId, n.Mode, n.Series, n.Sequence }).IsUnique();
        builder.HasIndex(n => new { n.ApplicationId, n.Mode, n.Number }).IsUnique();
        builder.HasIndex(n => new { n.ApplicationId, n.InvoiceId });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(n => new { n.ApplicationId, n.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(n => n.Reference).HasMaxLength(Reference.MaxLength);
        builder.Property(n => n.Number).HasMaxLength(NumberPattern.MaxNumberLength);
        builder.Property(n => n.Series).HasMaxLength(NumberPattern.MaxNumberLength);
        builder.Property(n => n.Reason).HasMaxLength(CreditNote.MaxReasonLength);
        builder.Property(n => n.CreatedBy).HasMaxLength(32);
        builder.Ignore(n => n.Scope);
        builder.Ignore(n => n.Total);
    }
}
