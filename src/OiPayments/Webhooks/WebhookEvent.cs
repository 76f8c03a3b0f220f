using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Lists;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Webhooks;

/// <summary>Something that happened, as told to the application: written with what happened, and never changed.</summary>
internal sealed class WebhookEvent : IScoped, IListed<WebhookEvent>
{
    public const string ReferencePrefix = "evt_";
    public const int MaxTypeLength = 64;

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

    /// <summary>
    /// The body as it is sent and signed, UTF-8 JSON. Empty once it was removed, because it was old or its customer was erased; the
    /// database lets nothing else become of it.
    /// </summary>
    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsPayloadRemoved => Payload.Length == 0;
}

/// <summary>How far the telling of one event has come.</summary>
internal sealed class WebhookDelivery : IScoped
{
    public const int MaxErrorLength = 500;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<WebhookEvent> EventId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>
    /// The event's place in its application's and mode's line, given by <see cref="NumberEvents"/> after the event committed; null until
    /// then.
    /// </summary>
    public long? Sequence { get; set; }

    /// <summary>Moved on by <see cref="DeliveryProgress"/> alone.</summary>
    public DeliveryStatus Status { get; init; }

    /// <summary>Every try ever made.</summary>
    public int Attempts { get; set; }

    /// <summary>Tries since the event was raised or last re-sent: where in the <see cref="RetrySchedule"/> it stands.</summary>
    public int ScheduledAttempts { get; set; }

    /// <summary>When to try next; null when there is nothing left to do.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Until when the holder of <see cref="LeaseToken"/> alone may try.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>The node that holds the lease; null when none does.</summary>
    public long? LeasedBy { get; set; }

    /// <summary>A fencing number: a worker that was overtaken can no longer write its result.</summary>
    public long LeaseToken { get; set; }

    public int? LastResponseStatus { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset? LastAttemptAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>
    /// The span that raised the event, which every try links to, as <see cref="ProductTraces"/> keeps it; null for none. It is kept here
    /// and not with the event: whoever claims the delivery reads this row anyway, and empty it takes no byte here.
    /// </summary>
    public byte[]? TraceContext { get; init; }
}

/// <summary>The highest number given to an event of one application and mode.</summary>
internal sealed class EventSequence : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public long Last { get; set; }
    public int Version { get; set; }
}

/// <summary>One try to tell one event: what was sent, and what came back. Written once; removed when it is old.</summary>
internal sealed class WebhookAttempt : IScoped
{
    /// <summary>Bytes of the receiver's answer that are kept.</summary>
    public const int MaxBodyBytes = 4096;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<WebhookAttempt> Id { get; init; }
    public required Id<WebhookEvent> EventId { get; init; }
    public required Mode Mode { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required long DurationMs { get; init; }

    /// <summary>A JSON object of header to value, signatures included. The secrets they were made with are nowhere.</summary>
    public required string RequestHeaders { get; init; }

    public int? ResponseStatus { get; init; }

    /// <summary>The beginning of what the receiver answered; null when it answered nothing.</summary>
    public string? ResponseBody { get; init; }

    public string? Error { get; init; }
}

internal sealed class WebhookTables
    : IEntityTypeConfiguration<WebhookEvent>, IEntityTypeConfiguration<WebhookDelivery>, IEntityTypeConfiguration<EventSequence>,
      IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.HasKey(e => new { e.ApplicationId, e.Id });
        builder.HasIndex(e => new { e.ApplicationId, e.Reference }).IsUnique();
        builder.HasIndex(e => new { e.ApplicationId, e.Mode, e.CreatedAt, e.Id });
        builder.HasIndex(e => new { e.ApplicationId, e.Subject });
        builder.Property(e => e.Reference).HasMaxLength(Reference.MaxLength);
        builder.Property(e => e.Type).HasMaxLength(WebhookEvent.MaxTypeLength);
        builder.Property(e => e.Subject).HasMaxLength(Reference.MaxLength);
        builder.Ignore(e => e.IsPayloadRemoved);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(d => new { d.ApplicationId, d.EventId });
        builder.HasOne<WebhookEvent>()
            .WithOne()
            .HasForeignKey<WebhookDelivery>(d => new { d.ApplicationId, d.EventId })
            .OnDelete(DeleteBehavior.Restrict);

        // What is done with leaves the index of what is due, and what is numbered that of what is not: both stay as small as the work is.
        builder.HasIndex(d => new { d.ApplicationId, d.Mode, d.DueAt, d.Sequence }).HasFilter("due_at IS NOT NULL");
        builder.HasIndex(d => new { d.ApplicationId, d.EventId })
            .HasFilter("sequence IS NULL")
            .HasDatabaseName("ix_webhook_deliveries_unnumbered");
        builder.HasIndex(d => new { d.ApplicationId, d.Mode, d.EventId })
            .HasFilter("status = 'PARKED'")
            .HasDatabaseName("ix_webhook_deliveries_parked");
        builder.HasIndex(d => new { d.ApplicationId, d.Mode, d.Sequence }).IsUnique();
        builder.HasIndex(d => new { d.ApplicationId, d.LeasedBy }).HasFilter("leased_by IS NOT NULL");
        builder.Property(d => d.LastError).HasMaxLength(WebhookDelivery.MaxErrorLength);
        builder.Property(d => d.TraceContext).HasMaxLength(ProductTraces.ContextBytes);
    }

    public void Configure(EntityTypeBuilder<EventSequence> builder)
    {
        builder.ToTable("webhook_sequences");
        builder.HasKey(s => new { s.ApplicationId, s.Mode });
        builder.Property(s => s.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
    {
        builder.ToTable("webhook_attempts");
        builder.HasKey(a => new { a.ApplicationId, a.Id });
        builder.HasOne<WebhookEvent>().WithMany().HasForeignKey(a => new { a.ApplicationId, a.EventId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.ApplicationId, a.EventId, a.StartedAt, a.Id });
        builder.HasIndex(a => new { a.ApplicationId, a.StartedAt });
        builder.Property(a => a.Error).HasMaxLength(WebhookDelivery.MaxErrorLength);
    }
}
