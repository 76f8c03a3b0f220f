using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>GET /auth/sessions</c>: one's own sessions that are not over, the latest first.</summary>
internal sealed class ListSessions(OiPaymentsDb db, Sessions sessions, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder auth) => auth.MapGet("/sessions", HandleAsync)
        .WithName("listSessions")
        .WithSummary("List your sessions")
        .WithDescription("Your sessions that have not ended, latest first. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<SessionDto>>>()
        .RequireOperator()
        .EvenBeforeEnrolment();

    public async Task<Outcome<IReadOnlyList<SessionDto>>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        var stamp = await db.Directory<Operator>()
            .Where(person => person.Id == who.Id)
            .Select(person => person.SecurityStamp)
            .SingleAsync(ct);
        var (now, all) = (clock.GetUtcNow(), await sessions.LivingOf(who.Id).AsNoTracking().ToListAsync(ct));
        return Outcome.Of<IReadOnlyList<SessionDto>>(
            [.. all.Where(session => !session.IsOver(stamp, now))
                .OrderByDescending(session => session.Id.Value)
                .Select(session => SessionDto.From(session, who))]);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, ListSessions list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(who, ct), SigningInJson.Default.Sessions, clock);
}
