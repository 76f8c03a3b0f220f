using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.SigningIn;

/// <summary>
/// <c>POST /auth/passkey/options</c> begins a sign-in. Asks for no address, so it has none to tell of: the authenticator says whose the
/// passkey is.
/// </summary>
internal sealed class StartPasskeySignIn(IPasskeyHandler<Operator> handler, Passkeys passkeys, PasskeyLimit limit)
{
    public static void Map(RouteGroupBuilder auth) => auth.MapPost("/passkey/options", HandleAsync)
        .WithName("startPasskeySignIn")
        .WithSummary("Start a sign-in with a passkey")
        .WithDescription("Returns what `navigator.credentials.get` needs. The challenge works once and for five minutes.")
        .Produces<Envelope<PasskeyRequest>>()
        .Refuses(ErrorCode.RateLimited);

    /// <summary>Saves the challenge. Refused with RATE_LIMITED after too many tries.</summary>
    public async Task<Outcome<PasskeyRequest>> RunAsync(Visit visit, CancellationToken ct)
    {
        if (limit.Take(visit) is { } refusal) return refusal;
        var options = await handler.MakeRequestOptionsAsync(null, passkeys.AtThePages());
        return await passkeys.KeepAsync(PasskeyPurpose.SignIn, null, options.RequestOptionsJson, options.AssertionState, ct);
    }

    private static async Task<Reply> HandleAsync(HttpContext context, StartPasskeySignIn start, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await start.RunAsync(Visit.ToApi(context), ct), SigningInJson.Default.PasskeyRequest, clock);
}
