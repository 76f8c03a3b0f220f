using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>Changing one's own password, and giving somebody a new one.</summary>
internal sealed class Passwords(
    OiPaymentsDb db, UserManager<Operator> users, IPasswordHasher<Operator> hasher, SignInLimits limits, Sessions sessions, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How long a password that was made up for somebody signs them in.</summary>
    public static readonly TimeSpan TemporaryFor = TimeSpan.FromHours(24);

    /// <summary>Changes one's own password and ends all one's other sessions. Saves. Wrong current passwords are counted, and lock.</summary>
    public async Task<Outcome<SignedInOperator>> ChangeAsync(SignedInOperator who, string current, string chosen, CancellationToken ct)
    {
        if (string.Equals(current, chosen, StringComparison.Ordinal)) return Invalid("newPassword", "Must differ from the current one.");
        if ((await limits.BeginAsync(who, ct)).IsRefused(out var locked, out var attempt)) return locked;

        var person = await db.Directory<Operator>().SingleAsync(person => person.Id == who.Id, ct);
        var changed = await users.ChangePasswordAsync(person, current, chosen);
        if (!changed.Succeeded)
        {
            db.DiscardChanges();
            if (changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
            {
                await audit.RecordAsync(who.Actor, null, new(AuditAction.SessionProveFailed, AuditTarget.Session, who.SessionId.ToString()), ct);
                await db.SaveAsync(ct);
                return new Refusal(ErrorCode.InvalidCredentials, "The current password is wrong. Nothing was changed.");
            }

            // The current one was right.
            await limits.ClearAsync(attempt);
            return Invalid("newPassword", string.Join(' ', changed.Errors.Select(error => error.Description)));
        }

        (person.MustChangePassword, person.PasswordExpiresAt) = (false, null);
        await sessions.EndAllAsync(who, person, who.SessionId, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.PasswordChange, AuditTarget.Operator, who.Id.ToString()), ct);
        if (!await db.TrySaveAsync(ct)) return new Refusal(ErrorCode.InvalidOperationState, "Your account was changed by another request at the same time. Your password is as it was there; nothing was changed by this one.");

        await limits.ClearAsync(attempt);
        return who with { MustChangePassword = false };
    }

    /// <summary>
    /// Makes a temporary password for another operator, on behalf of one with <c>user:manage</c> whose rights cover theirs and who gave
    /// their own password lately. It signs in for 24 hours and has to be changed first; every session of the target ends. Answers it, to
    /// be told once.
    /// </summary>
    /// <remarks>
    /// Changes the tracked <paramref name="target"/> and adds the audit line, and does not save: the caller saves it with whatever else
    /// they change, with <c>TrySaveAsync</c>, which is false when the target was changed meanwhile.
    /// </remarks>
    public async Task<Outcome<string>> ResetAsync(SignedInOperator who, Operator target, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await RefuseAsync(db, who, target, now, ct) is { } refusal) return refusal;

        var temporary = RandomToken.New128("");
        target.PasswordHash = hasher.HashPassword(target, temporary);
        (target.MustChangePassword, target.PasswordExpiresAt) = (true, now + TemporaryFor);
        target.GiveKeys(who, now);
        await users.UpdateSecurityStampAsync(target);
        await sessions.EndAllAsync(who, target, kept: null, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.PasswordReset, AuditTarget.Operator, target.Id.ToString()) { After = new { target.PasswordExpiresAt } }, ct);
        return temporary;
    }

    /// <summary>
    /// The refusal when somebody may not take over the sign-in of another: whoever resets a password could use it, so their own rights
    /// must cover what that opens.
    /// </summary>
    public static async Task<Refusal?> RefuseAsync(OiPaymentsDb db, SignedInOperator who, Operator target, DateTimeOffset now, CancellationToken ct)
    {
        if ((who.LacksEverywhere(Permission.UserManage) ?? who.MustProveThemselves(now)) is { } refusal) return refusal;
        if (target.Id == who.Id) return new(ErrorCode.InvalidOperationState, "This is for others; for yourself there is POST /auth/password. Nothing was changed.");
        return who.Rights.Cover(await db.RightsOfAsync(target, ct))
            ? null
            : new(ErrorCode.Forbidden, "This operator may do what you may not, so another has to do this for them. Nothing was changed.");
    }

    private static Refusal Invalid(string field, string fault) => new(
        ErrorCode.ValidationError, "Some fields are not valid; data names each of them.", new Dictionary<string, string> { [field] = fault });
}
