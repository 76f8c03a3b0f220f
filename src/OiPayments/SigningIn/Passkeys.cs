using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// Passkeys (WebAuthn), checked by ASP.NET Core Identity. What an authenticator has to sign is kept here and works once. The
/// authenticator itself asks for a finger or a PIN, so a passkey is both factors, and signs in without a password.
/// </summary>
internal sealed class Passkeys(OiPaymentsDb db, IPasskeyHandler<Operator> handler, PublicUrls urls, TimeProvider clock)
{
    public const string ChallengePrefix = "oiwc_";

    public static readonly Refusal Unknown = new(
        ErrorCode.InvalidCredentials,
        "This passkey could not be used: it is not known here, or its challenge is over or was used. Begin again.");

    /// <summary>
    /// Who answered the challenge, with a passkey of theirs, in the caller's unit of work (inside a session only its operator can, since
    /// the challenge names them): the challenge is used up when that is saved,
    /// and of two that answer the same one the second fails to save. Null when it was not right; the challenge is used up even so.
    /// </summary>
    /// <param name="who">Whose session asked; null at sign-in.</param>
    /// <param name="answer">The authenticator's, WebAuthn's AuthenticationResponseJSON.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Operator?> UseAsync(SignedInOperator? who, PasskeyAssertion answer, CancellationToken ct)
    {
        var purpose = who is null ? PasskeyPurpose.SignIn : PasskeyPurpose.Proof;
        if (await TakeAsync(purpose, who?.SessionDigest, answer.ChallengeId, ct) is not { } challenge) return null;
        var asserted = await handler.PerformAssertionAsync(
            new() { CredentialJson = answer.Credential.GetRawText(), AssertionState = challenge.State, HttpContext = AtThePages() });
        if (!asserted.Succeeded) return null;

        var (person, credentialId) = (asserted.User.Id, asserted.Passkey.CredentialId);
        var passkey = await db.Directory<Passkey>().SingleAsync(
            passkey => passkey.OperatorId == person && passkey.CredentialId == credentialId, ct);
        (passkey.SignCount, passkey.IsBackedUp, passkey.IsUserVerified, passkey.LastUsedAt) =
            (asserted.Passkey.SignCount, asserted.Passkey.IsBackedUp, asserted.Passkey.IsUserVerified, clock.GetUtcNow());
        return asserted.User;
    }

    /// <summary>Keeps what an authenticator is to sign. Saves.</summary>
    public async Task<PasskeyRequest> KeepAsync(
        PasskeyPurpose purpose, byte[]? session, string options, string? state, CancellationToken ct)
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

    /// <summary>
    /// Takes a challenge away, in the caller's unit of work; null when there is none of that purpose and session any more.
    /// </summary>
    public async Task<PasskeyChallenge?> TakeAsync(PasskeyPurpose purpose, byte[]? session, string challengeId, CancellationToken ct)
    {
        if (!RandomToken.IsWhole(challengeId, ChallengePrefix)) return null;
        var (digest, now) = (RandomToken.Digest(challengeId), clock.GetUtcNow());
        var challenge = await db.Directory<PasskeyChallenge>().SingleOrDefaultAsync(
            challenge => challenge.Digest == digest
                && challenge.Purpose == purpose
                && challenge.SessionDigest == session
                && challenge.ExpiresAt > now, ct);
        if (challenge is not null) db.Remove(challenge);
        return challenge;
    }

    public Task<Passkey?> FindOwnAsync(SignedInOperator who, Id<Passkey> id, CancellationToken ct) =>
        db.Directory<Passkey>().SingleOrDefaultAsync(passkey => passkey.OperatorId == who.Id && passkey.Id == id, ct);

    /// <summary>
    /// Identity asks a request which site a passkey is for. It is always the pages, where there is a browser; they may be on another
    /// door than this request, or be an open page without one.
    /// </summary>
    public DefaultHttpContext AtThePages()
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = (urls.Web.Scheme, new(urls.Web.Authority));
        return context;
    }
}
