using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.SigningIn;

namespace OiPayments.Operators;

/// <summary>
/// <c>POST /admin/users/{id}/reset-password</c> makes a temporary password for somebody who forgot theirs. Of two at once one is refused:
/// its password would be dead before it was told.
/// </summary>
internal sealed class ResetPassword(
    AccountChanges changes, UserManager<Operator> users, IPasswordHasher<Operator> hasher, Sessions sessions, AuditTrail audit,
    TimeProvider clock)
{
    public static void Map(RouteGroupBuilder users) => users.MapPost("/{id:long}/reset-password", HandleAsync)
        .WithName("resetPassword")
        .WithSummary("Reset an operator's password")
        .WithDescription("Returns a temporary password that works for 24 hours and must be changed at the next sign-in. Ends the "
            + "operator's sessions. Needs a sign-in of the last five minutes.")
        .Produces<Envelope<Invitation>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, everything that the other may do, and a fresh sign-in.</param>
    /// <param name="id">Whose.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<Invitation>> RunAsync(SignedInOperator who, Id<Operator> id, CancellationToken ct)
    {
        var temporary = "";
        var changed = await changes.MakeAsync(who, id, async person =>
        {
            if (person.Id == who.Id) return AccountChanges.OnlyForOthers;
            temporary = TemporaryPassword.GiveTo(person, who, hasher, clock.GetUtcNow());
            await users.UpdateSecurityStampAsync(person);
            await sessions.EndAllAsync(who, person, kept: null, ct);
            await audit.RecordAsync(
                who.Actor, null,
                new(AuditAction.PasswordReset, AuditTarget.Operator, id.ToString()) { After = new { person.PasswordExpiresAt } }, ct);
            return null;
        }, ct, once: true);
        return changed.IsRefused(out var refused, out var user) ? refused : new Invitation(user, temporary);
    }

    private static async Task<Reply> HandleAsync(
        Id<Operator> id, SignedInOperator who, ResetPassword reset, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await reset.RunAsync(who, id, ct), OperatorsJson.Default.Invitation, clock);
}
