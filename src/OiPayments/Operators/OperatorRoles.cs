using System.ComponentModel;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>A permission of the catalogue.</summary>
internal sealed record PermissionDto([property: Description("As roles name it.")] Permission Name);

/// <summary>A named set of permissions.</summary>
internal sealed record RoleDto(
    [property: Description("The number of the role.")] Id<Role> Id,
    [property: Description("Unique.")] string Name,
    [property: Description("What it is for; null when nobody said.")] string? Description,
    [property: Description("What it allows. Empty for Super Admin, who may do everything.")] IReadOnlyList<Permission> Permissions,
    [property: Description("Whether it came with the service, and stays as it is.")] bool BuiltIn,
    [property: Description("Whether who has it must sign in with a second factor.")] bool NeedsSecondFactor,
    [property: Description("When it was made, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("Counts its changes, and those who are given it; as ETag too. If-Match takes it.")] int Version) : IVersioned
{
    public static RoleDto From(Role r) => new(r.Id, r.Name, r.Description, r.Permissions, r.IsBuiltIn, r.NeedsSecondFactor, r.CreatedAt, r.Version);
}

/// <summary>
/// <c>/admin/roles</c> and <c>GET /admin/permissions</c>. Nobody can make a role that allows more than they may do themselves, in
/// every application: whoever could would only have to give it to a friend.
/// </summary>
internal sealed class OperatorRoles(OiPaymentsDb db, IIdSource ids, AuditTrail audit, StaleChange stale, TimeProvider clock)
{
    /// <summary>The body of <c>POST /admin/roles</c> and <c>PATCH /admin/roles/{id}</c>.</summary>
    public sealed record Request(
        [property: Description("Unique, at most 60 characters.")] string? Name,
        [property: Description("What it is for, at most 200 characters.")] string? Description,
        [property: Description("What it allows, as GET /admin/permissions names them; at least one.")] IReadOnlyList<Permission>? Permissions,
        [property: Description("Whether who has it must sign in with a second factor; false when left out at first.")] bool? NeedsSecondFactor);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/admin/permissions", HandlePermissions).WithTags("Users").RequireOperator()
            .WithName("listPermissions").WithSummary("List permissions").WithDescription("Everything that a role can allow. Never changes while a version runs.")
            .Produces<Envelope<IReadOnlyList<PermissionDto>>>().Needs(Permission.UserRead);

        var roles = api.MapGroup("/admin/roles").WithTags("Users").RequireOperator();
        roles.MapGet("", HandleListAsync)
            .WithName("listRoles").WithSummary("List roles").WithDescription("The five that come with the service, and those that were made. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<RoleDto>>>().Needs(Permission.UserRead);
        roles.MapPost("", HandleCreateAsync)
            .WithName("createRole").WithSummary("Make a role")
            .WithDescription("Allows at most what you may do yourself in every application. Needs a sign-in of the last five minutes.")
            .Accepts<Request>("application/json").RequiresFields("name", "permissions").Produces<Envelope<RoleDto>>(StatusCodes.Status201Created)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceAlreadyExists, ErrorCode.ReauthRequired).Needs(Permission.UserManage);
        roles.MapPatch("/{id:long}", HandleChangeAsync)
            .WithName("changeRole").WithSummary("Change a role")
            .WithDescription("In force at once for everybody who has it. Those that come with the service only take needsSecondFactor. Whoever has a role cannot lift its second factor. Needs a sign-in of the last five minutes.")
            .TakesIfMatch()
            .Accepts<Request>("application/json").Produces<Envelope<RoleDto>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
            .Needs(Permission.UserManage);
        roles.MapDelete("/{id:long}", HandleDeleteAsync)
            .WithName("deleteRole").WithSummary("Delete a role").WithDescription("Only one that nobody has. Needs a sign-in of the last five minutes.")
            .Produces<Envelope<RoleDto>>()
            .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired).Needs(Permission.UserManage);
    }

    public static Outcome<IReadOnlyList<PermissionDto>> ListPermissions(SignedInOperator who) => who.LacksEverywhere(Permission.UserRead) is { } forbidden
        ? forbidden
        : Outcome.Of<IReadOnlyList<PermissionDto>>([.. Enum.GetValues<Permission>().Select(permission => new PermissionDto(permission))]);

    /// <summary>Built-in ones first, then by name.</summary>
    public async Task<Outcome<IReadOnlyList<RoleDto>>> ListAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        var roles = await db.Directory<Role>().AsNoTracking().OrderByDescending(role => role.IsBuiltIn).ThenBy(role => role.IsBuiltIn ? "" : role.Name).ThenBy(role => role.Id).ToListAsync(ct);
        return Outcome.Of<IReadOnlyList<RoleDto>>([.. roles.Select(RoleDto.From)]);
    }

    public async Task<Outcome<RoleDto>> ReadAsync(SignedInOperator who, Id<Role> id, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        return await db.Directory<Role>().AsNoTracking().SingleOrDefaultAsync(role => role.Id == id, ct) is { } role ? RoleDto.From(role) : Refusal.NotFound("role");
    }

    /// <param name="who">Needs user:manage everywhere, what the role allows, and a fresh sign-in.</param>
    /// <param name="fields">The fields of <see cref="Request"/>.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<RoleDto>> CreateAsync(SignedInOperator who, JsonElement fields, CancellationToken ct)
    {
        if (MayNotManage(who) is { } refusal) return refusal;

        var role = new Role { Id = await ids.NextAsync<Role>(ct), Name = "", Permissions = [], IsBuiltIn = false, CreatedAt = clock.GetUtcNow() };
        if (Apply(role, fields, isNew: true) is { } unreadable) return unreadable;
        if (MoreThanTheirs(who, role) is { } more) return more;

        db.Add(role);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.RoleCreate, AuditTarget.Role, role.Id.ToString()) { After = Facts(role) }, ct);
        return await db.TrySaveAsync(ct) ? RoleDto.From(role) : NameTaken(role.Name);
    }

    /// <param name="who">Needs user:manage everywhere, what the role allows and is to allow, and a fresh sign-in.</param>
    /// <param name="id">Which.</param>
    /// <param name="fields">The fields of <see cref="Request"/> that change.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<RoleDto>> ChangeAsync(SignedInOperator who, Id<Role> id, JsonElement fields, IfMatch read, CancellationToken ct)
    {
        if (MayNotManage(who) is { } refusal) return refusal;
        if (await db.Directory<Role>().SingleOrDefaultAsync(role => role.Id == id, ct) is not { } role) return Refusal.NotFound("role");

        var before = RoleDto.From(role);
        var mayNotSee = MoreThanTheirs(who, role);
        if (mayNotSee is null && !read.Allows(role.Version)) return await StaleAsync(before, fields, ct);
        if (Apply(role, fields, isNew: false) is { } unreadable) return unreadable;
        if (role.IsBuiltIn && (role.Name != before.Name || role.Description != before.Description || !role.Permissions.SequenceEqual(before.Permissions)))
            return new Refusal(ErrorCode.InvalidOperationState, "This role comes with the service: only needsSecondFactor can be changed. Nothing was changed; make a role of your own instead.");

        // Neither a role beyond one's own rights, nor one that is to become so.
        if ((mayNotSee ?? MoreThanTheirs(who, role)) is { } more) return more;

        if (before.NeedsSecondFactor && !role.NeedsSecondFactor && await HasAsync(who, role, ct)) return GuardsThemselves;

        role.Version++;
        await audit.RecordAsync(who.Actor, null, new(AuditAction.RoleChange, AuditTarget.Role, id.ToString()) { Before = Facts(before), After = Facts(role) }, ct);
        if (await db.TrySaveAsync(ct)) return RoleDto.From(role);
        if (await db.Directory<Role>().AnyAsync(other => other.Name == role.Name && other.Id != id, ct)) return NameTaken(role.Name);
        return read.IsSaid && await db.Directory<Role>().AsNoTracking().SingleOrDefaultAsync(other => other.Id == id, ct) is { } current
            ? await StaleAsync(RoleDto.From(current), fields, ct)
            : ChangedMeanwhile;
    }

    public async Task<Outcome<RoleDto>> DeleteAsync(SignedInOperator who, Id<Role> id, CancellationToken ct)
    {
        if (MayNotManage(who) is { } refusal) return refusal;
        if (await db.Directory<Role>().SingleOrDefaultAsync(role => role.Id == id, ct) is not { } role) return Refusal.NotFound("role");
        if (role.IsBuiltIn) return new Refusal(ErrorCode.InvalidOperationState, "This role comes with the service and stays.");
        if (MoreThanTheirs(who, role) is { } more) return more;

        // Who gives it to somebody counts its version up: of that and this, one does not save.
        db.Remove(role);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.RoleDelete, AuditTarget.Role, id.ToString()) { Before = Facts(role) }, ct);
        if (await db.Directory<RoleGrant>().AnyAsync(grant => grant.RoleId == id, ct) || !await db.TrySaveAsync(ct))
            return new Refusal(ErrorCode.InvalidOperationState, "Somebody has this role. Nothing was changed; take it from them first.");
        return RoleDto.From(role);
    }

    private Task<Refusal> StaleAsync(RoleDto current, JsonElement fields, CancellationToken ct) => stale.DescribeAsync(
        "role", null, (AuditTarget.Role, current.Id.ToString()), fields, JsonSerializer.SerializeToElement(current, OperatorsJson.Default.RoleDto), logged: null, ct);

    private static Refusal GuardsThemselves { get; } = new(
        ErrorCode.Forbidden, "You have this role: that it needs a second factor guards you too, and nobody takes that from themselves. Nothing was changed; somebody without the role has to do it.");

    private static Refusal ChangedMeanwhile => new(ErrorCode.InvalidOperationState, "Somebody else changed this role meanwhile. Nothing was changed; read it again and retry.");

    private Refusal? MayNotManage(SignedInOperator who) => who.LacksEverywhere(Permission.UserManage) ?? who.MustProveThemselves(clock.GetUtcNow());

    private async Task<bool> HasAsync(SignedInOperator who, Role role, CancellationToken ct) => role is { IsBuiltIn: true, Name: BuiltInRoles.SuperAdmin }
        ? who.SuperAdmin
        : await db.Directory<RoleGrant>().AnyAsync(grant => grant.OperatorId == who.Id && grant.RoleId == role.Id, ct);

    private static Refusal? MoreThanTheirs(SignedInOperator who, Role role)
    {
        var asked = role is { IsBuiltIn: true, Name: BuiltInRoles.SuperAdmin } ? new Rights(superAdmin: true, []) : new Rights(superAdmin: false, role.Permissions.Select(permission => (permission, (ApplicationId?)null)));
        return who.Rights.Cover(asked) ? null : new(ErrorCode.Forbidden, "This role allows more than you may do yourself in every application. Nothing was changed.");
    }

    private static Refusal NameTaken(string name) => new(ErrorCode.ResourceAlreadyExists, $"A role named '{name}' exists already; choose another name.");

    private static object Facts(Role role) => Facts(RoleDto.From(role));

    private static object Facts(RoleDto role) => new { role.Name, role.Description, permissions = role.Permissions.Select(PermissionNames.Of), role.NeedsSecondFactor };

    private static Refusal? Apply(Role role, JsonElement sent, bool isNew)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(sent, errors);
        if (isNew || fields.Has("name")) role.Name = fields.RequiredText("name", Role.MaxNameLength).Trim();
        if (fields.Has("description")) role.Description = fields.OptionalText("description", Role.MaxDescriptionLength);
        if (fields.Has("needsSecondFactor")) role.NeedsSecondFactor = fields.OptionalBoolean("needsSecondFactor") ?? false;
        if (isNew || fields.Has("permissions"))
        {
            var named = fields.OptionalTextList("permissions", PermissionNames.All.Count, 64) ?? [];
            if (named.Count == 0) errors.Add("permissions", "Names at least one permission.");
            var permissions = new SortedSet<Permission>();
            foreach (var (place, name) in named.Index())
            {
                if (PermissionNames.TryParse(name, out var known)) permissions.Add(known);
                else errors.Add($"permissions[{place}]", $"Must be one of {string.Join(", ", PermissionNames.All)}.");
            }

            role.Permissions = [.. permissions];
        }

        return errors.Refusal;
    }

    private static Reply HandlePermissions(SignedInOperator who, TimeProvider clock) => Reply.Ok(ListPermissions(who), OperatorsJson.Default.IReadOnlyListPermissionDto, clock);

    private static async Task<Reply> HandleListAsync(SignedInOperator who, OperatorRoles roles, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await roles.ListAsync(who, ct), OperatorsJson.Default.IReadOnlyListRoleDto, clock);

    private static async Task<Reply> HandleCreateAsync(JsonBody body, SignedInOperator who, OperatorRoles roles, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await roles.CreateAsync(who, body.Root, ct), OperatorsJson.Default.RoleDto, clock);

    private static async Task<Reply> HandleChangeAsync(Id<Role> id, JsonBody body, IfMatch read, SignedInOperator who, OperatorRoles roles, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await roles.ChangeAsync(who, id, body.Root, read, ct), OperatorsJson.Default.RoleDto, clock);

    private static async Task<Reply> HandleDeleteAsync(Id<Role> id, SignedInOperator who, OperatorRoles roles, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await roles.DeleteAsync(who, id, ct), OperatorsJson.Default.RoleDto, clock);
}
