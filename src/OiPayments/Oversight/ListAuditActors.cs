using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Oversight;

/// <summary>Somebody who may stand in the log.</summary>
internal sealed record AuditActor(long Id, string Name, string Email);

internal sealed record AuditActors(IReadOnlyList<AuditActor> Items);

/// <summary>
/// The people whose lines of the audit log can be asked for, for the page that shows it: all of them for who may read the whole log, for
/// others those who did something lately that they may see.
/// </summary>
internal sealed class ListAuditActors(OiPaymentsDb db)
{
    private const int MaxActors = 500;
    private const int LinesLookedAt = 1000;

    /// <param name="who">Needs audit:read.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<AuditActors>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.Lacks(Permission.AuditRead) is { } forbidden) return forbidden;
        var people = db.Directory<Operator>();
        if (!who.Rights.Of(Permission.AuditRead).IsEverywhere)
        {
            var lately = (await db.RecordsFor<AuditEntry>(who, Permission.AuditRead)
                .Where(e => e.ActorId != null)
                .OrderByDescending(e => e.CreatedAt)
                .Take(LinesLookedAt)
                .Select(e => e.ActorId).ToListAsync(ct)).Distinct().Select(id => new Id<Operator>(id.GetValueOrDefault())).ToList();
            people = people.Where(o => lately.Contains(o.Id));
        }

        var found = await people.OrderBy(o => o.Name)
            .ThenBy(o => o.Id)
            .Take(MaxActors)
            .Select(o => new { o.Id, o.Name, o.Email })
            .ToListAsync(ct);
        return new AuditActors(found.ConvertAll(o => new AuditActor(o.Id.Value, o.Name, o.Email)));
    }
}
