using Microsoft.AspNetCore.Identity;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>A sign-in that was right.</summary>
/// <param name="Token">Names the session; shown to nobody but the one who signed in.</param>
/// <param name="Who">As every use case wants to know them.</param>
internal sealed record NewSession(string Token, SignedInOperator Who);

/// <summary>
/// Signing in, and giving the password again. An address that nobody has, a wrong password and an operator who was disabled are told
/// apart neither by the answer nor by the work: one look-up, one hash, one line in the audit log.
/// </summary>
internal sealed partial class SignIn(
    OiPaymentsDb db, UserManager<Operator> users, IPasswordHasher<Operator> hasher, Sessions sessions, AuditTrail audit, TimeProvider clock, ILogger<SignIn> log)
{
    private static readonly Operator Nobody = new() { Id = default, Email = "", Name = "", PasswordHash = "", CreatedAt = default };

    /// <summary>Verified against when nobody has the address, so that the answer takes as long as for a wrong password.</summary>
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Operator>().HashPassword(Nobody, RandomToken.New128("")));

    /// <summary>Opens a session. Refused with INVALID_CREDENTIALS when anything is wrong.</summary>
    public async Task<Outcome<NewSession>> WithPasswordAsync(string email, string password, Visit visit, CancellationToken ct)
    {
        var found = await users.FindByEmailAsync(email);
        var isRight = Verify(found, password);
        if (found is null || !isRight || !found.Enabled)
        {
            await audit.RecordAsync(Actor.Unknown(visit.AddressText), null, new("session.sign-in-failed", "email", DigestOf(email)), ct);
            await db.SaveAsync(ct);
            return new Refusal(ErrorCode.InvalidCredentials, "Wrong e-mail or password.");
        }

        var token = await sessions.OpenAsync(found, visit, "password", ct);
        await db.SaveAsync(ct);

        SignedIn(log, found.Id);
        return (await sessions.FindAsync(token, visit.AddressText, ct)).IsRefused(out var refusal, out var who) ? refusal : new NewSession(token, who);
    }

    /// <summary>Proves again, with the password, that it is they who sit there: opens the next five minutes for what asks for it. Saves.</summary>
    public async Task<Outcome<SignedInOperator>> ProveAsync(SignedInOperator who, string password, CancellationToken ct)
    {
        var person = await db.Directory<Operator>().AsNoTracking().SingleAsync(person => person.Id == who.Id, ct);
        if (!Verify(person, password))
        {
            await audit.RecordAsync(who.Actor, null, new("session.prove-failed", "session", who.SessionId.ToString()), ct);
            await db.SaveAsync(ct);
            return new Refusal(ErrorCode.InvalidCredentials, "Wrong password.");
        }

        var session = await db.Directory<OperatorSession>().SingleAsync(session => session.TokenDigest == who.SessionDigest, ct);
        session.ProvenAt = clock.GetUtcNow();
        await audit.RecordAsync(who.Actor, null, new("session.prove", "session", who.SessionId.ToString()) { After = new { How = "password" } }, ct);
        await db.SaveAsync(ct);
        return who with { ProvenAt = session.ProvenAt };
    }

    private bool Verify(Operator? person, string password) =>
        hasher.VerifyHashedPassword(person ?? Nobody, person?.PasswordHash ?? NobodysHash.Value, password) is not PasswordVerificationResult.Failed && person is not null;

    // What strangers type is not written down: it may be anybody's address, or a password in the wrong field.
    private static string DigestOf(string email) => Convert.ToHexStringLower(RandomToken.Digest(email.Trim().ToLowerInvariant()).AsSpan(0, 8));

    [LoggerMessage(LogLevel.Information, "Operator {OperatorId} signed in")]
    private static partial void SignedIn(ILogger log, Id<Operator> operatorId);
}
