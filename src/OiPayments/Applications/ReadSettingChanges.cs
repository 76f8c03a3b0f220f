using System.Globalization;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/setting-changes</c> and <c>GET /admin/setting-changes/{id}</c>: changes of settings that were proposed.</summary>
internal sealed class ReadSettingChanges(OiPaymentsDb db, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder changes)
    {
        changes.MapGet("", HandleListAsync).WithName("listSettingChanges").WithSummary("List proposed changes")
            .WithDescription("Changes of settings that weaken a control and were kept for a second person, newest first. Strongly consistent.")
            .Query<long>("applicationId", "Only of this application.").Query<SettingChangeStatus>("status", "Only those that are so now.")
            .Produces<Envelope<IReadOnlyList<SettingChangeDto>>>().Paged().Refuses(ErrorCode.ValidationError).Needs(Permission.AppRead);
        changes.MapGet("/{id:long}", HandleReadAsync).WithName("readSettingChange").WithSummary("Read a proposed change").WithDescription("Strongly consistent.")
            .Produces<Envelope<SettingChangeDto>>().Refuses(ErrorCode.ResourceNotFound).Needs(Permission.AppRead);
    }

    /// <param name="who">Needs app:read.</param>
    /// <param name="application">Only of this one; null for all in reach.</param>
    /// <param name="status">Only those that are so now; null for all.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<SettingChangeDto>>> ListAsync(
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
        var described = (await DescribeAsync(found.Items, ct)).ToDictionary(change => change.Id);
        return found.Select(change => described[change.Id]);
    }

    public async Task<Outcome<SettingChangeDto>> ReadAsync(SignedInOperator who, Id<SettingChange> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.AppRead) is { } forbidden) return forbidden;
        return await db.RecordFor(who, Permission.AppRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } change ? await DescribeAsync(change, ct) : Refusal.NotFound("proposed change");
    }

    public async Task<SettingChangeDto> DescribeAsync(SettingChange change, CancellationToken ct) => (await DescribeAsync([change], ct))[0];

    private async Task<IReadOnlyList<SettingChangeDto>> DescribeAsync(IReadOnlyList<SettingChange> changes, CancellationToken ct)
    {
        var (now, shown) = (clock.GetUtcNow(), changes.Select(change => change.ApplicationId).Distinct().ToList());
        var applications = await db.Directory<Application>().Where(a => shown.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        var people = changes.SelectMany(change => new[] { change.ProposedBy, change.DecidedBy }).OfType<string>().Select(NumberOf).Distinct().ToList();
        var names = await db.Directory<Operator>().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        return
        [
            .. changes.Select(change => new SettingChangeDto(
                change.Id, change.ApplicationId, applications.GetValueOrDefault(change.ApplicationId, ""), change.StatusAt(now),
                Parse(change.Before), Parse(change.After), change.Weakens.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                change.ProposedBy, Name(change.ProposedBy) ?? change.ProposedBy, change.DecidedBy, Name(change.DecidedBy), change.DecidedAt, change.ExpiresAt, change.CreatedAt)),
        ];

        string? Name(string? who) => who is null ? null : names.GetValueOrDefault(NumberOf(who));

        static JsonElement Parse(string json) => JsonElement.Parse(json);

        static Id<Operator> NumberOf(string who) => new(long.Parse(who["operator:".Length..], CultureInfo.InvariantCulture));
    }

    private static async Task<Reply> HandleListAsync(HttpRequest request, SignedInOperator who, ReadSettingChanges read, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, status, application) = (query.Page(), query.Enum<SettingChangeStatus>("status"), query.Application("applicationId"));
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await read.ListAsync(who, application, status, page, ct), ApplicationsJson.Default.IReadOnlyListSettingChangeDto, clock);
    }

    private static async Task<Reply> HandleReadAsync(Id<SettingChange> id, SignedInOperator who, ReadSettingChanges read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.ReadAsync(who, id, ct), ApplicationsJson.Default.SettingChangeDto, clock);
}
