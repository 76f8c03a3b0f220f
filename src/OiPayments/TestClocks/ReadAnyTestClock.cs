using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.TestClocks;

/// <summary><c>GET /admin/apps/{id}/test-clock</c>.</summary>
internal sealed class ReadAnyTestClock(OiPaymentsDb db, TurnTestClock turn)
{
    public static void Map(RouteGroupBuilder apps) => apps.MapGet("/{id:long}/test-clock", HandleAsync)
        .WithName("readAnyTestClock")
        .WithSummary("Read an application's test clock")
        .WithDescription("What time the TEST records of the application go by. Strongly consistent.")
        .Produces<Envelope<TestClockDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.Forbidden)
        .Needs(Permission.AppRead);

    /// <summary>Takes <see cref="Permission.AppRead"/>.</summary>
    public async Task<Outcome<TestClockDto>> RunAsync(SignedInOperator who, ApplicationId id, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.AppRead, id, ct)).IsRefused(out var refusal, out _)
            ? refusal
            : await turn.ReadAsync(id, ct);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, SignedInOperator who, ReadAnyTestClock read, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, id.Value, ct), TestClocksJson.Default.TestClockDto, clock);
}
