using System.ComponentModel;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.SigningIn;

/// <summary><c>/auth</c>, what operators do about their own account: the password, the second factors.</summary>
internal static class AccountEndpoints
{
    public sealed record PasswordChange(
        [property: Description("The password as it is.")] string CurrentPassword,
        [property: Description("The new one: at least 12 characters, not the e-mail address, and not one that everybody tries first.")] string NewPassword);

    public sealed record TotpCode([property: Description("The six digits that the app shows now.")] string Code);

    public sealed record Registration(
        [property: Description("The one that came with the options.")] string ChallengeId,
        [property: Description("What to call the passkey, such as the device it is on.")] string Name,
        [property: Description("The authenticator's answer as JSON, as the browser's `toJSON()` writes it.")] JsonElement Credential);

    public sealed record Renaming([property: Description("What to call the passkey.")] string Name);

    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapPost("/password", ChangePasswordAsync).WithName("changePassword").WithSummary("Change one's password")
            .WithDescription("Ends all other sessions of the caller. The only thing to do with a password that was made up.")
            .Accepts<PasswordChange>("application/json").Produces<Envelope<AuthEndpoints.Me>>()
            .RequireOperator().EvenWithTemporaryPassword()
            .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.AccountLocked, ErrorCode.InvalidOperationState);

        var own = auth.MapGroup("").RequireOperator().EvenBeforeEnrolment();
        own.MapGet("/second-factors", ReadAsync).WithName("readSecondFactors").WithSummary("Read one's second factors")
            .WithDescription("What the caller signs in with besides the password. Strongly consistent.")
            .Produces<Envelope<SecondFactorsDto>>();
        own.MapPost("/totp", StartTotpAsync).WithName("startTotp").WithSummary("Begin to enrol an authenticator app")
            .WithDescription("Answers the secret it shares with the service, once. Nothing asks for its codes before one was sent to `POST /auth/totp/confirm`.")
            .Produces<Envelope<TotpEnrolment>>().Refuses(ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);
        own.MapPost("/totp/confirm", ConfirmTotpAsync).WithName("confirmTotp").WithSummary("Enrol the authenticator app")
            .WithDescription("With the code it shows now. From then on signing in with the password asks for a code. Answers recovery codes when this is the first second factor.")
            .Accepts<TotpCode>("application/json").Produces<Envelope<RecoveryCodes>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);
        own.MapDelete("/totp", RemoveTotpAsync).WithName("removeTotp").WithSummary("Remove the authenticator app")
            .WithDescription("With the last second factor the recovery codes go too.")
            .Produces<Envelope<SecondFactorsDto>>().Refuses(ErrorCode.ReauthRequired, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);
        own.MapPost("/recovery-codes", RenewCodesAsync).WithName("renewRecoveryCodes").WithSummary("Make new recovery codes")
            .WithDescription("Ten, shown once. Those from before stop working.")
            .Produces<Envelope<RecoveryCodes>>().Refuses(ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);

        own.MapGet("/passkeys", ListPasskeysAsync).WithName("listPasskeys").WithSummary("List one's passkeys")
            .WithDescription("The oldest first. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<PasskeyDto>>>();
        own.MapPost("/passkeys/options", StartPasskeyAsync).WithName("startPasskey").WithSummary("Begin to register a passkey")
            .WithDescription("Answers what `navigator.credentials.create` needs. Works once, for five minutes.")
            .Produces<Envelope<PasskeyRequest>>().Refuses(ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);
        own.MapPost("/passkeys", RegisterPasskeyAsync).WithName("registerPasskey").WithSummary("Register a passkey")
            .WithDescription("With what the authenticator answered. Answers recovery codes when this is the first second factor.")
            .Accepts<Registration>("application/json").Produces<Envelope<RegisteredPasskey>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ReauthRequired, ErrorCode.InvalidCredentials);
        own.MapPatch("/passkeys/{passkeyId:long}", RenamePasskeyAsync).WithName("renamePasskey").WithSummary("Rename a passkey")
            .WithDescription("What it is called is for its owner to tell them apart.")
            .Accepts<Renaming>("application/json").Produces<Envelope<PasskeyDto>>().Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
        own.MapDelete("/passkeys/{passkeyId:long}", RemovePasskeyAsync).WithName("removePasskey").WithSummary("Remove a passkey")
            .WithDescription("It signs nobody in any more. With the last second factor the recovery codes go too.")
            .Produces<Envelope<PasskeyDto>>().Refuses(ErrorCode.ReauthRequired, ErrorCode.ResourceNotFound);
    }

    private static async Task<Reply> ChangePasswordAsync(JsonBody body, SignedInOperator who, Passwords passwords, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var current = fields.RequiredText("currentPassword", PasswordRules.MaxLength);
        var chosen = fields.RequiredText("newPassword", PasswordRules.MaxLength);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var changed = await passwords.ChangeAsync(who, current, chosen, ct);
        return changed.IsRefused(out var wrong, out var now) ? Reply.Refused(wrong, clock) : Reply.Ok(AuthEndpoints.Describe(now), SigningInJson.Default.Me, clock);
    }

    private static async Task<Reply> ReadAsync(SignedInOperator who, SecondFactors factors, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await factors.ReadAsync(who, ct), SigningInJson.Default.SecondFactors, clock);

    private static async Task<Reply> StartTotpAsync(SignedInOperator who, SecondFactors factors, TimeProvider clock, CancellationToken ct) =>
        AuthEndpoints.Answer(await factors.StartTotpAsync(who, ct), SigningInJson.Default.TotpEnrolment, clock);

    private static async Task<Reply> ConfirmTotpAsync(JsonBody body, SignedInOperator who, SecondFactors factors, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var code = new JsonFields(body.Root, errors).RequiredText("code", SecondFactors.MaxCodeLength);
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : AuthEndpoints.Answer(await factors.ConfirmTotpAsync(who, code, ct), SigningInJson.Default.RecoveryCodes, clock);
    }

    private static async Task<Reply> RemoveTotpAsync(SignedInOperator who, SecondFactors factors, TimeProvider clock, CancellationToken ct) =>
        AuthEndpoints.Answer(await factors.RemoveTotpAsync(who, ct), SigningInJson.Default.SecondFactors, clock);

    private static async Task<Reply> RenewCodesAsync(SignedInOperator who, SecondFactors factors, TimeProvider clock, CancellationToken ct) =>
        AuthEndpoints.Answer(await factors.RenewCodesAsync(who, ct), SigningInJson.Default.RecoveryCodes, clock);

    private static async Task<Reply> ListPasskeysAsync(SignedInOperator who, Passkeys passkeys, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await passkeys.ListAsync(who, ct), SigningInJson.Default.Passkeys, clock);

    private static async Task<Reply> StartPasskeyAsync(SignedInOperator who, Passkeys passkeys, TimeProvider clock, CancellationToken ct) =>
        AuthEndpoints.Answer(await passkeys.StartRegistrationAsync(who, ct), SigningInJson.Default.PasskeyRequest, clock);

    private static async Task<Reply> RegisterPasskeyAsync(JsonBody body, SignedInOperator who, Passkeys passkeys, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var (challenge, credential) = AuthEndpoints.ReadAnswer(fields);
        var name = fields.RequiredText("name", Passkey.MaxNameLength);
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : AuthEndpoints.Answer(await passkeys.RegisterAsync(who, challenge, name, credential, ct), SigningInJson.Default.RegisteredPasskey, clock);
    }

    private static async Task<Reply> RenamePasskeyAsync(JsonBody body, long passkeyId, SignedInOperator who, Passkeys passkeys, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var name = new JsonFields(body.Root, errors).RequiredText("name", Passkey.MaxNameLength);
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : AuthEndpoints.Answer(await passkeys.RenameAsync(who, new(passkeyId), name, ct), SigningInJson.Default.OnePasskey, clock);
    }

    private static async Task<Reply> RemovePasskeyAsync(long passkeyId, SignedInOperator who, Passkeys passkeys, TimeProvider clock, CancellationToken ct) =>
        AuthEndpoints.Answer(await passkeys.RemoveAsync(who, new(passkeyId), ct), SigningInJson.Default.OnePasskey, clock);
}
