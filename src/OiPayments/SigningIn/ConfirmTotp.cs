using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/totp/confirm</c> enrols the authenticator app, with the code it shows now.</summary>
internal sealed class ConfirmTotp(OiPaymentsDb db, SecondFactors factors, SecretBox box, AuditTrail audit, TimeProvider clock)
{
    public sealed record Request([property: Description("The six digits that the app shows now.")] string Code) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(fields.RequiredText("code"));

        public void Check(FieldErrors errors) => errors.CheckFilled("code", Code, SecondFactors.MaxCodeLength);
    }

    public static void Map(RouteGroupBuilder own) => own.MapPost("/totp/confirm", HandleAsync)
        .WithName("confirmTotp")
        .WithSummary("Enrol the authenticator app")
        .WithDescription("Send the code that the app shows now. From then on, signing in with the password also needs a code. If this is "
            + "your first second factor, the answer has recovery codes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<RecoveryCodes>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);

    /// <summary>Saves. Answers recovery codes when these are the first.</summary>
    /// <param name="who">Whose app. Needs a fresh sign-in.</param>
    /// <param name="request">The code.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<RecoveryCodes>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } wrong) return wrong;
        if (factors.Unproven(who) is { } refusal) return refusal;
        var (totp, now) = (
            await db.Directory<OperatorTotp>().SingleOrDefaultAsync(totp => totp.OperatorId == who.Id, ct), clock.GetUtcNow());
        if (totp is null || totp.ConfirmedAt is not null) return new Refusal(
            ErrorCode.InvalidOperationState,
            "No authenticator app waits for its first code; begin with POST /auth/totp. Nothing was changed.");
        if (Totp.Match(box.Open(totp.Secret), request.Code, now, totp.LastStep) is not { } step)
            return new Refusal(
                ErrorCode.ValidationError, "The code is not right.",
                new Dictionary<string, string> { ["code"] = "Is not what the app shows now; check the clock of its device." });

        (totp.ConfirmedAt, totp.LastStep, totp.Version) = (now, step, totp.Version + 1);
        var codes = await factors.FirstCodesAsync(who.Id, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.TotpEnrol, AuditTarget.Operator, who.Id.ToString()), ct);
        return await db.TrySaveAsync(ct) ? codes : SecondFactors.Changed;
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, ConfirmTotp confirm, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await confirm.RunAsync(who, body.Request, ct), SigningInJson.Default.RecoveryCodes, clock);
}
