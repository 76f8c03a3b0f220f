using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Oversight;

/// <summary>Which lines are meant.</summary>
internal sealed record AuditFilter(
    ActorType? ActorType, long? ActorId, string? Action, string? TargetType, string? TargetId, ApplicationId? ApplicationId,
    DateTimeOffset? From, DateTimeOffset? To)
{
    public static AuditFilter Read(QueryFields query)
    {
        var (from, to) = query.Period();
        return new(
            query.Enum<ActorType>("actorType"), query.Number("actorId"), query.Text("action", AuditEntry.MaxActionLength),
            query.Text("targetType", 32), query.Text("targetId", AuditEntry.MaxTargetLength), query.Application("applicationId"), from, to);
    }

    public IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        if (ActorType is { } type) entries = entries.Where(e => e.ActorType == type);
        if (ActorId is { } actor) entries = entries.Where(e => e.ActorId == actor);
        if (Action is { } action) entries = entries.Where(e => e.Action == action);
        if (TargetType is { } targetType) entries = entries.Where(e => e.TargetType == targetType);
        if (TargetId is { } target) entries = entries.Where(e => e.TargetId == target);
        if (From is { } from) entries = entries.Where(e => e.CreatedAt >= from);
        if (To is { } to) entries = entries.Where(e => e.CreatedAt < to);
        return entries;
    }
}

/// <summary><c>GET /admin/audit-logs</c>: who did what.</summary>
internal sealed class ListAuditLog(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder log) => log.MapGet("", HandleAsync)
        .WithName("listAuditLog")
        .WithSummary("List the audit log")
        .WithDescription("Newest first, for the applications you may see. Entries about operators and roles are shown only to operators "
            + "who may read the log of every application. Strongly consistent.")
        .Query<ActorType>("actorType", "Only what this kind of somebody did.")
        .Query<long>("actorId", "Only what this operator did.")
        .Query<string>(
            "action",
            $"Only this action: {string.Join(", ", Enum.GetValues<AuditAction>().Select(action => $"`{AuditCodes.Of(action)}`"))}.")
        .Query<string>(
            "targetType",
            "Only what was done to this kind of thing: "
                + $"{string.Join(", ", Enum.GetValues<AuditTarget>().Select(target => $"`{AuditCodes.Of(target)}`"))}.")
        .Query<string>("targetId", "Only what was done to this one.")
        .Query<long>("applicationId", "Only what is about this application; 0 for what is about none.")
        .WithinPeriod("what was done")
        .Produces<Envelope<IReadOnlyList<AuditEntryDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError)
        .Needs(Permission.AuditRead);

    /// <param name="who">Needs audit:read; sees the lines of the applications that it was granted for.</param>
    /// <param name="filter">Which lines.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<AuditEntryDto>>> RunAsync(
        SignedInOperator who, AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.AuditRead) is { } forbidden) return forbidden;
        var found = await db.PageAcrossAsync<AuditEntry>(
            db.OwnersFor(who, Permission.AuditRead, filter.ApplicationId), filter.Of, page, ct);
        var names = await AuditNames.ReadAsync(db, who, found.Items, ct);
        return found.Select(line => AuditEntryDto.From(line, names));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListAuditLog list, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, filter) = (query.Page(), AuditFilter.Read(query));
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await list.RunAsync(who, filter, page, ct), OversightJson.Default.IReadOnlyListAuditEntryDto, clock);
    }
}
