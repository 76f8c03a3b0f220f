using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Operators;

/// <summary>A permission of the catalogue.</summary>
internal sealed record PermissionDto([property: Description("As roles name it.")] Permission Name);

/// <summary><c>GET /admin/permissions</c>.</summary>
internal static class ListPermissions
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/admin/permissions", Handle)
        .WithTags("Users")
        .RequireOperator()
        .WithName("listPermissions")
        .WithSummary("List permissions")
        .WithDescription("Everything that a role can allow. Never changes while a version runs.")
        .Produces<Envelope<IReadOnlyList<PermissionDto>>>()
        .Needs(Permission.UserRead);

    private static Reply Handle(SignedInOperator who, TimeProvider clock)
    {
        if (who.LacksEverywhere(Permission.UserRead) is { } forbidden) return Reply.Refused(forbidden, clock);
        IReadOnlyList<PermissionDto> all = [.. Enum.GetValues<Permission>().Select(permission => new PermissionDto(permission))];
        return Reply.Ok(all, OperatorsJson.Default.IReadOnlyListPermissionDto, clock);
    }
}
