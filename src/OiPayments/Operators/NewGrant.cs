using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Operators;

/// <summary>A role to have.</summary>
internal sealed record NewGrant(
    [property: Description("The number of the role.")] Id<Role> RoleId,
    [property: Description("For which application; null or left out: for all there are and will be.")] ApplicationId? ApplicationId)
{
    private const int Max = 100;

    /// <summary>The list of that name; null when there is none.</summary>
    public static IReadOnlyList<NewGrant>? ReadList(JsonFields fields, string name) =>
        fields.OptionalObjects(name, Max) is { } grants ? [.. grants.Select(grant => Read(grant.Fields))] : null;

    public static void Check(string name, IReadOnlyList<NewGrant>? grants, FieldErrors errors)
    {
        if (grants is null) errors.Add(name, "Is required; an empty list gives no role, and takes those there are.");
        else if (grants.Count > Max) errors.Add(name, $"Holds at most {Max} roles.");
    }

    private static NewGrant Read(JsonFields grant) => new(
        new(grant.RequiredWholeNumber("roleId", 1, long.MaxValue)),
        grant.OptionalWholeNumber("applicationId", 1, uint.MaxValue) is { } application ? new ApplicationId((uint)application) : null);
}
