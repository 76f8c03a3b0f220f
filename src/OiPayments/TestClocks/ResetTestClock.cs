using OiPayments.Api;
using OiPayments.Applications;

namespace OiPayments.TestClocks;

/// <summary><c>DELETE /test-clock</c>.</summary>
internal sealed class ResetTestClock(TurnTestClock turn)
{
    public static void Map(RouteGroupBuilder clock) => clock.MapDelete("", HandleAsync)
        .WithName("resetTestClock")
        .WithSummary("Reset the test clock")
        .WithDescription("""
            Back to real time. Records keep the times that they were given: what was to happen at an instant of the clock happens when real
            time comes there. Resetting a clock that was never moved changes nothing.
            """)
        .Produces<Envelope<TestClockDto>>()
        .Refuses(ErrorCode.InvalidOperationState, ErrorCode.Forbidden);

    /// <summary>Refused with a LIVE key.</summary>
    public async Task<Outcome<TestClockDto>> RunAsync(CallingApplication caller, CancellationToken ct) =>
        caller.LacksClock() is { } refusal ? refusal : await turn.ResetAsync(caller.Id, alongside: null, ct);

    private static async Task<Reply> HandleAsync(
        CallingApplication caller, ResetTestClock reset, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await reset.RunAsync(caller, ct), TestClocksJson.Default.TestClockDto, clock);
}
