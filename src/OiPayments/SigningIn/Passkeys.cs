using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>What a browser needs to ask an authenticator.</summary>
internal sealed record PasskeyRequest(
    [property: Description("Send it back with the authenticator's answer; works once, for five minutes.")] string ChallengeId,
    [property: Description("WebAuthn's options as JSON, for `navigator.credentials`.")] JsonElement Options);

/// <summary>A passkey as its owner sees it.</summary>
internal sealed record PasskeyDto(
    [property: Description("The passkey's number.")] Id<Passkey> Id,
    [property: Description("What its owner calls it.")] string Name,
    [property: Description("When it was registered, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When it last signed in or proved who sits there, UTC; null when it never did.")] DateTimeOffset? LastUsedAt,
    [property: Description("Whether its maker keeps copies of it, so that it outlives the device.")] bool IsBackedUp);

/// <summary>A passkey that was just registered.</summary>
internal sealed record RegisteredPasskey(
    [property: Description("The new passkey.")] PasskeyDto Passkey,
    [property: Description("Codes that each sign in once with the password, if this is the first second factor; they are not shown again. Else empty.")] IReadOnlyList<string> RecoveryCodes);

/// <summary>
/// Passkeys (WebAuthn), checked by ASP.NET Core Identity. What an authenticator has to sign is kept here and works once. The
/// authenticator itself asks for a finger or a PIN, so a passkey is both factors, and signs in without a password.
/// </summary>
internal sealed class Passkeys(
    OiPaymentsDb db, IPasskeyHandler<Operator> handler, SecondFactors factors, PasskeyLimit limit, AuditTrail audit, IIdSource ids, PublicUrls urls,
    TimeProvider clock)
{
    public const string ChallengePrefix = "oiwc_";
    private const int MaxPasskeys = 10;

    private static readonly Refusal Stale = new(
        ErrorCode.InvalidCredentials, "This passkey could not be used: its challenge is over or was used, or the passkey is not one of yours. Begin again. Nothing was changed.");

    /// <summary>Begins to register a passkey, which needs a fresh proof, as every change of second factors. Saves.</summary>
    public async Task<Outcome<PasskeyRequest>> StartRegistrationAsync(SignedInOperator who, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        if (await db.Directory<Passkey>().CountAsync(passkey => passkey.OperatorId == who.Id, ct) >= MaxPasskeys)
            return new Refusal(ErrorCode.InvalidOperationState, $"You have {MaxPasskeys} passkeys, which is as many as there can be; remove one first. Nothing was changed.");

        var options = await handler.MakeCreationOptionsAsync(new() { Id = who.Id.ToString(), Name = who.Email, DisplayName = who.Name }, AtThePages());
        return await KeepAsync(PasskeyPurpose.Registration, who.SessionDigest, options.CreationOptionsJson, options.AttestationState, ct);
    }

    /// <summary>Registers the passkey that the authenticator made. Saves.</summary>
    /// <param name="who">Whose it will be.</param>
    /// <param name="challengeId">Which challenge it answers.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="credential">The authenticator's answer, WebAuthn's RegistrationResponseJSON.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<RegisteredPasskey>> RegisterAsync(SignedInOperator who, string challengeId, string name, string credential, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        if (await TakeAsync(PasskeyPurpose.Registration, who.SessionDigest, challengeId, ct) is not { } challenge) return Stale;
        var made = await handler.PerformAttestationAsync(new() { CredentialJson = credential, AttestationState = challenge.State, HttpContext = AtThePages() });
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
            Name = name,
            CreatedAt = clock.GetUtcNow(),
            SignCount = made.Passkey.SignCount,
            Transports = made.Passkey.Transports is { Length: > 0 } transports ? string.Join(' ', transports) : null,
            IsUserVerified = made.Passkey.IsUserVerified,
            IsBackupEligible = made.Passkey.IsBackupEligible,
            IsBackedUp = made.Passkey.IsBackedUp,
        };
        db.Add(passkey);
        var codes = await factors.FirstCodesAsync(who.Id, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.PasskeyRegister, AuditTarget.Passkey, passkey.Id.ToString()) { After = new { passkey.Name } }, ct);
        return await db.TrySaveAsync(ct) ? new RegisteredPasskey(Describe(passkey), codes.Codes) : Stale;
    }

    public async Task<IReadOnlyList<PasskeyDto>> ListAsync(SignedInOperator who, CancellationToken ct) =>
        [.. (await db.Directory<Passkey>().AsNoTracking().Where(passkey => passkey.OperatorId == who.Id).ToListAsync(ct)).OrderBy(passkey => passkey.Id.Value).Select(Describe)];

    /// <summary>Saves.</summary>
    public async Task<Outcome<PasskeyDto>> RenameAsync(SignedInOperator who, Id<Passkey> id, string name, CancellationToken ct)
    {
        if (who.Unfinished(mayEnrol: true) is { } refusal) return refusal;
        if (await OwnAsync(who, id, ct) is not { } passkey) return Refusal.NotFound("passkey");

        var before = passkey.Name;
        passkey.Name = name;
        await audit.RecordAsync(who.Actor, null, new(AuditAction.PasskeyRename, AuditTarget.Passkey, id.ToString()) { Before = new { Name = before }, After = new { Name = name } }, ct);
        return await db.TrySaveAsync(ct) ? Describe(passkey) : Refusal.NotFound("passkey");
    }

    /// <summary>Removes one, and the recovery codes with the last second factor. Saves.</summary>
    public async Task<Outcome<PasskeyDto>> RemoveAsync(SignedInOperator who, Id<Passkey> id, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        if (await OwnAsync(who, id, ct) is not { } passkey) return Refusal.NotFound("passkey");

        db.Remove(passkey);
        var hasOther = await db.Directory<Passkey>().AnyAsync(other => other.OperatorId == who.Id && other.Id != id, ct)
            || await db.Directory<OperatorTotp>().AnyAsync(totp => totp.OperatorId == who.Id && totp.ConfirmedAt != null, ct);
        if (!hasOther) await factors.DropCodesAsync(who.Id, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.PasskeyRemove, AuditTarget.Passkey, id.ToString()) { Before = new { passkey.Name } }, ct);
        return await db.TrySaveAsync(ct) ? Describe(passkey) : Refusal.NotFound("passkey");
    }

    /// <summary>Begins a sign-in. Asks for no address, so it has none to tell of: the authenticator says whose the passkey is. Saves.</summary>
    public async Task<Outcome<PasskeyRequest>> StartSignInAsync(Visit visit, CancellationToken ct)
    {
        if (limit.Take(visit) is { } refusal) return refusal;
        var options = await handler.MakeRequestOptionsAsync(null, AtThePages());
        return await KeepAsync(PasskeyPurpose.SignIn, null, options.RequestOptionsJson, options.AssertionState, ct);
    }

    /// <summary>Begins to prove, with a passkey, that it is they who sit there. Saves.</summary>
    public async Task<Outcome<PasskeyRequest>> StartProofAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.Unfinished(mayEnrol: true) is { } refusal) return refusal;
        var options = await handler.MakeRequestOptionsAsync(await db.Directory<Operator>().SingleAsync(person => person.Id == who.Id, ct), AtThePages());
        return await KeepAsync(PasskeyPurpose.Proof, who.SessionDigest, options.RequestOptionsJson, options.AssertionState, ct);
    }

    /// <summary>
    /// Who answered the challenge, with a passkey of theirs, in the caller's unit of work (inside a session only its operator can, since
    /// the challenge names them): the challenge is used up when that is saved,
    /// and of two that answer the same one the second fails to save. Null when it was not right; the challenge is used up even so.
    /// </summary>
    /// <param name="who">Whose session asked; null at sign-in.</param>
    /// <param name="challengeId">Which challenge it answers.</param>
    /// <param name="credential">The authenticator's answer, WebAuthn's AuthenticationResponseJSON.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Operator?> UseAsync(SignedInOperator? who, string challengeId, string credential, CancellationToken ct)
    {
        var purpose = who is null ? PasskeyPurpose.SignIn : PasskeyPurpose.Proof;
        if (await TakeAsync(purpose, who?.SessionDigest, challengeId, ct) is not { } challenge) return null;
        var asserted = await handler.PerformAssertionAsync(new() { CredentialJson = credential, AssertionState = challenge.State, HttpContext = AtThePages() });
        if (!asserted.Succeeded) return null;

        var (person, credentialId) = (asserted.User.Id, asserted.Passkey.CredentialId);
        var passkey = await db.Directory<Passkey>().SingleAsync(passkey => passkey.OperatorId == person && passkey.CredentialId == credentialId, ct);
        (passkey.SignCount, passkey.IsBackedUp, passkey.IsUserVerified, passkey.LastUsedAt) =
            (asserted.Passkey.SignCount, asserted.Passkey.IsBackedUp, asserted.Passkey.IsUserVerified, clock.GetUtcNow());
        return asserted.User;
    }

    private async Task<PasskeyRequest> KeepAsync(PasskeyPurpose purpose, byte[]? session, string options, string? state, CancellationToken ct)
    {
        var name = RandomToken.New128(ChallengePrefix);
        db.Add(new PasskeyChallenge
        {
            Digest = RandomToken.Digest(name),
            SessionDigest = session,
            Purpose = purpose,
            State = state ?? "",
            ExpiresAt = clock.GetUtcNow() + PasskeyChallenge.Lasts,
        });
        await db.SaveAsync(ct);
        using var parsed = JsonDocument.Parse(options);
        return new(name, parsed.RootElement.Clone());
    }

    private async Task<PasskeyChallenge?> TakeAsync(PasskeyPurpose purpose, byte[]? session, string challengeId, CancellationToken ct)
    {
        if (!RandomToken.IsWhole(challengeId, ChallengePrefix)) return null;
        var (digest, now) = (RandomToken.Digest(challengeId), clock.GetUtcNow());
        var challenge = await db.Directory<PasskeyChallenge>().SingleOrDefaultAsync(
            challenge => challenge.Digest == digest && challenge.Purpose == purpose && challenge.SessionDigest == session && challenge.ExpiresAt > now, ct);
        if (challenge is not null) db.Remove(challenge);
        return challenge;
    }

    private Task<Passkey?> OwnAsync(SignedInOperator who, Id<Passkey> id, CancellationToken ct) =>
        db.Directory<Passkey>().SingleOrDefaultAsync(passkey => passkey.OperatorId == who.Id && passkey.Id == id, ct);

    /// <summary>
    /// Identity asks a request which site a passkey is for. It is always the pages, where there is a browser; they may be on another
    /// door than this request, or be an open page without one.
    /// </summary>
    private DefaultHttpContext AtThePages()
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = (urls.Web.Scheme, new(urls.Web.Authority));
        return context;
    }

    private static PasskeyDto Describe(Passkey passkey) => new(passkey.Id, passkey.Name, passkey.CreatedAt, passkey.LastUsedAt, passkey.IsBackedUp);
}
