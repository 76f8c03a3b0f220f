using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/apps</c>.</summary>
internal sealed class ListApplications(OiPaymentsDb db)
{
    private static readonly SortKey<Application> ByRegistration = SortKey.By<Application, ApplicationId>(
        a => a.CreatedAt, a => a.Id, number => new((uint)Math.Clamp(number, 0, uint.MaxValue)), id => id.Value);

    public static void Map(RouteGroupBuilder apps) => apps.MapGet("", HandleAsync)
        .WithName("listApplications")
        .WithSummary("List applications")
        .WithDescription("Newest first. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<ApplicationDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError)
        .Needs(Permission.AppRead);

    /// <param name="who">Needs app:read; sees the applications that it was granted for.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<ApplicationDto>>> RunAsync(SignedInOperator who, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.AppRead) is { } forbidden) return forbidden;
        var found = await db.ApplicationsFor(who, Permission.AppRead).TakePageAsync(ByRegistration, page, ct);
        var shown = found.Items.Select(a => a.Id).ToList();
        var overrides = (await db.RecordsFor<GatewayOverride>(who, Permission.AppRead)
            .AsNoTracking()
            .Where(o => o.EndedAt == null && shown.Contains(o.ApplicationId))
            .OrderBy(o => o.Id).ToListAsync(ct)).ToLookup(o => o.ApplicationId);
        var limits = (await db.RecordsFor<CurrencyLimits>(who, Permission.AppRead)
            .AsNoTracking()
            .Where(l => shown.Contains(l.ApplicationId))
            .OrderBy(l => l.Currency).ToListAsync(ct)).ToLookup(l => l.ApplicationId);
        return found.Select(a => ApplicationDto.From(a, overrides[a.Id], limits[a.Id]));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListApplications list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var refusal, out var page)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await list.RunAsync(who, page, ct), ApplicationsJson.Default.IReadOnlyListApplicationDto, clock);
}
