using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>DELETE /auth/sessions/{sessionId}</c> ends one of one's own sessions, this one or another.</summary>
internal sealed class EndSession(OiPaymentsDb db, Sessions sessions)
{
    public static void Map(RouteGroupBuilder auth) => auth.MapDelete("/sessions/{sessionId:long}", HandleAsync)
        .WithName("endSession")
        .WithSummary("End one of your sessions")
        .WithDescription("Ends it at once, on every node. Ending the session you are using signs you out.")
        .Produces<Envelope<SessionDto>>()
        .RequireOperator()
        .EvenBeforeEnrolment()
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>Saves.</summary>
    public async Task<Outcome<SessionDto>> RunAsync(SignedInOperator who, Id<OperatorSession> id, CancellationToken ct)
    {
        if (await sessions.LivingOf(who.Id).SingleOrDefaultAsync(session => session.Id == id, ct) is not { } session)
            return Refusal.NotFound("session");

        await sessions.EndAsync(who, session, ct);
        await db.SaveAsync(ct);
        return SessionDto.From(session, who);
    }

    private static async Task<Reply> HandleAsync(
        long sessionId, SignedInOperator who, EndSession end, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await end.RunAsync(who, new(sessionId), ct), SigningInJson.Default.OneSession, clock);
}
