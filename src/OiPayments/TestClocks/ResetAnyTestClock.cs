using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.TestClocks;

/// <summary><c>DELETE /admin/apps/{id}/test-clock</c>.</summary>
internal sealed class ResetAnyTestClock(OiPaymentsDb db, TurnTestClock turn, AuditTrail audit)
{
    public static void Map(RouteGroupBuilder apps) => apps.MapDelete("/{id:long}/test-clock", HandleAsync)
        .WithName("resetAnyTestClock")
        .WithSummary("Reset an application's test clock")
        .WithDescription("As `DELETE /test-clock`, with a line in the audit log.")
        .Produces<Envelope<TestClockDto>>()
        .Refuses(ErrorCode.InvalidOperationState, ErrorCode.ResourceNotFound, ErrorCode.Forbidden)
        .Needs(Permission.AppManage);

    /// <summary>Takes <see cref="Permission.AppManage"/>.</summary>
    public async Task<Outcome<TestClockDto>> RunAsync(SignedInOperator who, ApplicationId id, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out _)
            ? refusal
            : await turn.ResetAsync(
                id, shown => audit.RecordAsync(
                    who.Actor, id, new(AuditAction.TestClockReset, AuditTarget.Application, id.ToString())
                    {
                        Before = new { shows = shown.Now },
                    }, ct), ct);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, SignedInOperator who, ResetAnyTestClock reset, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await reset.RunAsync(who, id.Value, ct), TestClocksJson.Default.TestClockDto, clock);
}
