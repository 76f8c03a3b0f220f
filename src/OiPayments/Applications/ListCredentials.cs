using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/apps/{id}/credentials</c>.</summary>
internal sealed class ListCredentials(OiPaymentsDb db)
{
    private static readonly SortKey<Credential> ByIssue = SortKey.By<Credential, Credential>(c => c.CreatedAt, c => c.Id);

    public static void Map(RouteGroupBuilder apps) => apps.MapGet("/{id:long}/credentials", HandleAsync)
        .WithName("listCredentials")
        .WithSummary("List credentials")
        .WithDescription("Newest first, without secrets; `keyStart` tells which of them a developer holds. `lastUsedAt` is exact to the "
            + "minute. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<CredentialDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound)
        .Needs(Permission.AppRead);

    /// <param name="who">Needs app:read for the application.</param>
    /// <param name="id">Whose.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<CredentialDto>>> RunAsync(SignedInOperator who, ApplicationId id, PageRequest page, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppRead, id, ct)).IsRefused(out var refusal, out _)) return refusal;
        var found = await db.Directory<Credential>().Where(c => c.ApplicationId == id).TakePageAsync(ByIssue, page, ct);
        return found.With(await db.DescribeAsync(found.Items, ct));
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, HttpRequest request, SignedInOperator who, ListCredentials list, TimeProvider clock,
        CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var refusal, out var page)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await list.RunAsync(who, id.Value, page, ct), ApplicationsJson.Default.IReadOnlyListCredentialDto, clock);
}
