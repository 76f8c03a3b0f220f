using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.Idempotency;

/// <summary>What was answered to the first request with a key. Written in the same transaction as what that request did.</summary>
internal sealed class IdempotencyRecord : IScoped
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path and the request's canonical JSON.</summary>
    public required byte[] Fingerprint { get; init; }

    public required int Status { get; init; }
    public required byte[] Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<IdempotencyRecord>
    {
        public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
        {
            builder.ToTable("idempotency_records");
            builder.HasKey(r => new { r.ApplicationId, r.Mode, r.Key });
            builder.Property(r => r.Key).HasMaxLength(IdempotencyKey.MaxLength);
            builder.Property(r => r.Fingerprint).HasMaxLength(32);
            builder.HasIndex(r => new { r.ApplicationId, r.ExpiresAt });
        }
    }
}
