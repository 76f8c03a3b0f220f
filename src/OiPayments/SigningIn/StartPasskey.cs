using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/passkeys/options</c> begins to register a passkey.</summary>
internal sealed class StartPasskey(OiPaymentsDb db, IPasskeyHandler<Operator> handler, Passkeys passkeys, SecondFactors factors)
{
    private const int MaxPasskeys = 10;

    public static void Map(RouteGroupBuilder own) => own.MapPost("/passkeys/options", HandleAsync)
        .WithName("startPasskey")
        .WithSummary("Start registering a passkey")
        .WithDescription("Returns what `navigator.credentials.create` needs. The challenge works once and for five minutes.")
        .Produces<Envelope<PasskeyRequest>>()
        .Refuses(ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);

    /// <summary>Saves the challenge. Needs a fresh sign-in, as every change of second factors does.</summary>
    public async Task<Outcome<PasskeyRequest>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        if (await db.Directory<Passkey>().CountAsync(passkey => passkey.OperatorId == who.Id, ct) >= MaxPasskeys)
            return new Refusal(
                ErrorCode.InvalidOperationState,
                $"You have {MaxPasskeys} passkeys, which is as many as there can be; remove one first. Nothing was changed.");

        var options = await handler.MakeCreationOptionsAsync(
            new() { Id = who.Id.ToString(), Name = who.Email, DisplayName = who.Name }, passkeys.AtThePages());
        return await passkeys.KeepAsync(
            PasskeyPurpose.Registration, who.SessionDigest, options.CreationOptionsJson, options.AttestationState, ct);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, StartPasskey start, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await start.RunAsync(who, ct), SigningInJson.Default.PasskeyRequest, clock);
}
