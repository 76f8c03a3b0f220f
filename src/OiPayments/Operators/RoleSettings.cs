using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Operators;

/// <summary>The body of <c>POST /admin/roles</c> and <c>PATCH /admin/roles/{id}</c>.</summary>
internal sealed record RoleSettings : IRequest<RoleSettings>
{
    private const int MaxPermissionLength = 64;

    [Description("Unique, at most 60 characters.")]
    public Sent<string?> Name { get; init; }

    [Description("What it is for, at most 200 characters.")]
    public Sent<string?> Description { get; init; }

    [Description("What it allows, as GET /admin/permissions names them; at least one.")]
    public Sent<IReadOnlyList<Permission>?> Permissions { get; init; }

    [Description("Whether who has it must sign in with a second factor; false when left out at first.")]
    public Sent<bool?> NeedsSecondFactor { get; init; }

    public static RoleSettings Read(JsonFields fields, FieldErrors errors) => new()
    {
        Name = fields.IfSent("name", fields.OptionalText),
        Description = fields.IfSent("description", fields.OptionalText),
        Permissions = fields.IfSent<IReadOnlyList<Permission>?>("permissions", name => ReadPermissions(fields, name, errors)),
        NeedsSecondFactor = fields.IfSent("needsSecondFactor", fields.OptionalBoolean),
    };

    public void Check(FieldErrors errors)
    {
        if (Name.Has(out var name)) errors.CheckFilled("name", name, Role.MaxNameLength);
        errors.CheckText("description", Description.Or(null), Role.MaxDescriptionLength);
        if (Permissions.Has(out var permissions) && permissions is not { Count: > 0 })
            errors.Add("permissions", "Names at least one permission.");
    }

    /// <summary>Writes what was sent onto the role.</summary>
    public void ApplyTo(Role role)
    {
        if (Name.Has(out var name) && name is not null) role.Name = name.Trim();
        if (Description.Has(out var description)) role.Description = description;
        if (NeedsSecondFactor.Has(out var needs)) role.NeedsSecondFactor = needs ?? false;
        if (Permissions.Has(out var permissions) && permissions is not null) role.Permissions = [.. permissions.Distinct().Order()];
    }

    private static List<Permission>? ReadPermissions(JsonFields fields, string name, FieldErrors errors)
    {
        if (fields.OptionalTextList(name, PermissionNames.All.Count, MaxPermissionLength) is not { } named) return null;
        var permissions = new List<Permission>(named.Count);
        foreach (var (place, text) in named.Index())
        {
            if (!PermissionNames.TryParse(text, out var known))
                errors.Add($"{name}[{place}]", $"Must be one of {string.Join(", ", PermissionNames.All)}.");
            permissions.Add(known);
        }

        return permissions;
    }
}
