using OiPayments.Access;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>What signing in leaves behind: counts of wrong tries, challenges of passkeys, and sessions that ended long ago.</summary>
/// <remarks>The audit log tells of sessions for ever; these are for recognising networks, and looking back a little.</remarks>
internal sealed class SignInRetention(RetentionOptions options) : IRetention
{
    public string Rows => "rows of old sign-ins";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (triedBefore, overBefore) = (now - SignInLimits.ForgetAfter, now - options.Sessions);
        return await db.Directory<SignInLimit>().Where(limit => limit.LastTriedAt < triedBefore).ExecuteDeleteAsync(ct)
            + await db.Directory<PasskeyChallenge>().Where(challenge => challenge.ExpiresAt < now).ExecuteDeleteAsync(ct)
            + await db.Directory<OperatorSession>().Where(session => session.ExpiresAt < overBefore).ExecuteDeleteAsync(ct);
    }
}
