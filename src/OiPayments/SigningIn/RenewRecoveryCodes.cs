using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/recovery-codes</c> makes ten new recovery codes; those from before stop working.</summary>
internal sealed class RenewRecoveryCodes(OiPaymentsDb db, SecondFactors factors, AuditTrail audit)
{
    private static readonly Refusal NoneToRecover = new(
        ErrorCode.InvalidOperationState, "Recovery codes stand in for a second factor, and you have none. Nothing was changed.");

    public static void Map(RouteGroupBuilder own) => own.MapPost("/recovery-codes", HandleAsync)
        .WithName("renewRecoveryCodes")
        .WithSummary("Replace the recovery codes")
        .WithDescription("Returns ten new codes, shown once. The old codes stop working.")
        .Produces<Envelope<RecoveryCodes>>()
        .Refuses(ErrorCode.ReauthRequired, ErrorCode.InvalidOperationState);

    /// <summary>Saves. Needs a fresh sign-in.</summary>
    public async Task<Outcome<RecoveryCodes>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (factors.Unproven(who) is { } refusal) return refusal;
        if (!await factors.HasAnyAsync(who.Id, ct)) return NoneToRecover;

        await factors.DropCodesAsync(who.Id, ct);
        var codes = factors.AddCodes(who.Id);
        await audit.RecordAsync(who.Actor, null, new(AuditAction.RecoveryCodesRenew, AuditTarget.Operator, who.Id.ToString()), ct);
        return await db.TrySaveAsync(ct) ? codes : SecondFactors.Changed;
    }

    private static async Task<Reply> HandleAsync(
        SignedInOperator who, RenewRecoveryCodes renew, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await renew.RunAsync(who, ct), SigningInJson.Default.RecoveryCodes, clock);
}
