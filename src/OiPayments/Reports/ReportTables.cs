using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Reports;

internal sealed class ReportTables
    : IEntityTypeConfiguration<ReportCount>, IEntityTypeConfiguration<PaymentStep>, IEntityTypeConfiguration<PaidDay>,
        IEntityTypeConfiguration<EndedDay>
{
    private const int MaxChannelLength = 80;

    public void Configure(EntityTypeBuilder<ReportCount> builder)
    {
        builder.ToTable("report_counts");
        builder.HasKey(c => new { c.ApplicationId, c.Mode });
        builder.Property(c => c.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<PaymentStep> builder)
    {
        // Without a foreign key: payments are never removed, and each step of one would be looked up in them.
        builder.ToTable("report_steps");
        builder.HasKey(s => new { s.ApplicationId, s.PaymentId, s.NewStatus });
    }

    public void Configure(EntityTypeBuilder<PaidDay> builder)
    {
        // By day before all else: reports read days that follow each other.
        builder.ToTable("report_paid_days");
        builder.HasKey(d => new { d.ApplicationId, d.Mode, d.Day, d.Currency, d.Channel });
        builder.HasOne<ReportCount>().WithMany().HasForeignKey(d => new { d.ApplicationId, d.Mode }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(d => d.Channel).HasMaxLength(MaxChannelLength);
    }

    public void Configure(EntityTypeBuilder<EndedDay> builder)
    {
        builder.ToTable("report_ended_days");
        builder.HasKey(d => new { d.ApplicationId, d.Mode, d.Day, d.Currency, d.Status });
        builder.HasOne<ReportCount>().WithMany().HasForeignKey(d => new { d.ApplicationId, d.Mode }).OnDelete(DeleteBehavior.Cascade);
    }
}
