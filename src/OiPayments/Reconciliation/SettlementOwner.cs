using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>Whose settlement it is: the service's own store belongs to nobody, and so to those who may see everything.</summary>
internal sealed record SettlementOwner(ApplicationId Id);

internal static class SettlementOwners
{
    extension(OiPaymentsDb db)
    {
        /// <summary>The owner, for who has the permission for that application, or for every one.</summary>
        public async Task<Outcome<SettlementOwner>> OwnerOfAsync(
            SignedInOperator who, Permission permission, ApplicationId? application, CancellationToken ct)
        {
            if (application is not { } id)
                return who.LacksEverywhere(permission) is { } missing ? missing : new SettlementOwner(ApplicationId.Nobody);
            return (await db.FindApplicationAsync(who, permission, id, ct)).IsRefused(out var refusal, out var found)
                ? refusal
                : new SettlementOwner(found.Id);
        }
    }
}
