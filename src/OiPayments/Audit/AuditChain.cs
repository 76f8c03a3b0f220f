using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OiPayments.Persistence;

namespace OiPayments.Audit;

/// <summary>
/// The hash chain over the audit log, as the ledger has one over its journals: one chain per application and one for the service
/// itself, written within seconds of the lines, so that no operator waits for another. Who keeps a seal can tell later whether
/// any line up to it was changed or cut off, even by somebody who owns the database.
/// </summary>
internal sealed class AuditChain(OiPaymentsDb db, TimeProvider clock)
{
    /// <summary>So many lines are sealed, or read, at a time.</summary>
    public const int BatchSize = 500;

    /// <summary>Who has lines that are not sealed yet.</summary>
    public async Task<IReadOnlyList<ApplicationId>> ListUnsealedAsync(CancellationToken ct) =>
        await db.AcrossApplications<UnsealedAuditEntry>().Select(unsealed => unsealed.ApplicationId).Distinct().ToListAsync(ct);

    /// <summary>Adds seals for the next lines that wait to the unit of work, and answers how many. Of two that seal at once one fails to save.</summary>
    public async Task<int> SealNextAsync(ApplicationId application, CancellationToken ct)
    {
        var waiting = await db.Of<UnsealedAuditEntry>(application).OrderBy(unsealed => unsealed.EntryId).Take(BatchSize).ToListAsync(ct);
        if (waiting.Count == 0) return 0;

        var entries = await ReadAsync(application, [.. waiting.Select(unsealed => unsealed.EntryId)], ct);
        var (head, now) = (await Seals(application).OrderByDescending(seal => seal.Position).FirstOrDefaultAsync(ct), clock.GetUtcNow());
        var (position, previous) = (head?.Position ?? 0, head?.Hash ?? AuditSeal.NoHash);
        foreach (var unsealed in waiting)
        {
            var hash = HashOf(previous, ++position, entries[unsealed.EntryId]);
            db.Add(new AuditSeal { ApplicationId = application, Position = position, EntryId = unsealed.EntryId, Hash = hash, PreviousHash = previous, SealedAt = now });
            previous = hash;
        }

        db.RemoveRange(waiting);
        return waiting.Count;
    }

    /// <summary>Every chain there is.</summary>
    public async Task<IReadOnlyList<ApplicationId>> ListAsync(CancellationToken ct) =>
        await db.AcrossApplications<AuditSeal>().Select(seal => seal.ApplicationId).Distinct().OrderBy(application => application).ToListAsync(ct);

    /// <summary>Computes every hash again from the log as it is now, up to the first that differs.</summary>
    /// <returns>How many seals hold, and what is wrong with the next one; null when all hold.</returns>
    public async Task<(long Checked, string? Fault)> VerifyAsync(ApplicationId application, CancellationToken ct)
    {
        var (position, previous) = (0L, AuditSeal.NoHash);
        while (true)
        {
            var seals = await Seals(application).Where(seal => seal.Position > position).OrderBy(seal => seal.Position).Take(BatchSize).ToListAsync(ct);
            if (seals.Count == 0) return (position, null);

            var entries = await ReadAsync(application, [.. seals.Select(seal => seal.EntryId)], ct);
            foreach (var seal in seals)
            {
                if (FaultOf(seal, position + 1, previous, entries) is { } fault) return (position, $"seal {position + 1}: {fault}");
                (position, previous) = (seal.Position, seal.Hash);
            }
        }
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
            foreach (var column in new[] { entry.ActorName, entry.Action, entry.TargetType, entry.TargetId, entry.Before, entry.After, entry.Reason, entry.IpAddress, entry.SessionName })
                json.WriteStringValue(column);

            // Microseconds: what both databases keep.
            json.WriteStringValue(entry.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length)));
    }

    private static string? FaultOf(AuditSeal seal, long expected, string previous, Dictionary<Id<AuditEntry>, AuditEntry> entries)
    {
        if (seal.Position != expected) return $"it is missing; the next one stands at {seal.Position}";
        if (seal.PreviousHash != previous) return "it does not follow from the seal before it";
        if (!entries.TryGetValue(seal.EntryId, out var entry)) return $"line {seal.EntryId} is missing";
        return HashOf(previous, expected, entry) == seal.Hash ? null : $"line {seal.EntryId} is not what was sealed";
    }

    private Task<Dictionary<Id<AuditEntry>, AuditEntry>> ReadAsync(ApplicationId application, List<Id<AuditEntry>> ids, CancellationToken ct) =>
        db.Of<AuditEntry>(application).AsNoTracking().Where(entry => ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, ct);

    private IQueryable<AuditSeal> Seals(ApplicationId application) => db.Of<AuditSeal>(application).AsNoTracking();
}
