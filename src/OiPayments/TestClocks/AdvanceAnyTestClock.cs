using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.TestClocks;

/// <summary><c>POST /admin/apps/{id}/test-clock/advance</c>.</summary>
internal sealed class AdvanceAnyTestClock(OiPaymentsDb db, TurnTestClock turn, AuditTrail audit)
{
    public static void Map(RouteGroupBuilder apps) => apps.MapPost("/{id:long}/test-clock/advance", HandleAsync)
        .WithName("advanceAnyTestClock")
        .WithSummary("Advance an application's test clock")
        .WithDescription("As `POST /test-clock/advance`, with a line in the audit log.")
        .Accepts<AdvanceRequest>("application/json")
        .Produces<Envelope<TestClockDto>>()
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.InvalidOperationState, ErrorCode.ServiceUnavailable, ErrorCode.ResourceNotFound,
            ErrorCode.Forbidden)
        .Needs(Permission.AppManage);

    /// <summary>Takes <see cref="Permission.AppManage"/>.</summary>
    public async Task<Outcome<TestClockDto>> RunAsync(
        SignedInOperator who, ApplicationId id, AdvanceRequest request, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out _)
            ? refusal
            : await turn.AdvanceAsync(
                id, request, (shown, target) => audit.RecordAsync(
                    who.Actor, id, new(AuditAction.TestClockAdvance, AuditTarget.Application, id.ToString())
                    {
                        Before = new { shows = shown.Now },
                        After = new { shows = target },
                    }, ct), ct);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Body<AdvanceRequest> body, SignedInOperator who, AdvanceAnyTestClock advance, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await advance.RunAsync(who, id.Value, body.Request, ct), TestClocksJson.Default.TestClockDto, clock);
}
