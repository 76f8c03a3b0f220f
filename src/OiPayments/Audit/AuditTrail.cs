using System.Text.Json;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Audit;

/// <summary>What was done to what.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Target">What kind of thing it was done to.</param>
/// <param name="TargetId">Which of them.</param>
internal sealed record AuditedAction(AuditAction Action, AuditTarget Target, string TargetId)
{
    /// <summary>The fields that changed as they were: anonymous object or dictionary, never with a secret in it.</summary>
    public object? Before { get; init; }

    /// <summary>The same fields as they are now.</summary>
    public object? After { get; init; }

    /// <summary>Why, in the words of the one who did it.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// Writes the audit log: into the caller's unit of work, so that what was done and its line are saved together or not at all.
/// </summary>
internal sealed class AuditTrail(OiPaymentsDb db, IIdSource ids, DueSignal<SealAuditLog> unsealed, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = WireJson.Encoder,
        Converters = { new UtcJsonConverter() }
    };

    /// <param name="actor">Who did it.</param>
    /// <param name="application">Whose it is about; null for what is no application's, such as an operator.</param>
    /// <param name="audited">What was done to what.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    public async Task RecordAsync(Actor actor, ApplicationId? application, AuditedAction audited, CancellationToken ct)
    {
        var (whose, id) = (application ?? AuditEntry.OfTheService, await ids.NextAsync<AuditEntry>(ct));
        db.Add(new UnsealedAuditEntry { ApplicationId = whose, EntryId = id });
        db.AfterCommit(() => unsealed.Wake(whose));
        db.Add(new AuditEntry
        {
            ApplicationId = whose,
            Id = id,
            ActorType = actor.Type,
            ActorId = actor.Id,
            ActorName = actor.Name,
            Action = AuditCodes.Of(audited.Action),
            TargetType = AuditCodes.Of(audited.Target),
            TargetId = audited.TargetId,
            Before = Text(audited.Before),
            After = Text(audited.After),
            Reason = audited.Reason,
            IpAddress = actor.Address,
            SessionName = actor.Session,
            CreatedAt = clock.GetUtcNow(),
        });
    }

    private static string? Text(object? fields) => fields is null ? null : JsonSerializer.Serialize(fields, Json);
}
