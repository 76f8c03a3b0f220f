using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Applications;

internal sealed class ApplicationTables : IEntityTypeConfiguration<Application>, IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("applications");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => a.Name).IsUnique();
        builder.Property(a => a.Name).HasMaxLength(Application.MaxNameLength);
        builder.Property(a => a.WebhookUrl).HasMaxLength(UpdateSettings.MaxUrlLength);
        builder.Property(a => a.TestWebhookUrl).HasMaxLength(UpdateSettings.MaxUrlLength);
        builder.Property(a => a.ReturnUrl).HasMaxLength(UpdateSettings.MaxUrlLength);
        builder.Property(a => a.SigningSecret).HasMaxLength(1024);
        builder.Property(a => a.PreviousSigningSecret).HasMaxLength(1024);
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
        builder.HasIndex(c => new { c.ApplicationId, c.Id }).IsUnique();
    }
}
