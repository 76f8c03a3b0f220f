using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary><c>GET /admin/roles</c>: built-in roles first, then by name.</summary>
internal sealed class ListRoles(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder roles) => roles.MapGet("", HandleAsync)
        .WithName("listRoles")
        .WithSummary("List roles")
        .WithDescription("The five built-in roles and your own. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<RoleDto>>>()
        .Needs(Permission.UserRead);

    /// <param name="who">Needs user:read everywhere.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<IReadOnlyList<RoleDto>>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        var roles = await db.Directory<Role>()
            .AsNoTracking()
            .OrderByDescending(role => role.IsBuiltIn)
            .ThenBy(role => role.IsBuiltIn ? "" : role.Name)
            .ThenBy(role => role.Id)
            .ToListAsync(ct);
        return Outcome.Of<IReadOnlyList<RoleDto>>([.. roles.Select(RoleDto.From)]);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, ListRoles list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(who, ct), OperatorsJson.Default.IReadOnlyListRoleDto, clock);
}
