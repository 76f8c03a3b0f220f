using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>A sign-in that was right.</summary>
/// <param name="Token">Names the session; shown to nobody but the one who signed in.</param>
/// <param name="Who">As every use case wants to know them.</param>
/// <param name="Device">For <see cref="DeviceCookie"/>, so that this browser is known next time.</param>
internal sealed record NewSession(string Token, SignedInOperator Who, string Device);

/// <summary>
/// Signing in, and giving the password again. An address that nobody has, a wrong password and an operator who was disabled are told
/// apart neither by the answer nor by the work: one count, one look-up, one hash, one line in the audit log.
/// </summary>
internal sealed partial class SignIn(
    OiPaymentsDb db, UserManager<Operator> users, IPasswordHasher<Operator> hasher, SignInLimits limits, KnownDevices devices,
    SecondFactors factors, Passkeys passkeys, PasskeyLimit passkeyLimit, Sessions sessions, AuditTrail audit, TimeProvider clock, ILogger<SignIn> log)
{
    private static readonly Operator Nobody = new() { Id = default, Email = "", Name = "", PasswordHash = "", CreatedAt = default };

    private static readonly Refusal CodeNeeded = new(
        ErrorCode.ValidationError, "The password is right. Send it again together with a code of your authenticator app or a recovery code, or sign in with a passkey.",
        new Dictionary<string, string> { ["code"] = "Is required: you have a second factor." });

    private static readonly Refusal WrongCode = new(
        ErrorCode.InvalidCredentials, "The code is wrong, or was used already. Wait for the next one.",
        new Dictionary<string, string> { ["code"] = "Is wrong, or was used already." });

    private static readonly Refusal WrongPasskey = new(
        ErrorCode.InvalidCredentials, "This passkey could not be used: it is not known here, or its challenge is over or was used. Begin again.");

    /// <summary>Verified against when nobody has the address, so that the answer takes as long as for a wrong password.</summary>
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Operator>().HashPassword(Nobody, RandomToken.New128("")));

    /// <summary>
    /// Opens a session. Refused with INVALID_CREDENTIALS when anything is wrong, with ACCOUNT_LOCKED or RATE_LIMITED after too many tries,
    /// and, once the password was right, with VALIDATION_ERROR naming <c>code</c> when a second factor is still to be given.
    /// </summary>
    public async Task<Outcome<NewSession>> WithPasswordAsync(string email, string password, string? code, Visit visit, CancellationToken ct)
    {
        email = email.Trim().ToLowerInvariant();
        if ((await limits.BeginAsync(email, visit, ct)).IsRefused(out var locked, out var attempt)) return locked;

        var found = await users.FindByEmailAsync(email);
        var isRight = Verify(found, password);
        if (found is null || !isRight || !found.Enabled) return await RefuseAsync(email, visit, attempt, new(ErrorCode.InvalidCredentials, "Wrong e-mail or password."), ct);
        if (found.PasswordExpiresAt is { } end && end <= clock.GetUtcNow())
            return await RefuseAsync(email, visit, attempt, new(ErrorCode.InvalidCredentials, "This password was temporary and is over; ask for a new one."), ct);

        var how = "password";
        if (await factors.HasAnyAsync(found.Id, ct))
        {
            if (string.IsNullOrWhiteSpace(code))
            {
                await limits.GiveBackAsync(attempt);
                return CodeNeeded;
            }

            if (await factors.UseAsync(found.Id, code, ct) is not { } used) return await RefuseAsync(email, visit, attempt, WrongCode, ct);
            how = used;
        }

        var token = await sessions.OpenAsync(found, visit, how, ct);
        if (!await db.TrySaveAsync(ct)) return await RefuseAsync(email, visit, attempt, WrongCode, ct);
        await limits.ClearAsync(attempt);
        return await GoOnAsync(found, token, visit, ct);
    }

    /// <summary>Opens a session with a passkey alone. Refused with INVALID_CREDENTIALS when anything is wrong, with RATE_LIMITED after too many tries.</summary>
    /// <param name="challengeId">From <see cref="Passkeys.StartSignInAsync"/>.</param>
    /// <param name="credential">The authenticator's answer.</param>
    /// <param name="visit">Where they are.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<NewSession>> WithPasskeyAsync(string challengeId, string credential, Visit visit, CancellationToken ct)
    {
        if (passkeyLimit.Take(visit) is { } tooMany) return tooMany;

        var found = await passkeys.UseAsync(null, challengeId, credential, ct);
        var token = found is { Enabled: true } ? await sessions.OpenAsync(found, visit, "passkey", ct) : null;
        if (found is null || token is null) await audit.RecordAsync(Actor.Unknown(visit.AddressText), null, new(AuditAction.SessionSignInFailed, AuditTarget.Passkey, "unknown"), ct);
        return await db.TrySaveAsync(ct) && found is not null && token is not null ? await GoOnAsync(found, token, visit, ct) : WrongPasskey;
    }

    /// <summary>Proves again, with the password, that it is they who sit there: opens the next five minutes for what asks for it. Saves.</summary>
    public async Task<Outcome<SignedInOperator>> ProveAsync(SignedInOperator who, string password, CancellationToken ct)
    {
        if ((await limits.BeginAsync(who, ct)).IsRefused(out var locked, out var attempt)) return locked;

        var person = await db.Directory<Operator>().AsNoTracking().SingleAsync(person => person.Id == who.Id, ct);
        if (!Verify(person, password)) return await RefuseProofAsync(who, new(ErrorCode.InvalidCredentials, "Wrong password."), ct);

        var proven = await NoteProofAsync(who, "password", ct);
        await db.SaveAsync(ct);
        await limits.ClearAsync(attempt);
        return proven;
    }

    /// <summary>The same with a passkey.</summary>
    /// <param name="who">Who has to be the one it belongs to.</param>
    /// <param name="challengeId">From <see cref="Passkeys.StartProofAsync"/>.</param>
    /// <param name="credential">The authenticator's answer.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<SignedInOperator>> ProveWithPasskeyAsync(SignedInOperator who, string challengeId, string credential, CancellationToken ct)
    {
        if (await passkeys.UseAsync(who, challengeId, credential, ct) is null) return await RefuseProofAsync(who, WrongPasskey, ct);

        var proven = await NoteProofAsync(who, "passkey", ct);
        return await db.TrySaveAsync(ct) ? proven : WrongPasskey;
    }

    private async Task<SignedInOperator> NoteProofAsync(SignedInOperator who, string how, CancellationToken ct)
    {
        var session = await db.Directory<OperatorSession>().SingleAsync(session => session.TokenDigest == who.SessionDigest, ct);
        session.ProvenAt = clock.GetUtcNow();
        await audit.RecordAsync(who.Actor, null, new(AuditAction.SessionProve, AuditTarget.Session, who.SessionId.ToString()) { After = new { How = how } }, ct);
        return who with { ProvenAt = session.ProvenAt };
    }

    private async Task<Outcome<NewSession>> GoOnAsync(Operator person, string token, Visit visit, CancellationToken ct)
    {
        SignedIn(log, person.Id);
        return (await sessions.FindAsync(token, visit.AddressText, ct)).IsRefused(out var refusal, out var who) ? refusal : new NewSession(token, who, devices.Issue(person));
    }

    private async Task<Refusal> RefuseAsync(string email, Visit visit, SignInTry attempt, Refusal refusal, CancellationToken ct)
    {
        await audit.RecordAsync(Actor.Unknown(visit.AddressText), null, new(AuditAction.SessionSignInFailed, AuditTarget.Email, DigestOf(email)) { After = new { attempt.LockedUntil } }, ct);
        await db.SaveAsync(ct);
        return refusal;
    }

    private async Task<Refusal> RefuseProofAsync(SignedInOperator who, Refusal refusal, CancellationToken ct)
    {
        await audit.RecordAsync(who.Actor, null, new(AuditAction.SessionProveFailed, AuditTarget.Session, who.SessionId.ToString()), ct);

        // False only when another used the same challenge up, and wrote the line.
        await db.TrySaveAsync(ct);
        return refusal;
    }

    private bool Verify(Operator? person, string password) =>
        hasher.VerifyHashedPassword(person ?? Nobody, person?.PasswordHash ?? NobodysHash.Value, password) is not PasswordVerificationResult.Failed && person is not null;

    // What strangers type is not written down: it may be anybody's address, or a password in the wrong field.
    private static string DigestOf(string email) => Convert.ToHexStringLower(RandomToken.Digest(email).AsSpan(0, 8));

    [LoggerMessage(LogLevel.Information, "Operator {OperatorId} signed in")]
    private static partial void SignedIn(ILogger log, Id<Operator> operatorId);
}
