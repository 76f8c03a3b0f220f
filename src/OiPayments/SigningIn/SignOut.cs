using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/logout</c> ends the session that asks, at once and on every node.</summary>
internal sealed class SignOut(OiPaymentsDb db, Sessions sessions)
{
    public static void Map(RouteGroupBuilder auth) => auth.MapPost("/logout", HandleAsync)
        .WithName("signOut")
        .WithSummary("Sign out")
        .WithDescription("Ends the session at once, on every node.")
        .Produces<Envelope<SignedInOperatorDto>>()
        .RequireOperator()
        .EvenWithTemporaryPassword();

    /// <summary>Saves. One that ended meanwhile is what was asked for.</summary>
    public async Task RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (await sessions.LivingOf(who.Id).SingleOrDefaultAsync(session => session.Id == who.SessionId, ct) is not { } session) return;
        await sessions.EndAsync(who, session, ct);
        await db.SaveAsync(ct);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, SignOut signOut, TimeProvider clock, CancellationToken ct)
    {
        await signOut.RunAsync(who, ct);
        return Reply.Ok(SignedInOperatorDto.From(who), SigningInJson.Default.SignedInOperator, clock);
    }
}
