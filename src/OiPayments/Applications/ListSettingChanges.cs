using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/setting-changes</c>: changes of settings that were proposed.</summary>
internal sealed class ListSettingChanges(OiPaymentsDb db, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder changes) => changes.MapGet("", HandleAsync)
        .WithName("listSettingChanges")
        .WithSummary("List proposed changes")
        .WithDescription("Changes of settings that weaken a control and wait, or waited, for a second person, newest first. Strongly "
            + "consistent.")
        .Query<long>("applicationId", "Only of this application.")
        .Query<SettingChangeStatus>("status", "Only those that are so now.")
        .Produces<Envelope<IReadOnlyList<SettingChangeDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError)
        .Needs(Permission.AppRead);

    /// <param name="who">Needs app:read.</param>
    /// <param name="application">Only of this one; null for all in reach.</param>
    /// <param name="status">Only those that are so now; null for all.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<SettingChangeDto>>> RunAsync(
        SignedInOperator who, ApplicationId? application, SettingChangeStatus? status, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.AppRead) is { } forbidden) return forbidden;
        var (now, all) = (clock.GetUtcNow(), db.RecordsFor<SettingChange>(who, Permission.AppRead));
        if (application is { } one) all = all.Where(change => change.ApplicationId == one);
        all = status switch
        {
            null => all,
            SettingChangeStatus.Open => all.Where(change => change.Status == SettingChangeStatus.Open && change.ExpiresAt > now),
            SettingChangeStatus.Expired => all.Where(change => change.Status == SettingChangeStatus.Open && change.ExpiresAt <= now),
            { } ended => all.Where(change => change.Status == ended),
        };
        var found = await all.TakePageAsync(page, ct);
        var described = (await db.DescribeAsync(found.Items, now, ct)).ToDictionary(change => change.Id);
        return found.Select(change => described[change.Id]);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListSettingChanges list, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, status, application) = (query.Page(), query.Enum<SettingChangeStatus>("status"), query.Application("applicationId"));
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : Reply.Page(
                await list.RunAsync(who, application, status, page, ct), ApplicationsJson.Default.IReadOnlyListSettingChangeDto, clock);
    }
}
