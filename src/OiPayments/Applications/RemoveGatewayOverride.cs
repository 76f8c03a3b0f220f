using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// <c>DELETE /admin/apps/{id}/gateway-override/{mode}</c> collects an application's payments in the service's store again, from its next
/// attempt on.
/// </summary>
internal sealed partial class RemoveGatewayOverride(
    OiPaymentsDb db, AuditTrail audit, TimeProvider clock, ILogger<RemoveGatewayOverride> log)
{
    public static void Map(RouteGroupBuilder apps) => apps.MapDelete("/{id:long}/gateway-override/{mode}", HandleAsync)
        .WithName("removeGatewayOverride")
        .WithSummary("Remove a gateway override")
        .WithDescription("New attempts of the application in this mode, `TEST` or `LIVE`, use the service's store again. Attempts made "
            + "with the removed store, and their refunds, stay with it. Removing an override that is not set changes nothing. Needs a "
            + "sign-in of the last five minutes.")
        .Produces<Envelope<ApplicationDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    public async Task<Outcome<ApplicationDto>> RunAsync(SignedInOperator who, ApplicationId id, Mode mode, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application))
            return refusal;
        if (who.MustProveThemselves(now) is { } stale) return stale;
        if (await db.CurrentOverridesOf(id).SingleOrDefaultAsync(o => o.Mode == mode, ct) is not { } store)
            return await db.DescribeAsync(application, ct);

        store.End(now);
        await audit.RecordAsync(who.Actor, id, new(AuditAction.GatewayOverrideRemove, AuditTarget.GatewayOverride, store.Id.ToString())
        {
            Before = new { mode = WireNames<Mode>.Of(mode), store.Gateway, store.StoreId },
        }, ct);
        if (!await db.TrySaveAsync(ct)) return SetGatewayOverride.SomebodyElse;

        Removed(log, store.Id, WireNames<Mode>.Of(mode), id, who.Id);
        return await db.DescribeAsync(application, ct);
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, string mode, SignedInOperator who, RemoveGatewayOverride remove, TimeProvider clock,
        CancellationToken ct)
    {
        if (!WireNames<Mode>.TryParse(mode, out var known)) return Reply.Refused(Refusal.NotFound("mode"), clock);
        return Reply.Ok(await remove.RunAsync(who, id.Value, known, ct), ApplicationsJson.Default.ApplicationDto, clock);
    }

    [LoggerMessage(
        LogLevel.Information, "Gateway override {OverrideId} of {Mode} removed from application {ApplicationId} by operator {OperatorId}")]
    private static partial void Removed(
        ILogger log, Id<GatewayOverride> overrideId, string mode, ApplicationId applicationId, Id<Operator> operatorId);
}
