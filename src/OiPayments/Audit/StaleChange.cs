using System.Text.Json;
using OiPayments.Persistence;

namespace OiPayments.Audit;

/// <summary>
/// What somebody is told whose change was made against a version that is not the newest any more: both values of every field that they
/// sent and that stands otherwise by now, and who changed it last.
/// </summary>
internal sealed class StaleChange(OiPaymentsDb db, TimeProvider clock)
{
    private const int LinesLookedAt = 50;

    // A form that was open for longer still gets both values; only the names are left out.
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(7);

    /// <param name="what">What people call it: this application, this role.</param>
    /// <param name="whose">Whose audit log tells of it.</param>
    /// <param name="target">What the audit log calls it: the kind, and which.</param>
    /// <param name="yours">The fields that were sent.</param>
    /// <param name="current">Every field that can be sent, as it is now.</param>
    /// <param name="logged">What the audit log calls the field, where that is another name.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Refusal> DescribeAsync(
        string what, ApplicationId? whose, (AuditTarget Kind, string Id) target, JsonElement yours, JsonElement current, string? logged,
        CancellationToken ct)
    {
        var differing = yours.EnumerateObject()
            .Where(field => current.TryGetProperty(field.Name, out var now) && !JsonElement.DeepEquals(field.Value, now)).ToList();
        var lines = differing.Count == 0 ? [] : await LinesAsync(whose ?? AuditEntry.OfTheService, target, ct);
        var conflicts = differing.ToDictionary(
            field => field.Name,
            field =>
            {
                var last = lines.Find(line => Changes(line, logged ?? field.Name));
                return new FieldConflict(field.Value, current.GetProperty(field.Name))
                {
                    ChangedBy = last?.ActorName,
                    ChangedAt = last?.CreatedAt
                };
            },
            StringComparer.Ordinal);
        return new(
            ErrorCode.InvalidOperationState,
            conflicts.Count == 0
                ? $"Somebody changed this {what} since you read it; what you sent stands there already. Nothing was changed by you."
                : $"Somebody changed this {what} since you read it. Nothing was changed by you; data holds both values. Read it again, "
                    + "and send its new version with what you want.")
        {
            Conflicts = conflicts,
        };
    }

    private Task<List<AuditEntry>> LinesAsync(ApplicationId whose, (AuditTarget Kind, string Id) target, CancellationToken ct)
    {
        var (since, kind) = (clock.GetUtcNow() - LookedBack, AuditCodes.Of(target.Kind));
        return db.Of<AuditEntry>(whose).AsNoTracking()
            .Where(line => line.CreatedAt >= since && line.TargetType == kind && line.TargetId == target.Id)
            .OrderByDescending(line => line.CreatedAt).ThenByDescending(line => line.Id).Take(LinesLookedAt).ToListAsync(ct);
    }

    private static bool Changes(AuditEntry line, string field)
    {
        if (line.After is null) return false;
        using var after = JsonDocument.Parse(line.After);
        if (!after.RootElement.TryGetProperty(field, out var isNow)) return false;
        if (line.Before is null) return true;
        using var before = JsonDocument.Parse(line.Before);
        return !before.RootElement.TryGetProperty(field, out var was) || !JsonElement.DeepEquals(was, isNow);
    }
}
