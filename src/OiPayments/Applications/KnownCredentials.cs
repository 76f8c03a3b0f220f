using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// Checks keys and secrets against what this node read of the directory at most <see cref="MaxAge"/> ago, so that a request
/// in a busy second costs no query, and a revocation made on another node is seen within that time. One made here is seen at once.
/// </summary>
internal sealed class KnownCredentials(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(1);
    private const int MaxEntries = 10_000;

    // Compared with when there is no such key, so that a wrong key takes the way of a wrong secret.
    private static readonly byte[] NoDigest = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Null for anything that is not right; never says what.</summary>
    public async ValueTask<CallingApplication?> CheckAsync(string? key, string? secret, CancellationToken ct)
    {
        if (!ApiKey.IsKey(key) || !ApiKey.IsSecret(secret)) return null;

        var keyDigest = RandomToken.Digest(key!);
        var now = clock.GetUtcNow();
        var name = Convert.ToHexString(keyDigest);
        if (!entries.TryGetValue(name, out var entry) || now - entry.ReadAt >= MaxAge)
            entry = await ReadAsync(name, keyDigest, now, ct);

        var matches = CryptographicOperations.FixedTimeEquals(RandomToken.Digest(secret!), entry.Credential?.SecretDigest ?? NoDigest);
        return matches && entry.Credential!.IsUsableAt(now) && entry.IsEnabled ? entry.Caller : null;
    }

    /// <summary>Forgets everything this node knows of an application: its settings or credentials have changed.</summary>
    public void Forget(ApplicationId applicationId)
    {
        foreach (var (name, entry) in entries)
            if (entry.Credential?.ApplicationId == applicationId) entries.TryRemove(name, out _);
    }

    private async Task<Entry> ReadAsync(string name, byte[] keyDigest, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var found = await db.Directory<Credential>().AsNoTracking()
            .Where(c => c.KeyDigest == keyDigest)
            .Join(db.Directory<Application>(), c => c.ApplicationId, a => a.Id, (credential, application) => new
            {
                Credential = credential,
                application.Name,
                application.Status,
                application.ReturnUrl,
                application.MinAmountMinor,
                application.MaxAmountMinor,
            })
            .SingleOrDefaultAsync(ct);

        var entry = found is null
            ? new Entry(null, null, IsEnabled: false, now)
            : new Entry(
                found.Credential,
                new(new(found.Credential.ApplicationId, found.Credential.Mode), found.Name, found.Credential.Id,
                    found.ReturnUrl, found.MinAmountMinor, found.MaxAmountMinor),
                found.Status is ApplicationStatus.Active,
                now);

        if (found is not null && (found.Credential.LastUsedAt is not { } last || now - last >= LastUsedPrecision))
            await db.Directory<Credential>().Where(c => c.KeyDigest == keyDigest).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastUsedAt, now), ct);

        // Bounded, because strangers choose what is looked up. Refilling costs one query a key.
        if (entries.Count >= MaxEntries) entries.Clear();
        return entries[name] = entry;
    }

    private sealed record Entry(Credential? Credential, CallingApplication? Caller, bool IsEnabled, DateTimeOffset ReadAt);
}
