using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/reauth/options</c> begins to prove, with a passkey, that it is they who sit there.</summary>
internal sealed class StartPasskeyProof(OiPaymentsDb db, IPasskeyHandler<Operator> handler, Passkeys passkeys)
{
    public static void Map(RouteGroupBuilder auth) => auth.MapPost("/reauth/options", HandleAsync)
        .WithName("startPasskeyProof")
        .WithSummary("Start re-authentication with a passkey")
        .WithDescription("Returns what `navigator.credentials.get` needs, for `POST /auth/reauth`. The challenge works once and for five "
            + "minutes.")
        .Produces<Envelope<PasskeyRequest>>()
        .RequireOperator()
        .EvenBeforeEnrolment();

    /// <summary>Saves the challenge.</summary>
    public async Task<Outcome<PasskeyRequest>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.Unfinished(mayEnrol: true) is { } refusal) return refusal;
        var options = await handler.MakeRequestOptionsAsync(
            await db.Directory<Operator>().SingleAsync(person => person.Id == who.Id, ct), passkeys.AtThePages());
        return await passkeys.KeepAsync(PasskeyPurpose.Proof, who.SessionDigest, options.RequestOptionsJson, options.AssertionState, ct);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, StartPasskeyProof start, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await start.RunAsync(who, ct), SigningInJson.Default.PasskeyRequest, clock);
}
