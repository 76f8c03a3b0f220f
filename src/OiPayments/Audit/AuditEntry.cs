using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Audit;

/// <summary>What kind of somebody did it.</summary>
public enum ActorType
{
    /// <summary>A person at the dashboard or the operators' API.</summary>
    Operator,

    /// <summary>Somebody who was not signed in, such as at a failed sign-in.</summary>
    Anonymous,

    /// <summary>The service itself.</summary>
    System,
}

/// <summary>Who did it.</summary>
/// <param name="Type">What kind of somebody.</param>
/// <param name="Id">An operator's number; null for the others.</param>
/// <param name="Name">As people know them: an operator's e-mail address.</param>
/// <param name="Address">The IP address it came from; null when it came from within.</param>
/// <param name="Session">Tells one sign-in from another; nothing can be done with it.</param>
internal sealed record Actor(ActorType Type, long? Id, string Name, string? Address, string? Session)
{
    public static readonly Actor Service = new(ActorType.System, null, "OI Payments", null, null);

    public static Actor Unknown(string? address) => new(ActorType.Anonymous, null, "anonymous", address, null);
}

/// <summary>One line of the audit log: written once, in the transaction of what it tells of, and never changed or removed.</summary>
internal sealed class AuditEntry : IListed<AuditEntry>, IMayBelongToNobody
{
    public const int MaxActionLength = 48;
    public const int MaxTargetLength = 64;
    public const int MaxReasonLength = 500;

    /// <summary>Of what belongs to no application, such as an operator or a role.</summary>
    public static readonly ApplicationId OfTheService = ApplicationId.Nobody;

    /// <summary>Whose it is about; <see cref="OfTheService"/> when it is no application's.</summary>
    public required ApplicationId ApplicationId { get; init; }
    public required Id<AuditEntry> Id { get; init; }
    public required ActorType ActorType { get; init; }
    public long? ActorId { get; init; }
    public required string ActorName { get; init; }

    /// <summary>What was done, such as <c>credential.rotate</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of thing it was done to, such as <c>credential</c>.</summary>
    public required string TargetType { get; init; }

    /// <summary>Which of them, as its own list names it.</summary>
    public required string TargetId { get; init; }

    /// <summary>JSON of the fields that changed, as they were, secrets masked; null when there was nothing before.</summary>
    public string? Before { get; init; }

    /// <summary>JSON of the fields that changed, as they are now, secrets masked; null when there is nothing left.</summary>
    public string? After { get; init; }
    public string? Reason { get; init; }
    public string? IpAddress { get; init; }
    public string? SessionName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("audit_log");
            builder.HasKey(e => new { e.ApplicationId, e.Id });
            builder.HasIndex(e => new { e.ApplicationId, e.CreatedAt, e.Id });
            builder.Property(e => e.ActorName).HasMaxLength(254);
            builder.Property(e => e.Action).HasMaxLength(MaxActionLength);
            builder.Property(e => e.TargetType).HasMaxLength(32);
            builder.Property(e => e.TargetId).HasMaxLength(MaxTargetLength);
            builder.Property(e => e.Reason).HasMaxLength(MaxReasonLength);
            builder.Property(e => e.IpAddress).HasMaxLength(45);
            builder.Property(e => e.SessionName).HasMaxLength(16);
        }
    }
}
