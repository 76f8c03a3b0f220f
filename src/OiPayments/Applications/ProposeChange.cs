using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// Keeps a change of settings that weakens a control until another operator has decided on it. The settings stay as they are.
/// </summary>
internal sealed partial class ProposeChange(
    OiPaymentsDb db, IIdSource ids, AuditTrail audit, ControlOptions options, TimeProvider clock, ILogger<ProposeChange> log)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = WireJson.Encoder };

    /// <summary>Saves the proposal, and nothing else of what the unit of work holds.</summary>
    /// <param name="who">Who wants it, and has proven who they are.</param>
    /// <param name="application">The application's number, and the version of it that was read.</param>
    /// <param name="settings">As sent.</param>
    /// <param name="change">What would change, and what of it weakens.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Id<SettingChange>> RunAsync(
        SignedInOperator who, (ApplicationId Id, int Version) application, ApplicationSettings settings,
        (object Before, object After, IReadOnlyList<string> Weakens) change, CancellationToken ct)
    {
        db.DiscardChanges();
        var now = clock.GetUtcNow();
        var proposal = new SettingChange
        {
            ApplicationId = application.Id,
            Id = await ids.NextAsync<SettingChange>(ct),
            ProposedBy = who.Key,
            CreatedAt = now,
            ExpiresAt = now + options.DecideWithin,
            ApplicationVersion = application.Version,
            Settings = Sent.Write(settings, ApplicationsJson.Default).GetRawText(),
            Before = JsonSerializer.Serialize(change.Before, Json),
            After = JsonSerializer.Serialize(change.After, Json),
            Weakens = string.Join(' ', change.Weakens),
        };
        db.Add(proposal);
        await audit.RecordAsync(
            who.Actor, application.Id,
            new(AuditAction.SettingChangePropose, AuditTarget.SettingChange, proposal.Id.ToString())
            { Before = change.Before, After = change.After }, ct);
        await db.SaveAsync(ct);
        Proposed(log, proposal.Id, application.Id, who.Id);
        return proposal.Id;
    }

    [LoggerMessage(
        LogLevel.Information,
        "Change {ProposalId} of the settings of application {ApplicationId} proposed by operator {OperatorId}: another has to approve it")]
    private static partial void Proposed(ILogger log, Id<SettingChange> proposalId, ApplicationId applicationId, Id<Operator> operatorId);
}
