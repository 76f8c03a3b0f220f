using System.Security.Cryptography;
using System.Text.Json;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Audit;

/// <summary>
/// The hash chain over the audit log, as the ledger has one over its journals: one chain per application and one for the service
/// itself, written within seconds of the lines, so that no operator waits for another. Who keeps a seal can tell later whether
/// any line up to it was changed or cut off, even by somebody who owns the database.
/// </summary>
internal sealed class AuditChain(OiPaymentsDb db, TimeProvider clock)
{
    /// <summary>Who has lines that are not sealed yet.</summary>
    public async Task<IReadOnlyList<ApplicationId>> ListUnsealedAsync(CancellationToken ct) =>
        await db.AcrossApplications<UnsealedAuditEntry>().Select(unsealed => unsealed.ApplicationId).Distinct().ToListAsync(ct);

    /// <summary>
    /// Adds seals for the next lines that wait to the unit of work, and answers how many. Of two that seal at once one fails to save.
    /// </summary>
    public async Task<int> SealNextAsync(ApplicationId application, CancellationToken ct)
    {
        var waiting = await db.Of<UnsealedAuditEntry>(application)
            .OrderBy(unsealed => unsealed.EntryId)
            .Take(HashChain.BatchSize)
            .ToListAsync(ct);
        if (waiting.Count == 0) return 0;

        var entries = await ReadAsync(application, [.. waiting.Select(unsealed => unsealed.EntryId)], ct);
        var (head, now) = (await Seals(application).OrderByDescending(seal => seal.Position).FirstOrDefaultAsync(ct), clock.GetUtcNow());
        db.AddRange(HashChain.Grow(head?.Position, head?.Hash, waiting, (unsealed, previous, position) => new AuditSeal
        {
            ApplicationId = application,
            Position = position,
            EntryId = unsealed.EntryId,
            Hash = HashOf(previous, position, entries[unsealed.EntryId]),
            PreviousHash = previous,
            SealedAt = now,
        }));
        db.RemoveRange(waiting);
        return waiting.Count;
    }

    /// <summary>Every chain there is.</summary>
    public async Task<IReadOnlyList<ApplicationId>> ListAsync(CancellationToken ct) =>
        await db.AcrossApplications<AuditSeal>()
            .Select(seal => seal.ApplicationId)
            .Distinct()
            .OrderBy(application => application)
            .ToListAsync(ct);

    /// <summary>Computes every hash again from the log as it is now, up to the first that differs.</summary>
    /// <returns>How many seals hold, and what is wrong with the next one; null when all hold.</returns>
    public async Task<(long Checked, string? Fault)> VerifyAsync(ApplicationId application, CancellationToken ct)
    {
        var verdict = await HashChain.VerifyAsync(
            Seals(application),
            async seals =>
            {
                var entries = await ReadAsync(application, [.. seals.Select(seal => seal.EntryId)], ct);
                return seal => entries.TryGetValue(seal.EntryId, out var entry) ? HashOf(seal.PreviousHash, seal.Position, entry) : null;
            },
            seal => $"line {seal.EntryId}",
            "it",
            ct);
        return (verdict.Checked, verdict.Fault is { } fault ? $"seal {verdict.BrokenAt}: {fault}" : null);
    }

    /// <summary>SHA-256 over the seal before and every column of the line, as one JSON array, so that no value can pass for two.</summary>
    internal static string HashOf(string previous, long position, AuditEntry entry)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            json.WriteStringValue("oi-audit-seal 1");
            json.WriteStringValue(previous);
            json.WriteNumberValue(position);
            json.WriteNumberValue(entry.ApplicationId.Value);
            json.WriteNumberValue(entry.Id.Value);
            json.WriteStringValue(WireNames<ActorType>.Of(entry.ActorType));
            if (entry.ActorId is { } actor) json.WriteNumberValue(actor);
            else json.WriteNullValue();
            foreach (var column in new[]
            {
                entry.ActorName, entry.Action, entry.TargetType, entry.TargetId, entry.Before, entry.After, entry.Reason, entry.IpAddress,
                entry.SessionName
            })
                json.WriteStringValue(column);

            json.WriteStringValue(IsoTime.SealedInstant(entry.CreatedAt));
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length)));
    }

    private Task<Dictionary<Id<AuditEntry>, AuditEntry>> ReadAsync(
        ApplicationId application, List<Id<AuditEntry>> ids, CancellationToken ct) =>
        db.Of<AuditEntry>(application).AsNoTracking().Where(entry => ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, ct);

    private IQueryable<AuditSeal> Seals(ApplicationId application) => db.Of<AuditSeal>(application).AsNoTracking();
}
