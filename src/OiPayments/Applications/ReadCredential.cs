using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>One credential, for the page that changes it; programs list them.</summary>
internal sealed class ReadCredential(OiPaymentsDb db)
{
    /// <param name="who">Needs app:read for the application.</param>
    /// <param name="id">Whose.</param>
    /// <param name="credentialId">Which.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<CredentialDto>> RunAsync(
        SignedInOperator who, ApplicationId id, Id<Credential> credentialId, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppRead, id, ct)).IsRefused(out var refusal, out _)) return refusal;
        return await db.FindCredentialAsync(id, credentialId, ct) is { } credential
            ? await db.DescribeAsync(credential, ct)
            : Refusal.NotFound("credential");
    }
}
