using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary><c>DELETE /admin/roles/{id}</c> deletes a role that nobody has.</summary>
internal sealed class DeleteRole(OiPaymentsDb db, AuditTrail audit, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder roles) => roles.MapDelete("/{id:long}", HandleAsync)
        .WithName("deleteRole")
        .WithSummary("Delete a role")
        .WithDescription("Only a role that no operator has can be deleted. Needs a sign-in of the last five minutes.")
        .Produces<Envelope<RoleDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, what the role allows, and a fresh sign-in.</param>
    /// <param name="id">Which.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<RoleDto>> RunAsync(SignedInOperator who, Id<Role> id, CancellationToken ct)
    {
        if (who.MayNotManageOperators(clock.GetUtcNow()) is { } refusal) return refusal;
        if (await db.Directory<Role>().SingleOrDefaultAsync(role => role.Id == id, ct) is not { } role) return Refusal.NotFound("role");
        if (role.IsBuiltIn) return new Refusal(ErrorCode.InvalidOperationState, "This role comes with the service and stays.");
        if (RoleRules.MoreThanTheirs(who, role) is { } more) return more;

        // Who gives it to somebody counts its version up: of that and this, one does not save.
        db.Remove(role);
        var gone = RoleDto.From(role);
        await audit.RecordAsync(
            who.Actor, null, new(AuditAction.RoleDelete, AuditTarget.Role, id.ToString()) { Before = RoleRules.Facts(gone) }, ct);
        if (await db.Directory<RoleGrant>().AnyAsync(grant => grant.RoleId == id, ct) || !await db.TrySaveAsync(ct))
            return new Refusal(ErrorCode.InvalidOperationState, "Somebody has this role. Nothing was changed; take it from them first.");
        return gone;
    }

    private static async Task<Reply> HandleAsync(
        Id<Role> id, SignedInOperator who, DeleteRole delete, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await delete.RunAsync(who, id, ct), OperatorsJson.Default.RoleDto, clock);
}
