using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>Something that happened, as told to the application: written with what happened, and never changed.</summary>
internal sealed class WebhookEvent : IScoped
{
    public const string ReferencePrefix = "evt_";

    public required ApplicationId ApplicationId { get; init; }
    public required Id<WebhookEvent> Id { get; init; }

    /// <summary>The id on the wire, in the envelope and in both headers, the same over every retry.</summary>
    public required string Reference { get; init; }

    public required Mode Mode { get; init; }

    /// <summary>Such as <c>payment.succeeded</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The public reference of the record it tells of, such as <c>pay_…</c>.</summary>
    public required string Subject { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>The body as it is sent and signed, UTF-8 JSON.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>On the wire <c>PENDING</c>, <c>DELIVERED</c>, <c>RETRYING</c> and <c>PARKED</c>.</summary>
public enum DeliveryStatus
{
    /// <summary>Not tried yet, or waiting for a URL.</summary>
    Pending,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>Tried, and due again.</summary>
    Retrying,

    /// <summary>Every try was used up; a person may send it again.</summary>
    Parked,
}

/// <summary>How far the telling of one event has come.</summary>
internal sealed class WebhookDelivery : IScoped
{
    public const int MaxErrorLength = 500;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<WebhookEvent> EventId { get; init; }
    public required Mode Mode { get; init; }
    public DeliveryStatus Status { get; set; }
    public int Attempts { get; set; }

    /// <summary>When to try next; null when there is nothing left to do.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Until when the holder of <see cref="LeaseToken"/> alone may try.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>A fencing number: a worker that was overtaken can no longer write its result.</summary>
    public long LeaseToken { get; set; }

    public int? LastResponseStatus { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset? LastAttemptAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
}

internal sealed class WebhookTables : IEntityTypeConfiguration<WebhookEvent>, IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.HasKey(e => new { e.ApplicationId, e.Id });
        builder.HasIndex(e => new { e.ApplicationId, e.Reference }).IsUnique();
        builder.HasIndex(e => new { e.ApplicationId, e.Mode, e.CreatedAt, e.Id });
        builder.HasIndex(e => new { e.ApplicationId, e.Subject });
        builder.Property(e => e.Reference).HasMaxLength(Reference.MaxLength);
        builder.Property(e => e.Type).HasMaxLength(64);
        builder.Property(e => e.Subject).HasMaxLength(Reference.MaxLength);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(d => new { d.ApplicationId, d.EventId });
        builder.HasOne<WebhookEvent>().WithOne().HasForeignKey<WebhookDelivery>(d => new { d.ApplicationId, d.EventId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.ApplicationId, d.DueAt });
        builder.Property(d => d.LastError).HasMaxLength(WebhookDelivery.MaxErrorLength);
    }
}
