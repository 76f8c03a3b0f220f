using System.Security.Cryptography;
using System.Text;
using OiPayments.Access;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// Authenticator apps and recovery codes. Whoever has a second factor, of whichever kind, does not sign in with the password alone.
/// A code works once: the database lets one of two win that send it at the same time.
/// </summary>
internal sealed class SecondFactors(OiPaymentsDb db, SecretBox box, TimeProvider clock)
{
    public const int MaxCodeLength = 40;
    private const int CodesAtOnce = 10;
    private const int GroupsOfACode = 4;
    private const int LettersOfAGroup = 4;

    /// <summary>Without those that look alike: 80 bits in sixteen of them, too many to guess even from a digest.</summary>
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    public static readonly Refusal Changed = new(
        ErrorCode.InvalidOperationState,
        "Your second factors were changed by another request at the same time. Nothing was changed by this one; look, and try again.");

    public async Task<SecondFactorsDto> DescribeAsync(Id<Operator> person, CancellationToken ct) => new(
        await db.Directory<OperatorTotp>()
            .Where(totp => totp.OperatorId == person)
            .Select(totp => totp.ConfirmedAt)
            .SingleOrDefaultAsync(ct),
        await db.Directory<Passkey>().CountAsync(passkey => passkey.OperatorId == person, ct),
        await db.Directory<RecoveryCode>().CountAsync(code => code.OperatorId == person, ct));

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
        var totp = await db.Directory<OperatorTotp>().SingleOrDefaultAsync(
            totp => totp.OperatorId == person && totp.ConfirmedAt != null, ct);
        if (totp is not null && Totp.Match(box.Open(totp.Secret), code, clock.GetUtcNow(), totp.LastStep) is { } step)
        {
            (totp.LastStep, totp.Version) = (step, totp.Version + 1);
            return "password and authenticator app";
        }

        var digest = DigestOf(person, code);
        if (await db.Directory<RecoveryCode>().SingleOrDefaultAsync(
            known => known.OperatorId == person && known.Digest == digest, ct) is not { } recovery) return null;
        db.Remove(recovery);
        return "password and recovery code";
    }

    /// <summary>Takes all second factors of somebody, in the caller's unit of work.</summary>
    public async Task RemoveAllAsync(Id<Operator> person, CancellationToken ct)
    {
        db.RemoveRange(await db.Directory<OperatorTotp>().Where(totp => totp.OperatorId == person).ToListAsync(ct));
        db.RemoveRange(await db.Directory<Passkey>().Where(passkey => passkey.OperatorId == person).ToListAsync(ct));
        await DropCodesAsync(person, ct);
    }

    /// <summary>Recovery codes to go with the first second factor, in the caller's unit of work; none when there are some.</summary>
    public async Task<RecoveryCodes> FirstCodesAsync(Id<Operator> person, CancellationToken ct) =>
        await db.Directory<RecoveryCode>().AnyAsync(code => code.OperatorId == person, ct) ? new([]) : AddCodes(person);

    public async Task DropCodesAsync(Id<Operator> person, CancellationToken ct) =>
        db.RemoveRange(await db.Directory<RecoveryCode>().Where(code => code.OperatorId == person).ToListAsync(ct));

    /// <summary>The refusal for who may not touch their second factors right now; whoever has to enrol one may.</summary>
    public Refusal? Unproven(SignedInOperator who) => who.Unfinished(mayEnrol: true) ?? who.MustProveThemselves(clock.GetUtcNow());

    /// <summary>Ten new codes, in the caller's unit of work.</summary>
    public RecoveryCodes AddCodes(Id<Operator> person)
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
