using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Operators;

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
    public static RoleDto From(Role r) =>
        new(r.Id, r.Name, r.Description, r.Permissions, r.IsBuiltIn, r.NeedsSecondFactor, r.CreatedAt, r.Version);
}
