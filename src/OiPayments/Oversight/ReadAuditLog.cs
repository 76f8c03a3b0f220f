using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Oversight;

/// <summary>Whether the audit log is what was written.</summary>
internal sealed record AuditVerdictDto(
    [property: Description("Whether every chain holds.")] bool Holds,
    [property: Description("One chain per application, and the service's own.")] IReadOnlyList<AuditChainDto> Chains);

/// <summary>One chain of seals.</summary>
internal sealed record AuditChainDto(
    [property: Description("Whose; null: the service's own.")] ApplicationId? ApplicationId,
    [property: Description("How many lines hold, from the first on.")] long Checked,
    [property: Description("What is wrong with the next one; null when all hold.")] string? Fault);

/// <summary>Somebody who may stand in the log.</summary>
internal sealed record AuditActor(long Id, string Name, string Email);

internal sealed record AuditActors(IReadOnlyList<AuditActor> Items);

/// <summary>Which lines are meant.</summary>
internal sealed record AuditFilter(
    ActorType? ActorType, long? ActorId, string? Action, string? TargetType, string? TargetId, ApplicationId? ApplicationId, DateTimeOffset? From, DateTimeOffset? To)
{
    public static AuditFilter Read(QueryFields query)
    {
        var (from, to) = query.Period();
        return new(
            query.Enum<ActorType>("actorType"), query.Number("actorId"), query.Text("action", AuditEntry.MaxActionLength), query.Text("targetType", 32),
            query.Text("targetId", AuditEntry.MaxTargetLength), query.Application("applicationId"), from, to);
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

/// <summary><c>GET /admin/audit-logs</c> and <c>GET /admin/audit-logs/verify</c>: who did what, and proof that nobody changed it since.</summary>
internal sealed class ReadAuditLog(OiPaymentsDb db, AuditChain chain)
{
    private const int MaxActors = 500;
    private const int LinesLookedAt = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        var log = api.MapGroup("/admin/audit-logs").WithTags("Audit").RequireOperator();
        log.MapGet("", HandleListAsync)
            .WithName("listAuditLog")
            .WithSummary("List the audit log")
            .WithDescription("Newest first, of the applications you may see; lines about operators and roles only for who may read the log everywhere. Strongly consistent.")
            .Query<ActorType>("actorType", "Only what this kind of somebody did.")
            .Query<long>("actorId", "Only what this operator did.")
            .Query<string>("action", $"Only this action: {string.Join(", ", Enum.GetValues<AuditAction>().Select(action => $"`{AuditCodes.Of(action)}`"))}.")
            .Query<string>("targetType", $"Only what was done to this kind of thing: {string.Join(", ", Enum.GetValues<AuditTarget>().Select(target => $"`{AuditCodes.Of(target)}`"))}.")
            .Query<string>("targetId", "Only what was done to this one.")
            .Query<ApplicationId>("applicationId", "Only what is about this application.")
            .WithinPeriod("what was done")
            .Produces<Envelope<IReadOnlyList<AuditEntryDto>>>()
            .Paged()
            .Refuses(ErrorCode.ValidationError)
            .Needs(Permission.AuditRead);
        log.MapGet("/verify", HandleVerifyAsync)
            .WithName("verifyAuditLog")
            .WithSummary("Verify the audit log")
            .WithDescription("Computes every seal of the log again. Reads all of it; `oi verify` does the same without a request to keep open.")
            .Produces<Envelope<AuditVerdictDto>>()
            .Needs(Permission.AuditRead);
    }

    public async Task<Outcome<Page<AuditEntryDto>>> ListAsync(SignedInOperator who, AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.AuditRead) is { } forbidden) return forbidden;
        var found = await db.PageAcrossAsync<AuditEntry>(db.OwnersFor(who, Permission.AuditRead, filter.ApplicationId), filter.Of, page, ct);
        var names = await AuditNames.ReadAsync(db, who, found.Items, ct);
        return found.Select(line => AuditEntryDto.From(line, names));
    }

    /// <summary>
    /// The people whose lines can be asked for: all of them for who may read the whole log, for others those who did something lately that
    /// they may see.
    /// </summary>
    public async Task<Outcome<AuditActors>> ListActorsAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.Lacks(Permission.AuditRead) is { } forbidden) return forbidden;
        var people = db.Directory<Operator>();
        if (!who.Rights.Of(Permission.AuditRead).IsEverywhere)
        {
            var lately = (await db.RecordsFor<AuditEntry>(who, Permission.AuditRead).Where(e => e.ActorId != null).OrderByDescending(e => e.CreatedAt).Take(LinesLookedAt)
                .Select(e => e.ActorId).ToListAsync(ct)).Distinct().Select(id => new Id<Operator>(id.GetValueOrDefault())).ToList();
            people = people.Where(o => lately.Contains(o.Id));
        }

        var found = await people.OrderBy(o => o.Name).ThenBy(o => o.Id).Take(MaxActors).Select(o => new { o.Id, o.Name, o.Email }).ToListAsync(ct);
        return new AuditActors(found.ConvertAll(o => new AuditActor(o.Id.Value, o.Name, o.Email)));
    }

    public async Task<Outcome<AuditVerdictDto>> VerifyAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.AuditRead) is { } forbidden) return forbidden;
        var chains = new List<AuditChainDto>();
        foreach (var application in await chain.ListAsync(ct))
        {
            var (count, fault) = await chain.VerifyAsync(application, ct);
            chains.Add(new(application == AuditEntry.OfTheService ? null : application, count, fault));
        }

        return new AuditVerdictDto(chains.TrueForAll(found => found.Fault is null), chains);
    }

    private static async Task<Reply> HandleListAsync(HttpRequest request, SignedInOperator who, ReadAuditLog read, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, filter) = (query.Page(), AuditFilter.Read(query));
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await read.ListAsync(who, filter, page, ct), OversightJson.Default.IReadOnlyListAuditEntryDto, clock);
    }

    private static async Task<Reply> HandleVerifyAsync(SignedInOperator who, ReadAuditLog read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.VerifyAsync(who, ct), OversightJson.Default.AuditVerdictDto, clock);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<ActorType>)])]
[JsonSerializable(typeof(IReadOnlyList<AuditEntryDto>))]
[JsonSerializable(typeof(AuditVerdictDto))]
internal sealed partial class OversightJson : JsonSerializerContext;
