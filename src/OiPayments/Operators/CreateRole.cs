using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary><c>POST /admin/roles</c> makes a role.</summary>
internal sealed class CreateRole(OiPaymentsDb db, IIdSource ids, AuditTrail audit, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder roles) => roles.MapPost("", HandleAsync)
        .WithName("createRole")
        .WithSummary("Create a role")
        .WithDescription("A role can allow only what you may do yourself in every application. Needs a sign-in of the last five minutes.")
        .Accepts<RoleSettings>("application/json")
        .RequiresFields("name", "permissions")
        .Produces<Envelope<RoleDto>>(StatusCodes.Status201Created)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceAlreadyExists, ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, what the role allows, and a fresh sign-in.</param>
    /// <param name="settings">The role; its name and permissions are needed.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<RoleDto>> RunAsync(SignedInOperator who, RoleSettings settings, CancellationToken ct)
    {
        if (who.MayNotManageOperators(clock.GetUtcNow()) is { } refusal) return refusal;

        // Left out is as bad as null.
        var complete = settings with { Name = settings.Name.Or(null), Permissions = Sent.Of(settings.Permissions.Or(null)) };
        if (FieldErrors.In(complete) is { } wrong) return wrong;

        var role = new Role
        {
            Id = await ids.NextAsync<Role>(ct),
            Name = "",
            Permissions = [],
            IsBuiltIn = false,
            CreatedAt = clock.GetUtcNow()
        };
        complete.ApplyTo(role);
        if (RoleRules.MoreThanTheirs(who, role) is { } more) return more;

        db.Add(role);
        var made = RoleDto.From(role);
        await audit.RecordAsync(
            who.Actor, null, new(AuditAction.RoleCreate, AuditTarget.Role, role.Id.ToString()) { After = RoleRules.Facts(made) }, ct);
        return await db.TrySaveAsync(ct) ? made : RoleRules.NameTaken(role.Name);
    }

    private static async Task<Reply> HandleAsync(
        Body<RoleSettings> body, SignedInOperator who, CreateRole create, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await create.RunAsync(who, body.Request, ct), OperatorsJson.Default.RoleDto, clock);
}
