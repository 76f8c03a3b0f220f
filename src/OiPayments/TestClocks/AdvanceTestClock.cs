using OiPayments.Api;
using OiPayments.Applications;

namespace OiPayments.TestClocks;

/// <summary><c>POST /test-clock/advance</c>.</summary>
internal sealed class AdvanceTestClock(TurnTestClock turn)
{
    public static void Map(RouteGroupBuilder clock) => clock.MapPost("/advance", HandleAsync)
        .WithName("advanceTestClock")
        .WithSummary("Advance the test clock")
        .WithDescription("""
            Moves the time of your application's TEST records forward. The answer comes when everything that is due until then has happened,
            in its order: payments expire, payments and refunds are followed up, invoices become overdue, mails are sent, webhooks are tried
            again, and the grace of rotated TEST keys ends. From then on the clock stands still until it is moved again. LIVE, and other
            applications, never notice. A move takes as long as its work: after 50 seconds the answer is SERVICE_UNAVAILABLE while the move
            goes on; send the same `to` again to wait for it.
            """)
        .Accepts<AdvanceRequest>("application/json")
        .Produces<Envelope<TestClockDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidOperationState, ErrorCode.ServiceUnavailable, ErrorCode.Forbidden);

    /// <summary>Refused with a LIVE key.</summary>
    public async Task<Outcome<TestClockDto>> RunAsync(CallingApplication caller, AdvanceRequest request, CancellationToken ct) =>
        caller.LacksClock() is { } refusal ? refusal : await turn.AdvanceAsync(caller.Id, request, alongside: null, ct);

    private static async Task<Reply> HandleAsync(
        Body<AdvanceRequest> body, CallingApplication caller, AdvanceTestClock advance, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await advance.RunAsync(caller, body.Request, ct), TestClocksJson.Default.TestClockDto, clock);
}
