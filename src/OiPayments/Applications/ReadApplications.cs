using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/apps</c>, <c>GET /admin/apps/{id}</c> and <c>GET /admin/apps/{id}/credentials</c>.</summary>
internal sealed class ReadApplications(OiPaymentsDb db)
{
    private static readonly SortKey<Application> ByRegistration = SortKey.By<Application, ApplicationId>(
        a => a.CreatedAt, a => a.Id, number => new((uint)Math.Clamp(number, 0, uint.MaxValue)), id => id.Value);

    private static readonly SortKey<Credential> ByIssue = SortKey.By<Credential, Credential>(c => c.CreatedAt, c => c.Id);

    public static void Map(RouteGroupBuilder apps)
    {
        apps.MapGet("", HandleListAsync).WithName("listApplications").WithSummary("List applications").WithDescription("Newest first. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<ApplicationDto>>>().Paged().Refuses(ErrorCode.ValidationError).Needs(Permission.AppRead);
        apps.MapGet("/{id:long}", HandleReadAsync).WithName("readApplication").WithSummary("Read an application").WithDescription("Strongly consistent.")
            .Produces<Envelope<ApplicationDto>>().Refuses(ErrorCode.ResourceNotFound).Needs(Permission.AppRead);
        apps.MapGet("/{id:long}/credentials", HandleListCredentialsAsync).WithName("listCredentials").WithSummary("List credentials")
            .WithDescription("Newest first, without secrets; `keyStart` tells which of them a developer holds. `lastUsedAt` is exact to the minute. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<CredentialDto>>>().Paged().Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound).Needs(Permission.AppRead);
    }

    public async Task<Outcome<Page<ApplicationDto>>> ListAsync(SignedInOperator who, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.AppRead) is { } forbidden) return forbidden;
        var found = await db.ApplicationsFor(who, Permission.AppRead).TakePageAsync(ByRegistration, page, ct);
        var shown = found.Items.Select(a => a.Id).ToList();
        var overrides = (await db.RecordsFor<GatewayOverride>(who, Permission.AppRead).AsNoTracking().Where(o => o.EndedAt == null && shown.Contains(o.ApplicationId))
            .OrderBy(o => o.Id).ToListAsync(ct)).ToLookup(o => o.ApplicationId);
        var limits = (await db.RecordsFor<CurrencyLimits>(who, Permission.AppRead).AsNoTracking().Where(l => shown.Contains(l.ApplicationId))
            .OrderBy(l => l.Currency).ToListAsync(ct)).ToLookup(l => l.ApplicationId);
        return found.Select(a => ApplicationDto.From(a, overrides[a.Id], limits[a.Id]));
    }

    public async Task<Outcome<ApplicationDto>> ReadAsync(SignedInOperator who, ApplicationId id, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.AppRead, id, ct)).IsRefused(out var refusal, out var application) ? refusal : await db.DescribeAsync(application, ct);

    public async Task<Outcome<Page<CredentialDto>>> ListCredentialsAsync(SignedInOperator who, ApplicationId id, PageRequest page, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppRead, id, ct)).IsRefused(out var refusal, out _)) return refusal;
        var found = await db.Directory<Credential>().Where(c => c.ApplicationId == id).TakePageAsync(ByIssue, page, ct);
        return found.With(await db.DescribeAsync(found.Items, ct));
    }

    public async Task<Outcome<CredentialDto>> ReadCredentialAsync(SignedInOperator who, ApplicationId id, Id<Credential> credentialId, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppRead, id, ct)).IsRefused(out var refusal, out _)) return refusal;
        return await db.FindCredentialAsync(id, credentialId, ct) is { } credential ? await db.DescribeAsync(credential, ct) : Refusal.NotFound("credential");
    }

    private static async Task<Reply> HandleListAsync(HttpRequest request, SignedInOperator who, ReadApplications read, TimeProvider clock, CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var refusal, out var page)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await read.ListAsync(who, page, ct), ApplicationsJson.Default.IReadOnlyListApplicationDto, clock);

    private static async Task<Reply> HandleReadAsync(ApplicationIdFromRoute id, SignedInOperator who, ReadApplications read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.ReadAsync(who, id.Value, ct), ApplicationsJson.Default.ApplicationDto, clock);

    private static async Task<Reply> HandleListCredentialsAsync(
        ApplicationIdFromRoute id, HttpRequest request, SignedInOperator who, ReadApplications read, TimeProvider clock, CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var refusal, out var page)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await read.ListCredentialsAsync(who, id.Value, page, ct), ApplicationsJson.Default.IReadOnlyListCredentialDto, clock);
}

internal static class DescribedCredentials
{
    extension(OiPaymentsDb db)
    {
        public Task<Credential?> FindCredentialAsync(ApplicationId applicationId, Id<Credential> id, CancellationToken ct) =>
            db.Directory<Credential>().SingleOrDefaultAsync(c => c.ApplicationId == applicationId && c.Id == id, ct);

        /// <summary>The credential, with the name of who issued it.</summary>
        public async Task<CredentialDto> DescribeAsync(Credential credential, CancellationToken ct) => (await db.DescribeAsync([credential], ct))[0];

        /// <inheritdoc cref="DescribeAsync(OiPaymentsDb, Credential, CancellationToken)"/>
        public async Task<IReadOnlyList<CredentialDto>> DescribeAsync(IReadOnlyList<Credential> credentials, CancellationToken ct)
        {
            var issuers = credentials.Select(c => c.CreatedBy).OfType<Id<Operator>>().Distinct().ToList();
            var names = issuers.Count == 0
                ? []
                : await db.Directory<Operator>().AsNoTracking().Where(o => issuers.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
            return [.. credentials.Select(c => CredentialDto.From(c, c.CreatedBy is { } issuer ? names.GetValueOrDefault(issuer) : null))];
        }
    }
}
