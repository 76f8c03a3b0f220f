using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>What an authenticator app needs to know, once.</summary>
internal sealed record TotpEnrolment(
    [property: Description("The shared secret in base 32, for typing in; it is not shown again.")] string Secret,
    [property: Description("The same for a QR code.")] string OtpauthUri);

/// <summary>Codes that each work once in place of a lost second factor.</summary>
internal sealed record RecoveryCodes(
    [property: Description("Each signs in once, with the password; they are not shown again. Empty when there were some already.")] IReadOnlyList<string> Codes);

/// <summary>What somebody signs in with besides the password.</summary>
internal sealed record SecondFactorsDto(
    [property: Description("When the authenticator app was enrolled, UTC; null without one.")] DateTimeOffset? TotpEnrolledAt,
    [property: Description("How many passkeys there are.")] int Passkeys,
    [property: Description("How many recovery codes are left.")] int RecoveryCodesLeft);

/// <summary>
/// Authenticator apps and recovery codes. Whoever has a second factor, of whichever kind, does not sign in with the password alone.
/// A code works once: the database lets one of two win that send it at the same time.
/// </summary>
internal sealed class SecondFactors(OiPaymentsDb db, SecretBox box, AuditTrail audit, TimeProvider clock)
{
    public const int MaxCodeLength = 40;
    private const int CodesAtOnce = 10;
    private const int GroupsOfACode = 4;
    private const int LettersOfAGroup = 4;

    /// <summary>Without those that look alike: 80 bits in sixteen of them, too many to guess even from a digest.</summary>
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    private static readonly Refusal Changed = new(ErrorCode.InvalidOperationState, "Your second factors were changed by another request at the same time. Nothing was changed by this one; look, and try again.");
    private static readonly Refusal NoneToRecover = new(ErrorCode.InvalidOperationState, "Recovery codes stand in for a second factor, and you have none. Nothing was changed.");

    /// <summary>Begins to enrol an authenticator app: nothing asks for it before its first code was right. Saves.</summary>
    public async Task<Outcome<TotpEnrolment>> StartTotpAsync(SignedInOperator who, CancellationToken ct)
    {
        if (Unproven(who) is { } refusal) return refusal;
        var totp = await db.Directory<OperatorTotp>().SingleOrDefaultAsync(totp => totp.OperatorId == who.Id, ct);
        if (totp?.ConfirmedAt is not null) return new Refusal(ErrorCode.InvalidOperationState, "An authenticator app is enrolled already; remove it first. Nothing was changed.");

        var secret = Totp.NewSecret();
        if (totp is null) db.Add(totp = new() { OperatorId = who.Id, Secret = "" });
        (totp.Secret, totp.Version) = (box.Close(secret), totp.Version + 1);
        return await db.TrySaveAsync(ct) ? new TotpEnrolment(secret, Totp.UriOf(who.Email, secret)) : Changed;
    }

    /// <summary>Enrols it, with the code it shows now. Saves. Answers recovery codes when these are the first.</summary>
    public async Task<Outcome<RecoveryCodes>> ConfirmTotpAsync(SignedInOperator who, string code, CancellationToken ct)
    {
        if (Unproven(who) is { } refusal) return refusal;
        var (totp, now) = (await db.Directory<OperatorTotp>().SingleOrDefaultAsync(totp => totp.OperatorId == who.Id, ct), clock.GetUtcNow());
        if (totp is null || totp.ConfirmedAt is not null) return new Refusal(ErrorCode.InvalidOperationState, "No authenticator app waits for its first code; begin with POST /auth/totp. Nothing was changed.");
        if (Totp.Match(box.Open(totp.Secret), code, now, totp.LastStep) is not { } step)
            return new Refusal(ErrorCode.ValidationError, "The code is not right.", new Dictionary<string, string> { ["code"] = "Is not what the app shows now; check the clock of its device." });

        (totp.ConfirmedAt, totp.LastStep, totp.Version) = (now, step, totp.Version + 1);
        var codes = await FirstCodesAsync(who.Id, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.TotpEnrol, AuditTarget.Operator, who.Id.ToString()), ct);
        return await db.TrySaveAsync(ct) ? codes : Changed;
    }

    /// <summary>Removes the authenticator app, and the recovery codes with the last second factor. Saves.</summary>
    public async Task<Outcome<SecondFactorsDto>> RemoveTotpAsync(SignedInOperator who, CancellationToken ct)
    {
        if (Unproven(who) is { } refusal) return refusal;
        var totp = await db.Directory<OperatorTotp>().SingleOrDefaultAsync(totp => totp.OperatorId == who.Id, ct);
        if (totp is null) return Refusal.NotFound("authenticator app");

        db.Remove(totp);
        if (!await db.Directory<Passkey>().AnyAsync(passkey => passkey.OperatorId == who.Id, ct)) await DropCodesAsync(who.Id, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.TotpRemove, AuditTarget.Operator, who.Id.ToString()), ct);
        return await db.TrySaveAsync(ct) ? await ReadAsync(who, ct) : Changed;
    }

    /// <summary>Ten new recovery codes; those from before stop working. Saves.</summary>
    public async Task<Outcome<RecoveryCodes>> RenewCodesAsync(SignedInOperator who, CancellationToken ct)
    {
        if (Unproven(who) is { } refusal) return refusal;
        if (!await HasAnyAsync(who.Id, ct)) return NoneToRecover;

        await DropCodesAsync(who.Id, ct);
        var codes = AddCodes(who.Id);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.RecoveryCodesRenew, AuditTarget.Operator, who.Id.ToString()), ct);
        return await db.TrySaveAsync(ct) ? codes : Changed;
    }

    public async Task<SecondFactorsDto> ReadAsync(SignedInOperator who, CancellationToken ct) => new(
        await db.Directory<OperatorTotp>().Where(totp => totp.OperatorId == who.Id).Select(totp => totp.ConfirmedAt).SingleOrDefaultAsync(ct),
        await db.Directory<Passkey>().CountAsync(passkey => passkey.OperatorId == who.Id, ct),
        await db.Directory<RecoveryCode>().CountAsync(code => code.OperatorId == who.Id, ct));

    /// <summary>Whether the password alone is not enough.</summary>
    public async Task<bool> HasAnyAsync(Id<Operator> person, CancellationToken ct) =>
        await db.Directory<OperatorTotp>().AnyAsync(totp => totp.OperatorId == person && totp.ConfirmedAt != null, ct)
        || await db.Directory<Passkey>().AnyAsync(passkey => passkey.OperatorId == person, ct);

    /// <summary>
    /// Uses a code up, of the app or for recovery, in the caller's unit of work; of two that use the same one, the second fails to save.
    /// Answers what it was, for the audit log; null when it is not right.
    /// </summary>
    public async Task<string?> UseAsync(Id<Operator> person, string code, CancellationToken ct)
    {
        var totp = await db.Directory<OperatorTotp>().SingleOrDefaultAsync(totp => totp.OperatorId == person && totp.ConfirmedAt != null, ct);
        if (totp is not null && Totp.Match(box.Open(totp.Secret), code, clock.GetUtcNow(), totp.LastStep) is { } step)
        {
            (totp.LastStep, totp.Version) = (step, totp.Version + 1);
            return "password and authenticator app";
        }

        var digest = DigestOf(person, code);
        if (await db.Directory<RecoveryCode>().SingleOrDefaultAsync(known => known.OperatorId == person && known.Digest == digest, ct) is not { } recovery) return null;
        db.Remove(recovery);
        return "password and recovery code";
    }

    /// <summary>
    /// Takes all second factors from somebody who lost them, on behalf of an operator with <c>user:manage</c>, with a line in the audit
    /// log. Asks who may do that, and does not save: it goes with what else the caller changes.
    /// </summary>
    public async Task<Outcome<SecondFactorsDto>> RemoveAllAsync(SignedInOperator who, Operator target, CancellationToken ct)
    {
        if (await Passwords.RefuseAsync(db, who, target, clock.GetUtcNow(), ct) is { } refusal) return refusal;
        db.RemoveRange(await db.Directory<OperatorTotp>().Where(totp => totp.OperatorId == target.Id).ToListAsync(ct));
        db.RemoveRange(await db.Directory<Passkey>().Where(passkey => passkey.OperatorId == target.Id).ToListAsync(ct));
        await DropCodesAsync(target.Id, ct);
        target.GiveKeys(who, clock.GetUtcNow());
        await audit.RecordAsync(who.Actor, null, new(AuditAction.SecondFactorsRemove, AuditTarget.Operator, target.Id.ToString()), ct);
        return new SecondFactorsDto(null, 0, 0);
    }

    /// <summary>Recovery codes to go with the first second factor, in the caller's unit of work; none when there are some.</summary>
    public async Task<RecoveryCodes> FirstCodesAsync(Id<Operator> person, CancellationToken ct) =>
        await db.Directory<RecoveryCode>().AnyAsync(code => code.OperatorId == person, ct) ? new([]) : AddCodes(person);

    public async Task DropCodesAsync(Id<Operator> person, CancellationToken ct) =>
        db.RemoveRange(await db.Directory<RecoveryCode>().Where(code => code.OperatorId == person).ToListAsync(ct));

    /// <summary>The refusal for who may not touch their second factors right now; whoever has to enrol one may.</summary>
    public Refusal? Unproven(SignedInOperator who) => who.Unfinished(mayEnrol: true) ?? who.MustProveThemselves(clock.GetUtcNow());

    private RecoveryCodes AddCodes(Id<Operator> person)
    {
        var codes = Enumerable.Range(0, CodesAtOnce).Select(_ => string.Join(
            '-', Enumerable.Range(0, GroupsOfACode).Select(_ => RandomNumberGenerator.GetString(Letters, LettersOfAGroup)))).ToList();
        db.AddRange(codes.Select(code => new RecoveryCode { OperatorId = person, Digest = DigestOf(person, code) }));
        return new(codes);
    }

    // People copy them with blanks, in capitals and without hyphens.
    private static byte[] DigestOf(Id<Operator> person, string code)
    {
        var plain = new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        return SHA256.HashData(Encoding.UTF8.GetBytes($"recovery code {person} {plain}"));
    }
}
