using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/apps</c>, <c>GET /admin/apps/{id}</c> and <c>GET /admin/apps/{id}/credentials</c>.</summary>
internal static class ReadApplications
{
    public static void Map(RouteGroupBuilder apps)
    {
        apps.MapGet("", ListAsync).WithName("listApplications").WithSummary("List applications").WithDescription("Newest first. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<ApplicationDto>>>().Paged().Refuses(ErrorCode.ValidationError);
        apps.MapGet("/{id:long}", ReadAsync).WithName("readApplication").WithSummary("Read an application").WithDescription("Strongly consistent.")
            .Produces<Envelope<ApplicationDto>>().Refuses(ErrorCode.ResourceNotFound);
        apps.MapGet("/{id:long}/credentials", ListCredentialsAsync).WithName("listCredentials").WithSummary("List credentials")
            .WithDescription("Newest first, without secrets. `lastUsedAt` is exact to the minute. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<CredentialDto>>>().Paged().Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
    }

    private static async Task<Reply> ListAsync(HttpRequest request, SignedInOperator who, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var page = new QueryFields(request.Query, errors).Page();
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var all = db.Directory<Application>().AsNoTracking();
        var rows = await (page.Ascending ? all.OrderBy(a => a.CreatedAt).ThenBy(a => a.Id) : all.OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id))
            .Skip(page.Number * page.Size).Take(page.Size).ToListAsync(ct);
        return Reply.Page(
            new Page<ApplicationDto>([.. rows.Select(ApplicationDto.From)], page, await all.CountAsync(ct), null),
            ApplicationsJson.Default.IReadOnlyListApplicationDto, clock);
    }

    private static async Task<Reply> ReadAsync(ApplicationIdFromRoute id, SignedInOperator who, OiPaymentsDb db, TimeProvider clock, CancellationToken ct) =>
        await db.Directory<Application>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id.Value, ct) is { } application
            ? Reply.Ok(ApplicationDto.From(application), ApplicationsJson.Default.ApplicationDto, clock)
            : Reply.Refused(Refusal.NotFound("application"), clock);

    private static async Task<Reply> ListCredentialsAsync(
        ApplicationIdFromRoute id, HttpRequest request, SignedInOperator who, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var page = new QueryFields(request.Query, errors).Page();
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);
        if (!await db.Directory<Application>().AnyAsync(a => a.Id == id.Value, ct)) return Reply.Refused(Refusal.NotFound("application"), clock);

        var all = db.Directory<Credential>().AsNoTracking().Where(c => c.ApplicationId == id.Value);
        var rows = await (page.Ascending ? all.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id) : all.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id))
            .Skip(page.Number * page.Size).Take(page.Size).ToListAsync(ct);
        return Reply.Page(
            new Page<CredentialDto>([.. rows.Select(CredentialDto.From)], page, await all.CountAsync(ct), null),
            ApplicationsJson.Default.IReadOnlyListCredentialDto, clock);
    }
}
