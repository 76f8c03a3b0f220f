using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>POST /admin/setting-changes/{id}/approve</c> makes a proposed change. Whoever proposed it never approves it.</summary>
internal sealed partial class ApproveChange(
    OiPaymentsDb db, UpdateSettings update, SecondPerson second, AuditTrail audit, TimeProvider clock, ILogger<ApproveChange> log)
{
    public static void Map(RouteGroupBuilder changes) => changes.MapPost("/{id:long}/approve", HandleAsync)
        .WithName("approveSettingChange")
        .WithSummary("Approve a proposed change")
        .WithDescription("Makes the change if the application has not changed since it was proposed. Otherwise the proposal becomes STALE "
            + "and nothing else is changed. The operator who proposed a change cannot approve it. Needs a sign-in of the last five "
            + "minutes.")
        .Produces<Envelope<SettingChangeDto>>()
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState,
            ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for the application, a fresh sign-in, and to be somebody else than who proposed it.</param>
    /// <param name="id">Which proposal.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<SettingChangeDto>> RunAsync(SignedInOperator who, Id<SettingChange> id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if ((who.Lacks(Permission.AppManage) ?? who.MustProveThemselves(now)) is { } missing) return missing;
        if (await db.RecordFor(who, Permission.AppManage, id).SingleOrDefaultAsync(ct) is not { } change)
            return Refusal.NotFound("proposed change");
        if (await second.RefuseAsync(who, [change.ProposedBy], ct) is { } notSecond) return notSecond;

        var application = await db.Directory<Application>().SingleAsync(a => a.Id == change.ApplicationId, ct);
        var isStale = application.Version != change.ApplicationVersion;
        if (change.Decide(isStale ? SettingChangeStatus.Stale : SettingChangeStatus.Approved, who.Key, now) is { } ended)
            return ended;
        await audit.RecordAsync(
            who.Actor, change.ApplicationId,
            new(isStale ? AuditAction.SettingChangeStale : AuditAction.SettingChangeApprove, AuditTarget.SettingChange, id.ToString())
            {
                Before = new { status = WireNames<SettingChangeStatus>.Of(SettingChangeStatus.Open), change.ProposedBy },
                After = new { status = WireNames<SettingChangeStatus>.Of(change.Status), decidedBy = change.DecidedBy },
            }, ct);
        if (isStale)
        {
            if (!await db.TrySaveAsync(ct)) return SettingChange.SomebodyElse;
            return new Refusal(ErrorCode.InvalidOperationState,
                "The application was changed after this was proposed, so it would not do what was proposed. The settings are as they are "
                    + "and the proposal is closed; propose it again.");
        }

        // An older version may have kept what this one cannot read.
        var errors = new FieldErrors();
        var settings = ApplicationSettings.Read(new(JsonElement.Parse(change.Settings), errors), errors);
        if (errors.Refusal is { } unreadable) return unreadable;
        if ((await update.CarryOutAsync(who, application, settings, ct)).IsRefused(out var refusal, out _)) return refusal;
        Decided(log, id, change.ApplicationId, WireNames<SettingChangeStatus>.Of(change.Status), who.Id);
        return await db.DescribeAsync(change, now, ct);
    }

    private static async Task<Reply> HandleAsync(
        Id<SettingChange> id, SignedInOperator who, ApproveChange approve, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await approve.RunAsync(who, id, ct), ApplicationsJson.Default.SettingChangeDto, clock);

    [LoggerMessage(
        LogLevel.Information,
        "Proposed change {ProposalId} of the settings of application {ApplicationId} is {Status}, by operator {OperatorId}")]
    private static partial void Decided(
        ILogger log, Id<SettingChange> proposalId, ApplicationId applicationId, string status, Id<Operator> operatorId);
}
