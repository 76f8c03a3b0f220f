using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>DELETE /auth/sessions</c> ends all of one's own sessions but the one that asks.</summary>
internal sealed class EndOtherSessions(OiPaymentsDb db, Sessions sessions)
{
    public static void Map(RouteGroupBuilder auth) => auth.MapDelete("/sessions", HandleAsync)
        .WithName("endOtherSessions")
        .WithSummary("End all your other sessions")
        .WithDescription("Ends every session of yours except this one, at once and on every node. Returns the sessions that it ended.")
        .Produces<Envelope<IReadOnlyList<SessionDto>>>()
        .RequireOperator()
        .EvenBeforeEnrolment();

    /// <summary>Saves, and answers those that are over now.</summary>
    public async Task<Outcome<IReadOnlyList<SessionDto>>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        var others = await sessions.LivingOf(who.Id).Where(session => session.Id != who.SessionId).ToListAsync(ct);
        foreach (var session in others) await sessions.EndAsync(who, session, ct);
        await db.SaveAsync(ct);
        return Outcome.Of<IReadOnlyList<SessionDto>>([.. others.Select(session => SessionDto.From(session, who))]);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, EndOtherSessions end, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await end.RunAsync(who, ct), SigningInJson.Default.Sessions, clock);
}
