using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.SigningIn;

namespace OiPayments.Operators;

/// <summary><c>DELETE /admin/users/{id}/second-factors</c> takes the second factors of somebody who lost them.</summary>
internal sealed class RemoveSecondFactors(AccountChanges changes, SecondFactors factors, AuditTrail audit, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder users) => users.MapDelete("/{id:long}/second-factors", HandleAsync)
        .WithName("removeSecondFactors")
        .WithSummary("Remove an operator's second factors")
        .WithDescription("For an operator who lost them: removes the authenticator app, the passkeys and the recovery codes. Needs a "
            + "sign-in of the last five minutes.")
        .Produces<Envelope<OperatorDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.UserManage);

    /// <param name="who">Needs user:manage everywhere, everything that the other may do, and a fresh sign-in.</param>
    /// <param name="id">Whose.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public Task<Outcome<OperatorDto>> RunAsync(SignedInOperator who, Id<Operator> id, CancellationToken ct) =>
        changes.MakeAsync(who, id, async person =>
    {
        if (person.Id == who.Id) return AccountChanges.OnlyForOthers;
        await factors.RemoveAllAsync(id, ct);
        person.GiveKeys(who, clock.GetUtcNow());
        await audit.RecordAsync(who.Actor, null, new(AuditAction.SecondFactorsRemove, AuditTarget.Operator, id.ToString()), ct);
        return null;
    }, ct);

    private static async Task<Reply> HandleAsync(
        Id<Operator> id, SignedInOperator who, RemoveSecondFactors remove, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await remove.RunAsync(who, id, ct), OperatorsJson.Default.OperatorDto, clock);
}
