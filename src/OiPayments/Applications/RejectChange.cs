using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>POST /admin/setting-changes/{id}/reject</c> drops a proposed change. Whoever proposed it may take it back.</summary>
internal sealed partial class RejectChange(OiPaymentsDb db, AuditTrail audit, TimeProvider clock, ILogger<RejectChange> log)
{
    public static void Map(RouteGroupBuilder changes) => changes.MapPost("/{id:long}/reject", HandleAsync)
        .WithName("rejectSettingChange")
        .WithSummary("Reject a proposed change")
        .WithDescription("The settings stay as they are. The operator who proposed the change may reject it too, which withdraws it.")
        .Produces<Envelope<SettingChangeDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for the application.</param>
    /// <param name="id">Which proposal.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<SettingChangeDto>> RunAsync(SignedInOperator who, Id<SettingChange> id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (who.Lacks(Permission.AppManage) is { } missing) return missing;
        if (await db.RecordFor(who, Permission.AppManage, id).SingleOrDefaultAsync(ct) is not { } change)
            return Refusal.NotFound("proposed change");
        if (change.Decide(SettingChangeStatus.Rejected, who.Key, now) is { } ended) return ended;

        await audit.RecordAsync(
            who.Actor, change.ApplicationId, new(AuditAction.SettingChangeReject, AuditTarget.SettingChange, id.ToString())
            {
                Before = new { status = WireNames<SettingChangeStatus>.Of(SettingChangeStatus.Open), change.ProposedBy },
                After = new { status = WireNames<SettingChangeStatus>.Of(change.Status), decidedBy = change.DecidedBy },
            }, ct);
        if (!await db.TrySaveAsync(ct)) return SettingChange.SomebodyElse;
        Decided(log, id, change.ApplicationId, WireNames<SettingChangeStatus>.Of(change.Status), who.Id);
        return await db.DescribeAsync(change, now, ct);
    }

    private static async Task<Reply> HandleAsync(
        Id<SettingChange> id, SignedInOperator who, RejectChange reject, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await reject.RunAsync(who, id, ct), ApplicationsJson.Default.SettingChangeDto, clock);

    [LoggerMessage(
        LogLevel.Information,
        "Proposed change {ProposalId} of the settings of application {ApplicationId} is {Status}, by operator {OperatorId}")]
    private static partial void Decided(
        ILogger log, Id<SettingChange> proposalId, ApplicationId applicationId, string status, Id<Operator> operatorId);
}
