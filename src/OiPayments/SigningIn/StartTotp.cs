using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// <c>POST /auth/totp</c> begins to enrol an authenticator app: nothing asks for its codes before the first one was right.
/// </summary>
internal sealed class StartTotp(OiPaymentsDb db, SecondFactors factors, SecretBox box)
{
    public static void Map(RouteGroupBuilder own) => own.MapPost("/totp", HandleAsync)
        .WithName("startTotp")
        .WithSummary("Start enrolling an authenticator app")
        .WithDescription("Returns the shared secret, once. Codes are not required until you confirm one with `POST /auth/totp/confirm`.")
        .Produces<Envelope<TotpEnrolment>>()
        .Refuses(ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);

    /// <summary>Saves. Needs a fresh sign-in.</summary>
    public async Task<Outcome<TotpEnrolment>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        var totp = await db.Directory<OperatorTotp>().SingleOrDefaultAsync(totp => totp.OperatorId == who.Id, ct);
        if (totp?.ConfirmedAt is not null) return new Refusal(
            ErrorCode.InvalidOperationState, "An authenticator app is enrolled already; remove it first. Nothing was changed.");

        var secret = Totp.NewSecret();
        if (totp is null) db.Add(totp = new() { OperatorId = who.Id, Secret = "" });
        (totp.Secret, totp.Version) = (box.Close(secret), totp.Version + 1);
        return await db.TrySaveAsync(ct) ? new TotpEnrolment(secret, Totp.UriOf(who.Email, secret)) : SecondFactors.Changed;
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, StartTotp start, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await start.RunAsync(who, ct), SigningInJson.Default.TotpEnrolment, clock);
}
