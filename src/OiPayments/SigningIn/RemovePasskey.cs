using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>DELETE /auth/passkeys/{passkeyId}</c> removes a passkey, and the recovery codes with the last second factor.</summary>
internal sealed class RemovePasskey(OiPaymentsDb db, Passkeys passkeys, SecondFactors factors, AuditTrail audit)
{
    public static void Map(RouteGroupBuilder own) => own.MapDelete("/passkeys/{passkeyId:long}", HandleAsync)
        .WithName("removePasskey")
        .WithSummary("Remove a passkey")
        .WithDescription("The passkey can no longer sign in. Removing your last second factor also removes the recovery codes.")
        .Produces<Envelope<PasskeyDto>>()
        .Refuses(ErrorCode.ReauthRequired, ErrorCode.ResourceNotFound);

    /// <summary>Saves. Needs a fresh sign-in.</summary>
    public async Task<Outcome<PasskeyDto>> RunAsync(SignedInOperator who, Id<Passkey> id, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        if (await passkeys.FindOwnAsync(who, id, ct) is not { } passkey) return Refusal.NotFound("passkey");

        db.Remove(passkey);
        var hasOther = await db.Directory<Passkey>().AnyAsync(other => other.OperatorId == who.Id && other.Id != id, ct)
            || await db.Directory<OperatorTotp>().AnyAsync(totp => totp.OperatorId == who.Id && totp.ConfirmedAt != null, ct);
        if (!hasOther) await factors.DropCodesAsync(who.Id, ct);
        await audit.RecordAsync(
            who.Actor, null, new(AuditAction.PasskeyRemove, AuditTarget.Passkey, id.ToString()) { Before = new { passkey.Name } }, ct);
        return await db.TrySaveAsync(ct) ? PasskeyDto.From(passkey) : Refusal.NotFound("passkey");
    }

    private static async Task<Reply> HandleAsync(
        long passkeyId, SignedInOperator who, RemovePasskey remove, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await remove.RunAsync(who, new(passkeyId), ct), SigningInJson.Default.OnePasskey, clock);
}
