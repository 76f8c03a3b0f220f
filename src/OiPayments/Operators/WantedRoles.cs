using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>Roles as they are to be had, found and with their names.</summary>
internal sealed class WantedRoles(IReadOnlyList<(Role Role, ApplicationId? Application)> roles)
{
    public Rights Rights { get; } = new(
        roles.Any(wanted => RoleRules.IsSuperAdmin(wanted.Role)),
        roles.SelectMany(wanted => wanted.Role.Permissions.Select(permission => (permission, wanted.Application))));

    // Who may do everything needs no list.
    public IEnumerable<RoleGrant> Grants(Id<Operator> person) => Rights.IsSuperAdmin ? [] : roles.Select(wanted => new RoleGrant
    {
        OperatorId = person,
        RoleId = wanted.Role.Id,
        ApplicationId = wanted.Application ?? RoleGrant.Everywhere,
    });

    public IEnumerable<GrantDto> Describe() => roles.Where(wanted => !Rights.IsSuperAdmin || RoleRules.IsSuperAdmin(wanted.Role))
        .Select(wanted => new GrantDto(wanted.Role.Id, wanted.Role.Name, wanted.Application));
}

internal static class RolesToGrant
{
    extension(OiPaymentsDb db)
    {
        /// <summary>
        /// The roles as they are now, each counted up: whoever changes or deletes one at the same moment does not save, or we do not.
        /// </summary>
        /// <param name="wanted">Which.</param>
        /// <param name="name">What the request calls the list.</param>
        /// <param name="ct">Ends the reading.</param>
        public async Task<Outcome<WantedRoles>> TakeRolesAsync(IReadOnlyList<NewGrant> wanted, string name, CancellationToken ct)
        {
            List<NewGrant> asked = [.. wanted.Distinct()];
            var numbers = asked.Select(grant => grant.RoleId).Distinct().ToList();
            var roles = await db.Directory<Role>().Where(role => numbers.Contains(role.Id)).ToDictionaryAsync(role => role.Id, ct);
            var errors = new FieldErrors();
            foreach (var (place, (role, application)) in asked.Index())
            {
                if (!roles.TryGetValue(role, out var found)) errors.Add($"{name}[{place}].roleId", "There is no such role.");
                else if (RoleRules.IsSuperAdmin(found) && application is not null)
                    errors.Add($"{name}[{place}].applicationId", "A Super Admin is one everywhere; leave it out.");
            }

            foreach (var role in roles.Values) role.Version++;
            return errors.Refusal is { } refusal
                ? refusal
                : new WantedRoles([.. asked.Select(grant => (roles[grant.RoleId], grant.ApplicationId))]);
        }
    }
}
