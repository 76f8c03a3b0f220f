using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>POST /admin/apps/{id}/credentials/{credentialId}/revoke</c> ends a credential, at once and for good.</summary>
internal sealed partial class RevokeCredential(
    OiPaymentsDb db, UnitOfWork unit, AuditTrail audit, KnownCredentials known, TimeProvider clock, ILogger<RevokeCredential> log)
{
    private static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState,
        "Too many others were changing this credential. It was not revoked by you; read it again and retry.");

    public static void Map(RouteGroupBuilder apps) => apps.MapPost("/{id:long}/credentials/{credentialId:long}/revoke", HandleAsync)
        .WithName("revokeCredential")
        .WithSummary("Revoke a credential")
        .WithDescription("This node refuses the credential at once, every other within half a second. Revoking it again changes nothing. "
            + "Needs a sign-in of the last five minutes.")
        .Produces<Envelope<CredentialDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    public async Task<Outcome<CredentialDto>> RunAsync(
        SignedInOperator who, ApplicationId id, Id<Credential> credentialId, CancellationToken ct)
    {
        // Who revokes wants it gone, whatever else was done to it at the same moment.
        return (await unit.RunAsync(RevokeAsync, ct)).OrRefuse(TooManyAtOnce);

        async Task<Outcome<CredentialDto>> RevokeAsync()
        {
            if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out _)) return refusal;
            if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return stale;
            if (await db.FindCredentialAsync(id, credentialId, ct) is not { } credential) return Refusal.NotFound("credential");
            if (credential.Status is CredentialStatus.Revoked) return await db.DescribeAsync(credential, ct);

            var before = credential.Status;
            (credential.Status, credential.Version) = (CredentialStatus.Revoked, credential.Version + 1);
            await audit.RecordAsync(who.Actor, id, new(AuditAction.CredentialRevoke, AuditTarget.Credential, credentialId.ToString())
            {
                Before = new { status = WireNames<CredentialStatus>.Of(before) },
                After = new { status = WireNames<CredentialStatus>.Of(credential.Status) },
            }, ct);
            db.AfterCommit(() =>
            {
                known.Forget(id);
                Revoked(log, credentialId, id, who.Id);
            });
            return await db.DescribeAsync(credential, ct);
        }
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Id<Credential> credentialId, SignedInOperator who, RevokeCredential revoke, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await revoke.RunAsync(who, id.Value, credentialId, ct), ApplicationsJson.Default.CredentialDto, clock);

    [LoggerMessage(LogLevel.Information, "Credential {CredentialId} of application {ApplicationId} revoked by operator {OperatorId}")]
    private static partial void Revoked(ILogger log, Id<Credential> credentialId, ApplicationId applicationId, Id<Operator> operatorId);
}
