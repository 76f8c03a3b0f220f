using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/passkeys</c> registers the passkey that the authenticator made.</summary>
internal sealed class RegisterPasskey(
    OiPaymentsDb db, IPasskeyHandler<Operator> handler, Passkeys passkeys, SecondFactors factors, AuditTrail audit, IIdSource ids,
    TimeProvider clock)
{
    private static readonly Refusal Stale = new(
        ErrorCode.InvalidCredentials, "This passkey could not be used: its challenge is over or was used, or the passkey is not one of "
            + "yours. Begin again. Nothing was changed.");

    public sealed record Request(
        [property: Description("The one that came with the options.")] string ChallengeId,
        [property: Description("What to call the passkey, such as the device it is on.")] string Name,
        [property: Description("The authenticator's answer as JSON, as the browser's `toJSON()` writes it.")]
        JsonElement Credential) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) =>
            new(fields.RequiredText("challengeId"), fields.RequiredText("name"), fields.RequiredObject("credential"));

        public void Check(FieldErrors errors)
        {
            PasskeyAssertion.Check(ChallengeId, Credential, errors);
            errors.CheckFilled("name", Name, Passkey.MaxNameLength);
        }
    }

    public static void Map(RouteGroupBuilder own) => own.MapPost("/passkeys", HandleAsync)
        .WithName("registerPasskey")
        .WithSummary("Register a passkey")
        .WithDescription("Send what the authenticator answered. If this is your first second factor, the answer has recovery codes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<RegisteredPasskey>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ReauthRequired, ErrorCode.InvalidCredentials);

    /// <summary>Saves.</summary>
    /// <param name="who">Whose it will be. Needs a fresh sign-in.</param>
    /// <param name="request">The authenticator's answer, WebAuthn's RegistrationResponseJSON, and what to call the passkey.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<RegisteredPasskey>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } wrong) return wrong;
        if (factors.Unproven(who) is { } refusal) return refusal;
        if (await passkeys.TakeAsync(PasskeyPurpose.Registration, who.SessionDigest, request.ChallengeId, ct) is not { } challenge)
            return Stale;
        var made = await handler.PerformAttestationAsync(new()
        {
            CredentialJson = request.Credential.GetRawText(),
            AttestationState = challenge.State,
            HttpContext = passkeys.AtThePages()
        });
        if (!made.Succeeded)
        {
            await db.TrySaveAsync(ct);
            return Stale;
        }

        var passkey = new Passkey
        {
            Id = await ids.NextAsync<Passkey>(ct),
            OperatorId = who.Id,
            CredentialId = made.Passkey.CredentialId,
            PublicKey = made.Passkey.PublicKey,
            Name = request.Name,
            CreatedAt = clock.GetUtcNow(),
            SignCount = made.Passkey.SignCount,
            Transports = made.Passkey.Transports is { Length: > 0 } transports ? string.Join(' ', transports) : null,
            IsUserVerified = made.Passkey.IsUserVerified,
            IsBackupEligible = made.Passkey.IsBackupEligible,
            IsBackedUp = made.Passkey.IsBackedUp,
        };
        db.Add(passkey);
        var codes = await factors.FirstCodesAsync(who.Id, ct);
        await audit.RecordAsync(
            who.Actor, null, new(AuditAction.PasskeyRegister, AuditTarget.Passkey, passkey.Id.ToString()) { After = new { passkey.Name } },
            ct);
        return await db.TrySaveAsync(ct) ? new RegisteredPasskey(PasskeyDto.From(passkey), codes.Codes) : Stale;
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, RegisterPasskey register, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await register.RunAsync(who, body.Request, ct), SigningInJson.Default.RegisteredPasskey, clock);
}
