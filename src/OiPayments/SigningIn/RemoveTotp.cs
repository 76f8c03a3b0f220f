using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>DELETE /auth/totp</c> removes the authenticator app, and the recovery codes with the last second factor.</summary>
internal sealed class RemoveTotp(OiPaymentsDb db, SecondFactors factors, AuditTrail audit)
{
    public static void Map(RouteGroupBuilder own) => own.MapDelete("/totp", HandleAsync)
        .WithName("removeTotp")
        .WithSummary("Remove the authenticator app")
        .WithDescription("Removing your last second factor also removes the recovery codes.")
        .Produces<Envelope<SecondFactorsDto>>()
        .Refuses(ErrorCode.ReauthRequired, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Saves. Needs a fresh sign-in.</summary>
    public async Task<Outcome<SecondFactorsDto>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        var totp = await db.Directory<OperatorTotp>().SingleOrDefaultAsync(totp => totp.OperatorId == who.Id, ct);
        if (totp is null) return Refusal.NotFound("authenticator app");

        db.Remove(totp);
        if (!await db.Directory<Passkey>().AnyAsync(passkey => passkey.OperatorId == who.Id, ct)) await factors.DropCodesAsync(who.Id, ct);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.TotpRemove, AuditTarget.Operator, who.Id.ToString()), ct);
        return await db.TrySaveAsync(ct) ? await factors.DescribeAsync(who.Id, ct) : SecondFactors.Changed;
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, RemoveTotp remove, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await remove.RunAsync(who, ct), SigningInJson.Default.SecondFactors, clock);
}
