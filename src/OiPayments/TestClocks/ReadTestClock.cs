using OiPayments.Api;
using OiPayments.Applications;

namespace OiPayments.TestClocks;

/// <summary><c>GET /test-clock</c>.</summary>
internal sealed class ReadTestClock(TurnTestClock turn)
{
    public static void Map(RouteGroupBuilder clock) => clock.MapGet("", HandleAsync)
        .WithName("readTestClock")
        .WithSummary("Read the test clock")
        .WithDescription("""
            What time the TEST records of your application go by. Strongly consistent.
            """)
        .Produces<Envelope<TestClockDto>>()
        .Refuses(ErrorCode.Forbidden);

    /// <summary>Refused with a LIVE key.</summary>
    public async Task<Outcome<TestClockDto>> RunAsync(CallingApplication caller, CancellationToken ct) =>
        caller.LacksClock() is { } refusal ? refusal : await turn.ReadAsync(caller.Id, ct);

    private static async Task<Reply> HandleAsync(
        CallingApplication caller, ReadTestClock read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller, ct), TestClocksJson.Default.TestClockDto, clock);
}
