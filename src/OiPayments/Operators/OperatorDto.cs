using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>A role that an operator has.</summary>
internal sealed record GrantDto(
    [property: Description("The number of the role.")] Id<Role> RoleId,
    [property: Description("The role's name.")] string RoleName,
    [property: Description("For which application; null: for all there are and will be.")] ApplicationId? ApplicationId);

/// <summary>An operator, as those see who look after operators.</summary>
internal sealed record OperatorDto(
    [property: Description("The number of the operator.")] Id<Operator> Id,
    [property: Description("What they sign in with.")] string Email,
    [property: Description("The name that colleagues know them by.")] string Name,
    [property: Description("Whether they may do everything.")] bool SuperAdmin,
    [property: Description("Whether they can sign in.")] bool Enabled,
    [property: Description("The roles they have; for a Super Admin that one.")] IReadOnlyList<GrantDto> Roles,
    [property: Description("When the account was made, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("Counts the account's changes; as ETag too. If-Match takes it.")] int Version) : IVersioned;

internal static class DescribedOperators
{
    extension(OiPaymentsDb db)
    {
        /// <summary>The operator, with the roles they have.</summary>
        public async Task<OperatorDto> DescribeAsync(Operator person, CancellationToken ct) => (await db.DescribeAsync([person], ct))[0];

        /// <inheritdoc cref="DescribeAsync(OiPaymentsDb, Operator, CancellationToken)"/>
        public async Task<IReadOnlyList<OperatorDto>> DescribeAsync(IReadOnlyList<Operator> people, CancellationToken ct)
        {
            var numbers = people.Select(person => person.Id).ToList();
            var grants = (await db.Directory<RoleGrant>().AsNoTracking().Where(grant => numbers.Contains(grant.OperatorId))
                .Join(
                    db.Directory<Role>(), grant => grant.RoleId, role => role.Id,
                    (grant, role) => new { grant.OperatorId, grant.ApplicationId, role.Id, role.Name }).ToListAsync(ct))
                .ToLookup(grant => grant.OperatorId);
            var everything = people.Any(person => person.SuperAdmin)
                ? await db.Directory<Role>().AsNoTracking().SingleAsync(role => role.IsBuiltIn && role.Name == BuiltInRoles.SuperAdmin, ct)
                : null;
            return
            [
                .. people.Select(person => new OperatorDto(
                    person.Id, person.Email, person.Name, person.SuperAdmin, person.Enabled,
                    person.SuperAdmin
                        ? [new(everything!.Id, everything.Name, null)]
                        : [.. grants[person.Id].OrderBy(grant => grant.Name, StringComparer.Ordinal)
                            .ThenBy(grant => grant.ApplicationId.Value)
                            .Select(grant => new GrantDto(
                                grant.Id, grant.Name, grant.ApplicationId == RoleGrant.Everywhere ? null : grant.ApplicationId))],
                    person.CreatedAt, person.Version)),
            ];
        }
    }
}
