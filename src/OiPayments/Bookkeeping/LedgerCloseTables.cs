using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Bookkeeping;

internal sealed class LedgerCloseTables
    : IEntityTypeConfiguration<LedgerClose>, IEntityTypeConfiguration<ClosingBalance>, IEntityTypeConfiguration<BookDates>
{
    public void Configure(EntityTypeBuilder<LedgerClose> builder)
    {
        builder.ToTable("ledger_closes");
        builder.HasKey(c => new { c.ApplicationId, c.Id });
        builder.HasIndex(c => new { c.ApplicationId, c.Mode, c.Month }).IsUnique();
        builder.HasIndex(c => new { c.ApplicationId, c.Mode, c.CreatedAt, c.Id });
        builder.Property(c => c.CreatedBy).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<ClosingBalance> builder)
    {
        builder.ToTable("ledger_closing_balances");
        builder.HasKey(b => new { b.ApplicationId, b.CloseId, b.Currency, b.Account });
        builder.HasOne<LedgerClose>().WithMany().HasForeignKey(b => new { b.ApplicationId, b.CloseId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<BookDates> builder)
    {
        builder.ToTable("ledger_book_dates");
        builder.HasKey(d => new { d.ApplicationId, d.Mode });
        builder.Property(d => d.Version).IsConcurrencyToken();
    }
}
