using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.Applications;

internal static class DescribedCredentials
{
    extension(OiPaymentsDb db)
    {
        public Task<Credential?> FindCredentialAsync(ApplicationId applicationId, Id<Credential> id, CancellationToken ct) =>
            db.Directory<Credential>().SingleOrDefaultAsync(c => c.ApplicationId == applicationId && c.Id == id, ct);

        /// <summary>The credential, with the name of who issued it.</summary>
        public async Task<CredentialDto> DescribeAsync(Credential credential, CancellationToken ct) =>
            (await db.DescribeAsync([credential], ct))[0];

        /// <inheritdoc cref="DescribeAsync(OiPaymentsDb, Credential, CancellationToken)"/>
        public async Task<IReadOnlyList<CredentialDto>> DescribeAsync(IReadOnlyList<Credential> credentials, CancellationToken ct)
        {
            var issuers = credentials.Select(c => c.CreatedBy).OfType<Id<Operator>>().Distinct().ToList();
            var names = issuers.Count == 0
                ? []
                : await db.Directory<Operator>()
                    .AsNoTracking()
                    .Where(o => issuers.Contains(o.Id))
                    .ToDictionaryAsync(o => o.Id, o => o.Name, ct);
            return [.. credentials.Select(c => CredentialDto.From(c, c.CreatedBy is { } issuer ? names.GetValueOrDefault(issuer) : null))];
        }
    }
}
