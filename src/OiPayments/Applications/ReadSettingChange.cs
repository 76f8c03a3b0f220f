using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/setting-changes/{id}</c>.</summary>
internal sealed class ReadSettingChange(OiPaymentsDb db, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder changes) => changes.MapGet("/{id:long}", HandleAsync)
        .WithName("readSettingChange")
        .WithSummary("Read a proposed change")
        .WithDescription("Strongly consistent.")
        .Produces<Envelope<SettingChangeDto>>()
        .Refuses(ErrorCode.ResourceNotFound)
        .Needs(Permission.AppRead);

    /// <param name="who">Needs app:read for the application.</param>
    /// <param name="id">Which proposal.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<SettingChangeDto>> RunAsync(SignedInOperator who, Id<SettingChange> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.AppRead) is { } forbidden) return forbidden;
        return await db.RecordFor(who, Permission.AppRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } change
            ? await db.DescribeAsync(change, clock.GetUtcNow(), ct)
            : Refusal.NotFound("proposed change");
    }

    private static async Task<Reply> HandleAsync(
        Id<SettingChange> id, SignedInOperator who, ReadSettingChange read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, id, ct), ApplicationsJson.Default.SettingChangeDto, clock);
}
