using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>GET /auth/passkeys</c>: one's own passkeys, the oldest first.</summary>
internal sealed class ListPasskeys(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder own) => own.MapGet("/passkeys", HandleAsync)
        .WithName("listPasskeys")
        .WithSummary("List your passkeys")
        .WithDescription("Oldest first. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<PasskeyDto>>>();

    public async Task<Outcome<IReadOnlyList<PasskeyDto>>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        var own = await db.Directory<Passkey>().AsNoTracking().Where(passkey => passkey.OperatorId == who.Id).ToListAsync(ct);
        return Outcome.Of<IReadOnlyList<PasskeyDto>>([.. own.OrderBy(passkey => passkey.Id.Value).Select(PasskeyDto.From)]);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, ListPasskeys list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(who, ct), SigningInJson.Default.Passkeys, clock);
}
