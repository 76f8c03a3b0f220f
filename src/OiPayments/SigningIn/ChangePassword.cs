using System.ComponentModel;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/password</c> changes one's own password, and ends all one's other sessions.</summary>
internal sealed class ChangePassword(OiPaymentsDb db, UserManager<Operator> users, SignInLimits limits, Sessions sessions, AuditTrail audit)
{
    public sealed record Request(
        [property: Description("The password as it is.")] string CurrentPassword,
        [property: Description("The new one: at least 12 characters, not the e-mail address, and not one that everybody tries first.")]
        string NewPassword) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) =>
            new(fields.RequiredText("currentPassword"), fields.RequiredText("newPassword"));

        public void Check(FieldErrors errors)
        {
            errors.CheckFilled("currentPassword", CurrentPassword, PasswordRules.MaxLength);
            errors.CheckFilled("newPassword", NewPassword, PasswordRules.MaxLength);
            if (string.Equals(CurrentPassword, NewPassword, StringComparison.Ordinal))
                errors.Add("newPassword", "Must differ from the current one.");
        }

        // Passwords are never shown as text.
        public override string ToString() => nameof(ChangePassword);
    }

    public static void Map(RouteGroupBuilder auth) => auth.MapPost("/password", HandleAsync)
        .WithName("changePassword")
        .WithSummary("Change your password")
        .WithDescription("Ends all your other sessions. An operator with a temporary password must do this before anything else.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<SignedInOperatorDto>>()
        .RequireOperator()
        .EvenWithTemporaryPassword()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.AccountLocked, ErrorCode.InvalidOperationState);

    /// <summary>Saves. Wrong current passwords are counted, and lock.</summary>
    /// <param name="who">Whose.</param>
    /// <param name="request">The password as it is, and the new one.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<SignedInOperator>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } wrong) return wrong;
        if ((await limits.BeginAsync(who, ct)).IsRefused(out var locked, out var attempt)) return locked;

        var person = await db.Directory<Operator>().SingleAsync(person => person.Id == who.Id, ct);
        var changed = await users.ChangePasswordAsync(person, request.CurrentPassword, request.NewPassword);
        if (!changed.Succeeded)
        {
            db.DiscardChanges();
            if (changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
            {
                await audit.RecordAsync(
                    who.Actor, null, new(AuditAction.SessionProveFailed, AuditTarget.Session, who.SessionId.ToString()), ct);
                await db.SaveAsync(ct);
                return new Refusal(ErrorCode.InvalidCredentials, "The current password is wrong. Nothing was changed.");
            }

            // The current one was right.
            await limits.ClearAsync(attempt);
            return Unfit(string.Join(' ', changed.Errors.Select(error => error.Description)));
        }

        (person.MustChangePassword, person.PasswordExpiresAt) = (false, null);
        await sessions.EndAllAsync(who, person, who.SessionId, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.PasswordChange, AuditTarget.Operator, who.Id.ToString()), ct);
        if (!await db.TrySaveAsync(ct))
            return new Refusal(
                ErrorCode.InvalidOperationState,
                "Your account was changed by another request at the same time. Your password is as it was there; nothing was changed by "
                    + "this one.");

        await limits.ClearAsync(attempt);
        return who with { MustChangePassword = false };
    }

    private static Refusal Unfit(string fault) => new(
        ErrorCode.ValidationError, "Some fields are not valid; data names each of them.",
        new Dictionary<string, string> { ["newPassword"] = fault });

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, ChangePassword change, TimeProvider clock, CancellationToken ct) =>
        (await change.RunAsync(who, body.Request, ct)).IsRefused(out var refusal, out var now)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(SignedInOperatorDto.From(now), SigningInJson.Default.SignedInOperator, clock);
}
