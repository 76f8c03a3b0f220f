using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary><c>PATCH /admin/roles/{id}</c> changes a role, at once for everybody who has it.</summary>
internal sealed class ChangeRole(OiPaymentsDb db, AuditTrail audit, StaleChange stale, TimeProvider clock)
{
    private static readonly Refusal GuardsThemselves = new(
        ErrorCode.Forbidden, "You have this role: that it needs a second factor guards you too, and nobody takes that from themselves. "
            + "Nothing was changed; somebody without the role has to do it.");

    private static readonly Refusal ChangedMeanwhile = new(
        ErrorCode.InvalidOperationState, "Somebody else changed this role meanwhile. Nothing was changed; read it again and retry.");

    public static void Map(RouteGroupBuilder roles) => roles.MapPatch("/{id:long}", HandleAsync)
        .WithName("changeRole")
        .WithSummary("Change a role")
        .WithDescription("Takes effect at once for every operator with this role. Of a built-in role, only needsSecondFactor can be "
            + "changed. You cannot lift the second factor from a role that you have. Needs a sign-in of the last five minutes.")
        .TakesIfMatch()
        .Accepts<RoleSettings>("application/json")
        .Produces<Envelope<RoleDto>>()
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState,
            ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, what the role allows and is to allow, and a fresh sign-in.</param>
    /// <param name="id">Which.</param>
    /// <param name="settings">What changes.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<RoleDto>> RunAsync(
        SignedInOperator who, Id<Role> id, RoleSettings settings, IfMatch read, CancellationToken ct)
    {
        if (who.MayNotManageOperators(clock.GetUtcNow()) is { } refusal) return refusal;
        if (await db.Directory<Role>().SingleOrDefaultAsync(role => role.Id == id, ct) is not { } role) return Refusal.NotFound("role");

        var before = RoleDto.From(role);
        var mayNotSee = RoleRules.MoreThanTheirs(who, role);
        if (mayNotSee is null && !read.Allows(role.Version)) return await StaleAsync(before, settings, ct);
        if (FieldErrors.In(settings) is { } wrong) return wrong;

        settings.ApplyTo(role);
        if (role.IsBuiltIn
            && (role.Name != before.Name || role.Description != before.Description || !role.Permissions.SequenceEqual(before.Permissions)))
            return new Refusal(
                ErrorCode.InvalidOperationState,
                "This role comes with the service: only needsSecondFactor can be changed. Nothing was changed; make a role of your own "
                    + "instead.");

        // Neither a role beyond one's own rights, nor one that is to become so.
        if ((mayNotSee ?? RoleRules.MoreThanTheirs(who, role)) is { } more) return more;

        if (before.NeedsSecondFactor && !role.NeedsSecondFactor && await HasAsync(who, role, ct)) return GuardsThemselves;

        role.Version++;
        var after = RoleDto.From(role);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.RoleChange, AuditTarget.Role, id.ToString())
        { Before = RoleRules.Facts(before), After = RoleRules.Facts(after) }, ct);
        if (await db.TrySaveAsync(ct)) return after;
        if (await db.Directory<Role>().AnyAsync(other => other.Name == role.Name && other.Id != id, ct))
            return RoleRules.NameTaken(role.Name);
        return read.IsSaid && await db.Directory<Role>().AsNoTracking().SingleOrDefaultAsync(other => other.Id == id, ct) is { } current
            ? await StaleAsync(RoleDto.From(current), settings, ct)
            : ChangedMeanwhile;
    }

    private Task<Refusal> StaleAsync(RoleDto current, RoleSettings settings, CancellationToken ct) => stale.DescribeAsync(
        "role", null, (AuditTarget.Role, current.Id.ToString()), Sent.Write(settings, OperatorsJson.Default),
        JsonSerializer.SerializeToElement(current, OperatorsJson.Default.RoleDto), logged: null, ct);

    private async Task<bool> HasAsync(SignedInOperator who, Role role, CancellationToken ct) => RoleRules.IsSuperAdmin(role)
        ? who.SuperAdmin
        : await db.Directory<RoleGrant>().AnyAsync(grant => grant.OperatorId == who.Id && grant.RoleId == role.Id, ct);

    private static async Task<Reply> HandleAsync(
        Id<Role> id, Body<RoleSettings> body, IfMatch read, SignedInOperator who, ChangeRole change, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await change.RunAsync(who, id, body.Request, read, ct), OperatorsJson.Default.RoleDto, clock);
}
