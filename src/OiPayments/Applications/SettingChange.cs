using System.ComponentModel;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Lists;

namespace OiPayments.Applications;

/// <summary>
/// On the wire <c>OPEN</c>, <c>APPROVED</c>, <c>REJECTED</c>, <c>STALE</c> and <c>EXPIRED</c>: what became of a proposed change.
/// </summary>
public enum SettingChangeStatus
{
    Open,
    Approved,
    Rejected,

    /// <summary>The application changed before anybody decided: what was proposed no longer is what would happen.</summary>
    Stale,

    /// <summary>Nobody decided in time. Read off the clock, and never stored.</summary>
    Expired,
}

/// <summary>
/// A change of an application's settings that weakens a control, as somebody proposed it. Another operator approves it, or it does not
/// happen.
/// </summary>
internal sealed class SettingChange : IListed<SettingChange>
{
    public const int MaxReasonLength = 500;

    /// <summary>What the slower of two is told who decide at once.</summary>
    public static readonly Refusal SomebodyElse = new(
        ErrorCode.InvalidOperationState, "Somebody else decided on this proposal at the same time. You changed nothing; read it again.");

    public required ApplicationId ApplicationId { get; init; }
    public required Id<SettingChange> Id { get; init; }

    /// <summary>Who proposed it, <c>operator:7</c>.</summary>
    public required string ProposedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The version of the application that it was proposed for: for another it is stale.</summary>
    public required int ApplicationVersion { get; init; }

    /// <summary>The settings as they were sent, JSON: what is done when it is approved.</summary>
    public required string Settings { get; init; }

    /// <summary>JSON of the fields that would change, as they were.</summary>
    public required string Before { get; init; }

    /// <summary>JSON of the same fields as they would be.</summary>
    public required string After { get; init; }

    /// <summary>Those of them that weaken a control, with spaces between.</summary>
    public required string Weakens { get; init; }

    public SettingChangeStatus Status { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Of two who decide at once, one loses.</summary>
    public int Version { get; private set; }

    public SettingChangeStatus StatusAt(DateTimeOffset now) =>
        Status is SettingChangeStatus.Open && now >= ExpiresAt ? SettingChangeStatus.Expired : Status;

    /// <summary>Ends it; refused when it has ended already.</summary>
    public Refusal? Decide(SettingChangeStatus outcome, string who, DateTimeOffset now)
    {
        if (StatusAt(now) is not SettingChangeStatus.Open and var ended)
            return new(
                ErrorCode.InvalidOperationState,
                $"This proposal is {WireNames<SettingChangeStatus>.Of(ended)}; only one that is OPEN can be decided. Nothing was changed.");
        (Status, DecidedBy, DecidedAt, Version) = (outcome, who, now, Version + 1);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<SettingChange>
    {
        public void Configure(EntityTypeBuilder<SettingChange> builder)
        {
            builder.ToTable("setting_changes");
            builder.HasKey(c => new { c.ApplicationId, c.Id });
            builder.HasIndex(c => new { c.ApplicationId, c.Status, c.ExpiresAt });
            builder.Property(c => c.ProposedBy).HasMaxLength(40);
            builder.Property(c => c.DecidedBy).HasMaxLength(40);
            builder.Property(c => c.Weakens).HasMaxLength(500);
            builder.Property(c => c.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A proposed change of an application's settings, as operators see it.</summary>
internal sealed record SettingChangeDto(
    [property: Description("The number of the proposal.")] Id<SettingChange> Id,
    [property: Description("Whose settings.")] ApplicationId ApplicationId,
    [property: Description("The application's name.")] string ApplicationName,
    [property: Description("OPEN waits for another operator; STALE: the application changed meanwhile; EXPIRED: nobody decided in time.")]
    SettingChangeStatus Status,
    [property: Description("The settings that would change, as they were.")] JsonElement Before,
    [property: Description("The same settings as they would be.")] JsonElement After,
    [property: Description("Those of them that weaken a control.")] IReadOnlyList<string> Weakens,
    [property: Description("Who proposed it: operator: and a number.")] string ProposedBy,
    [property: Description("That operator's name.")] string ProposedByName,
    [property: Description("Who decided; null while nobody did.")] string? DecidedBy,
    [property: Description("That operator's name.")] string? DecidedByName,
    [property: Description("When, UTC.")] DateTimeOffset? DecidedAt,
    [property: Description("Until when it can be approved, UTC.")] DateTimeOffset ExpiresAt,
    [property: Description("When it was proposed, UTC.")] DateTimeOffset CreatedAt);
