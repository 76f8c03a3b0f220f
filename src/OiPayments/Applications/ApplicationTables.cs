using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Api;

namespace OiPayments.Applications;

internal sealed class ApplicationTables
    : IEntityTypeConfiguration<Application>, IEntityTypeConfiguration<Credential>, IEntityTypeConfiguration<GatewayOverride>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("applications");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => a.Name).IsUnique();
        builder.Property(a => a.Name).HasMaxLength(Application.MaxNameLength);
        builder.Property(a => a.WebhookUrl).HasMaxLength(ApplicationSettings.MaxUrlLength);
        builder.Property(a => a.TestWebhookUrl).HasMaxLength(ApplicationSettings.MaxUrlLength);
        builder.Property(a => a.ReturnUrl).HasMaxLength(ApplicationSettings.MaxUrlLength);
        builder.Property(a => a.SigningSecret).HasMaxLength(1024);
        builder.Property(a => a.PreviousSigningSecret).HasMaxLength(1024);
        builder.Property(a => a.TimeZone).HasMaxLength(TimeZones.MaxNameLength);
        builder.Property(a => a.MailRemindersBefore).HasMaxLength(ReminderDays.MaxTextLength)
            .HasConversion(days => days.ToString(), text => ReminderDays.Parse(text));
        builder.Property(a => a.MailRemindersAfter).HasMaxLength(ReminderDays.MaxTextLength)
            .HasConversion(days => days.ToString(), text => ReminderDays.Parse(text));
        builder.Property(a => a.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("credentials");
        builder.HasKey(c => c.KeyDigest);
        builder.Property(c => c.KeyDigest).HasMaxLength(32);
        builder.Property(c => c.SecretDigest).HasMaxLength(32);
        builder.Property(c => c.AllowedNetworks).HasMaxLength(AllowedNetworks.MaxTextLength)
            .HasConversion(networks => networks!.ToString(), text => AllowedNetworks.Parse(text));
        builder.Property(c => c.KeyStart).HasMaxLength(ApiKey.StartLength);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => new { c.ApplicationId, c.Id }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<GatewayOverride> builder)
    {
        builder.ToTable("gateway_overrides");
        builder.HasKey(o => new { o.ApplicationId, o.Id });
        builder.HasIndex(o => new { o.ApplicationId, o.Mode }).IsUnique().HasFilter("ended_at IS NULL");
        builder.Property(o => o.Gateway).HasMaxLength(32);
        builder.Property(o => o.StoreId).HasMaxLength(GatewayOverride.MaxStoreIdLength);
        builder.Property(o => o.StorePassword).HasMaxLength(1024);
        builder.Property(o => o.CreatedBy).HasMaxLength(40);
        builder.Property(o => o.Version).IsConcurrencyToken();
    }
}
