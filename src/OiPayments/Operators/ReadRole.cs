using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>One role, for the page that changes it; programs list them.</summary>
internal sealed class ReadRole(OiPaymentsDb db)
{
    /// <param name="who">Needs user:read everywhere.</param>
    /// <param name="id">Which.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<RoleDto>> RunAsync(SignedInOperator who, Id<Role> id, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return forbidden;
        return await db.Directory<Role>().AsNoTracking().SingleOrDefaultAsync(role => role.Id == id, ct) is { } role
            ? RoleDto.From(role)
            : Refusal.NotFound("role");
    }
}
