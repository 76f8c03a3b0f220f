using OiPayments.Access;

namespace OiPayments.Operators;

/// <summary>
/// What making, changing and deleting a role have in common. Nobody makes a role that allows more than they may do themselves, in every
/// application: they would only have to give it to a friend.
/// </summary>
internal static class RoleRules
{
    public static Refusal? MoreThanTheirs(SignedInOperator who, Role role)
    {
        var asked = IsSuperAdmin(role)
            ? new Rights(superAdmin: true, [])
            : new Rights(superAdmin: false, role.Permissions.Select(permission => (permission, (ApplicationId?)null)));
        return who.Rights.Cover(asked)
            ? null
            : new(ErrorCode.Forbidden, "This role allows more than you may do yourself in every application. Nothing was changed.");
    }

    public static bool IsSuperAdmin(Role role) => role is { IsBuiltIn: true, Name: BuiltInRoles.SuperAdmin };

    public static Refusal NameTaken(string name) =>
        new(ErrorCode.ResourceAlreadyExists, $"A role named '{name}' exists already; choose another name.");

    /// <summary>What the audit log says of a role.</summary>
    public static object Facts(RoleDto role) =>
        new { role.Name, role.Description, permissions = role.Permissions.Select(PermissionNames.Of), role.NeedsSecondFactor };
}
