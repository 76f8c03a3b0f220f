using OiPayments.Audit;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary><c>POST /admin/apps/{id}/credentials/{credentialId}/revoke</c> ends a credential, at once and for good.</summary>
internal sealed partial class RevokeCredential(OiPaymentsDb db, AuditTrail audit, KnownCredentials known, TimeProvider clock, ILogger<Credential> log)
{
    public static void Map(RouteGroupBuilder apps) => apps.MapPost("/{id:long}/credentials/{credentialId:long}/revoke", HandleAsync)
        .WithName("revokeCredential")
        .WithSummary("Revoke a credential")
        .WithDescription("Refused from now on by this node, by every other within half a second. Revoking again changes nothing. Needs a sign-in of the last five minutes.")
        .Produces<Envelope<CredentialDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    public async Task<Outcome<CredentialDto>> RunAsync(SignedInOperator who, ApplicationId id, Id<Credential> credentialId, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out _)) return refusal;
        if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return stale;
        if (await db.Directory<Credential>().SingleOrDefaultAsync(c => c.ApplicationId == id && c.Id == credentialId, ct) is not { } credential)
            return Refusal.NotFound("credential");

        var before = credential.Status;
        credential.Status = CredentialStatus.Revoked;
        await audit.RecordAsync(who.Actor, id, new(AuditAction.CredentialRevoke, AuditTarget.Credential, credentialId.ToString())
        {
            Before = new { status = WireNames<CredentialStatus>.Of(before) },
            After = new { status = WireNames<CredentialStatus>.Of(credential.Status) },
        }, ct);
        await db.SaveAsync(ct);

        known.Forget(id);
        Revoked(log, credentialId, id, who.Id);
        return CredentialDto.From(credential);
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Id<Credential> credentialId, SignedInOperator who, RevokeCredential revoke, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await revoke.RunAsync(who, id.Value, credentialId, ct), ApplicationsJson.Default.CredentialDto, clock);

    [LoggerMessage(LogLevel.Information, "Credential {CredentialId} of application {ApplicationId} revoked by operator {OperatorId}")]
    private static partial void Revoked(ILogger log, Id<Credential> credentialId, ApplicationId applicationId, Id<Operator> operatorId);
}
