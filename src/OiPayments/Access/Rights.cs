using System.Collections.Frozen;

namespace OiPayments.Access;

/// <summary>
/// Everything an operator may do: each permission with the applications it was granted for, or for all there are and will be. A
/// Super Admin may do everything everywhere.
/// </summary>
internal sealed class Rights
{
    public static readonly Rights None = new(superAdmin: false, []);

    private readonly FrozenDictionary<Permission, Reach> granted;

    /// <param name="superAdmin">Whether nothing is checked.</param>
    /// <param name="grants">Each permission of each role that was granted, and for which application; null for all of them.</param>
    public Rights(bool superAdmin, IEnumerable<(Permission Permission, ApplicationId? Application)> grants)
    {
        IsSuperAdmin = superAdmin;
        granted = superAdmin
            ? FrozenDictionary<Permission, Reach>.Empty
            : grants.GroupBy(grant => grant.Permission).ToFrozenDictionary(
                grant => grant.Key,
                grant => grant.Any(one => one.Application is null)
                    ? Reach.Everywhere
                    : Reach.Of(grant.Select(one => one.Application!.Value)));
    }

    public bool IsSuperAdmin { get; }

    /// <summary>What is allowed somewhere at least, in the order of the catalogue; empty for a Super Admin, who needs none.</summary>
    public IReadOnlyList<Permission> Permissions => [.. granted.Keys.Order()];

    /// <summary>For which applications.</summary>
    public Reach Of(Permission permission) => IsSuperAdmin ? Reach.Everywhere : granted.GetValueOrDefault(permission, Reach.Nowhere);

    /// <summary>Whether every right of <paramref name="other"/> is among these: nobody hands out more than they have.</summary>
    public bool Cover(Rights other) => IsSuperAdmin || (!other.IsSuperAdmin && other.granted.All(pair => Of(pair.Key).Covers(pair.Value)));
}

/// <summary>The applications that a permission was granted for.</summary>
internal sealed class Reach
{
    public static readonly Reach Everywhere = new(everywhere: true, []);
    public static readonly Reach Nowhere = new(everywhere: false, []);

    private Reach(bool everywhere, IEnumerable<ApplicationId> applications) =>
        (IsEverywhere, Applications) = (everywhere, applications.ToFrozenSet());

    public bool IsEverywhere { get; }

    public bool IsNowhere => !IsEverywhere && Applications.Count == 0;

    /// <summary>Those it was granted for by name; says nothing when it is for all.</summary>
    public FrozenSet<ApplicationId> Applications { get; }

    public static Reach Of(IEnumerable<ApplicationId> applications) => new(everywhere: false, applications);

    public bool Includes(ApplicationId application) => IsEverywhere || Applications.Contains(application);

    public bool Covers(Reach other) => IsEverywhere || (!other.IsEverywhere && other.Applications.IsSubsetOf(Applications));
}
