using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary><c>POST /admin/apps/{id}/credentials/{credentialId}/revoke</c> ends a credential, at once and for good.</summary>
internal static partial class RevokeCredential
{
    public static void Map(RouteGroupBuilder apps) => apps.MapPost("/{id:long}/credentials/{credentialId:long}/revoke", HandleAsync)
        .WithName("revokeCredential")
        .WithSummary("Revoke a credential")
        .WithDescription("Refused from now on by this node, by every other within half a second. Revoking again changes nothing. Needs a sign-in of the last five minutes.")
        .Produces<Envelope<CredentialDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.ReauthRequired);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Id<Credential> credentialId, SignedInOperator who, OiPaymentsDb db, KnownCredentials known, TimeProvider clock,
        ILogger<Credential> log, CancellationToken ct)
    {
        if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return Reply.Refused(stale, clock);
        if (await db.Directory<Credential>().SingleOrDefaultAsync(c => c.ApplicationId == id.Value && c.Id == credentialId, ct) is not { } credential)
            return Reply.Refused(Refusal.NotFound("credential"), clock);

        credential.Status = CredentialStatus.Revoked;
        await db.SaveAsync(ct);

        known.Forget(id.Value);
        Revoked(log, credentialId, id.Value, who.Id);
        return Reply.Ok(CredentialDto.From(credential), ApplicationsJson.Default.CredentialDto, clock);
    }

    [LoggerMessage(LogLevel.Information, "Credential {CredentialId} of application {ApplicationId} revoked by operator {OperatorId}")]
    private static partial void Revoked(ILogger log, Id<Credential> credentialId, ApplicationId applicationId, Id<Operator> operatorId);
}
