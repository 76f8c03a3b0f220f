using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OiPayments.Persistence;

namespace OiPayments.Access;

/// <summary>A named set of permissions. Five come with the service and stay as they are; more can be made.</summary>
internal sealed class Role : IDirectoryEntry
{
    public const int MaxNameLength = 60;
    public const int MaxDescriptionLength = 200;

    public required Id<Role> Id { get; init; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>Empty for Super Admin, whose rights are not listed.</summary>
    public required IReadOnlyList<Permission> Permissions { get; set; }

    /// <summary>Whether it came with the service, and cannot be changed.</summary>
    public required bool IsBuiltIn { get; init; }

    /// <summary>Whether who has it must sign in with a second factor.</summary>
    public bool NeedsSecondFactor { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Also counted up by changes of who is a Super Admin, so that two of them cannot each remove the last but one.</summary>
    public int Version { get; set; }
}

/// <summary>A role given to an operator, for one application or for all.</summary>
internal sealed class RoleGrant : IDirectoryEntry
{
    /// <summary>Stands for every application there is and will be.</summary>
    public static readonly ApplicationId Everywhere;

    public required Id<Operator> OperatorId { get; init; }
    public required Id<Role> RoleId { get; init; }

    /// <summary>For which application; <see cref="Everywhere"/> for all of them.</summary>
    public required ApplicationId ApplicationId { get; init; }
}

internal sealed class RoleTables : IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.Name).IsUnique();
        builder.Property(r => r.Name).HasMaxLength(Role.MaxNameLength);
        builder.Property(r => r.Description).HasMaxLength(Role.MaxDescriptionLength);
        builder.Property(r => r.Permissions).HasConversion<PermissionList, SamePermissions>();
        builder.Property(r => r.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("role_grants");
        builder.HasKey(g => new { g.OperatorId, g.RoleId, g.ApplicationId });
    }

    /// <summary>Names with spaces between them.</summary>
    internal sealed class PermissionList() : ValueConverter<IReadOnlyList<Permission>, string>(list => Write(list), text => Read(text))
    {
        internal static string Write(IReadOnlyList<Permission> list) => string.Join(' ', list.Select(PermissionNames.Of));

        // A permission that this version does not know any more is no permission.
        internal static IReadOnlyList<Permission> Read(string text) =>
            [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(name => PermissionNames.TryParse(name, out var known) ? known : (Permission?)null)
                .OfType<Permission>()];
    }

    internal sealed class SamePermissions()
        : ValueComparer<IReadOnlyList<Permission>>((a, b) => AreSame(a, b), list => HashOf(list), list => Copy(list))
    {
        internal static bool AreSame(IReadOnlyList<Permission>? a, IReadOnlyList<Permission>? b) =>
            a is null ? b is null : b is not null && a.SequenceEqual(b);

        internal static int HashOf(IReadOnlyList<Permission> list) => list.Aggregate(0, HashCode.Combine);

        internal static IReadOnlyList<Permission> Copy(IReadOnlyList<Permission> list) => [.. list];
    }
}

internal static class GrantedRights
{
    extension(OiPaymentsDb db)
    {
        /// <summary>What an operator may do at this moment.</summary>
        public async Task<Rights> RightsOfAsync(Operator person, CancellationToken ct)
        {
            if (person.SuperAdmin) return new(superAdmin: true, []);
            var grants = await db.Directory<RoleGrant>().Where(grant => grant.OperatorId == person.Id)
                .Join(
                    db.Directory<Role>(), grant => grant.RoleId, role => role.Id,
                    (grant, role) => new { grant.ApplicationId, role.Permissions }).ToListAsync(ct);
            return new(superAdmin: false, grants.SelectMany(grant => grant.Permissions.Select(permission =>
                (permission, grant.ApplicationId == RoleGrant.Everywhere ? (ApplicationId?)null : grant.ApplicationId))));
        }
    }
}
