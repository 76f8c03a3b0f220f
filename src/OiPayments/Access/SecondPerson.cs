using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Access;

/// <summary>
/// Whether an operator is somebody else than the one whose wish they are to approve. Two accounts are not two people while one person may
/// hold the keys of both: whoever invites somebody, resets their password or takes their second factors can sign in as them.
/// </summary>
internal sealed class SecondPerson(OiPaymentsDb db, ControlOptions options, TimeProvider clock)
{
    private static readonly string[] TakingRights =
        [.. ((AuditAction[])[AuditAction.OperatorChange, AuditAction.OperatorGrant, AuditAction.RoleChange, AuditAction.RoleDelete])
            .Select(AuditCodes.Of)];

    private static readonly string OperatorTarget = AuditCodes.Of(AuditTarget.Operator);

    /// <summary>Why <paramref name="who"/> cannot agree to what the others asked for or agreed to; null when they can.</summary>
    /// <param name="who">Who wants to agree.</param>
    /// <param name="others">As records name them: <c>operator:7</c>, or something that is no operator. Null is nobody.</param>
    /// <param name="ct">Ends the look-up.</param>
    public async Task<Refusal?> RefuseAsync(SignedInOperator who, IEnumerable<string?> others, CancellationToken ct)
    {
        var asked = others.Select(OperatorKey.Read).OfType<Id<Operator>>().Distinct().ToList();
        if (asked.Contains(who.Id))
            return new(ErrorCode.Forbidden, "You asked for this yourself; somebody else has to decide. Nothing was changed.");
        if (asked.Count == 0 || options.NewKeysWait <= TimeSpan.Zero) return null;

        var since = clock.GetUtcNow() - options.NewKeysWait;
        List<Id<Operator>> all = [who.Id, .. asked];
        var keys = await db.Directory<Operator>()
            .Where(person => all.Contains(person.Id) && person.KeysGivenBy != null && person.KeysGivenAt > since)
            .Select(person => new { person.Id, person.KeysGivenBy, person.KeysGivenAt }).ToListAsync(ct);

        // One of them gave the other's keys out; or somebody else both of theirs.
        var own = keys.Find(key => key.Id == who.Id);
        var linked = keys.Where(key => key.Id != who.Id && (key.KeysGivenBy == who.Id || key.KeysGivenBy == own?.KeysGivenBy)).ToList();
        if (own is not null && (linked.Count > 0 || (own.KeysGivenBy is { } giver && asked.Contains(giver)))) linked.Add(own);
        if (linked.Count == 0) return null;

        var until = (linked.Max(key => key.KeysGivenAt) + options.NewKeysWait).GetValueOrDefault();
        return new(ErrorCode.Forbidden,
            "You do not count as a second person to whoever asked for this: an account of the two was made, or its password or second "
                + "factors reset, by the other, or both by the same operator. "
                + $"Somebody else has to decide, or you after {IsoTime.Second(until)}. Nothing was changed.");
    }

    /// <summary>Whether a change that weakens a control of this application has to wait for another operator.</summary>
    public async Task<bool> IsNeededAsync(SignedInOperator who, Permission permission, ApplicationId application, CancellationToken ct) =>
        options.SecondPerson switch
        {
            SecondPersonRule.Never => false,
            SecondPersonRule.Always => true,
            _ => await ExistsAsync(who, permission, application, ct) || await MayHaveTakenRightsAsync(who, ct),
        };

    private async Task<bool> ExistsAsync(SignedInOperator who, Permission permission, ApplicationId application, CancellationToken ct)
    {
        var others = db.Directory<Operator>().Where(person => person.Enabled && person.Id != who.Id);
        if (await others.AnyAsync(person => person.SuperAdmin, ct)) return true;
        var roles = await others.Join(db.Directory<RoleGrant>(), person => person.Id, grant => grant.OperatorId, (_, grant) => grant)
            .Where(grant => grant.ApplicationId == RoleGrant.Everywhere || grant.ApplicationId == application)
            .Join(db.Directory<Role>(), grant => grant.RoleId, role => role.Id, (_, role) => role.Permissions).ToListAsync(ct);
        return roles.Exists(permissions => permissions.Contains(permission));
    }

    /// <summary>
    /// Nobody becomes alone by their own hand: who disabled another operator, or changed what others may do, is not alone for as long as
    /// the other has to notice. The audit log remembers, and nobody can take a line out of it.
    /// </summary>
    private async Task<bool> MayHaveTakenRightsAsync(SignedInOperator who, CancellationToken ct)
    {
        var (since, me, myself) = (clock.GetUtcNow() - options.NewKeysWait, who.Id.Value, who.Id.ToString());
        return await db.Of<AuditEntry>(AuditEntry.OfTheService).AnyAsync(
            line => line.CreatedAt > since
                && line.ActorType == ActorType.Operator
                && line.ActorId == me
                && TakingRights.Contains(line.Action)
                && !(line.TargetType == OperatorTarget && line.TargetId == myself),
            ct);
    }
}
