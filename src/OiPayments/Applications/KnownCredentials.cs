using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Throttling;

namespace OiPayments.Applications;

/// <summary>
/// Checks keys and secrets against what this node read of the directory at most <see cref="MaxAge"/> ago, so that a request
/// in a busy second costs no query, and a revocation made on another node is seen within that time. One made here is seen at once.
/// What strangers can make it do is bounded: keys that we issued are kept apart from those nobody has, and only a few of the
/// latter are looked up at a time, and for one address only so many (<see cref="CallerLimits"/>).
/// </summary>
internal sealed class KnownCredentials(IServiceScopeFactory scopes, CallerLimits limits, IBusinessClock time, TimeProvider clock)
    : IDisposable
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);
    public const int MaxStrangers = 1_000;
    public const int StrangersLookedUpAtOnce = 8;
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(1);

    // Compared with when there is no such key, so that a wrong key takes the way of a wrong secret.
    private static readonly byte[] NoDigest = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    // As many as were ever issued and used here; operators alone make more.
    private readonly ConcurrentDictionary<string, Entry> issued = new(StringComparer.Ordinal);

    // Keys nobody has. Forgetting them costs their senders a query, and those who have a key nothing.
    private readonly ConcurrentDictionary<string, Entry> strangers = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Lazy<Task<Entry>>> reading = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim strangersTurn = new(StrangersLookedUpAtOnce);
    private int generation;

    /// <summary>How many keys this node remembers that nobody has.</summary>
    public int StrangersKept => strangers.Count;

    /// <summary>How many keys this node remembers that were issued.</summary>
    public int IssuedKept => issued.Count;

    /// <summary>The caller, or a refusal that never says what is wrong.</summary>
    public async ValueTask<CredentialCheck> CheckAsync(string? key, string? secret, IPAddress? address, CancellationToken ct)
    {
        if (!ApiKey.IsKey(key) || !ApiKey.IsSecret(secret)) return Refuse(limits.Fail(address));

        var (name, now) = (Convert.ToHexString(RandomToken.Digest(key!)), clock.GetUtcNow());
        var isIssued = issued.TryGetValue(name, out var entry);
        if (!isIssued) strangers.TryGetValue(name, out entry);

        RateVerdict? paid = null;
        if (entry is null || clock.GetElapsedTime(entry.ReadAt) >= MaxAge)
        {
            // A guess is paid for before the database is asked. Whoever has a key that works on this node never waits for guessers.
            if (!isIssued && !reading.ContainsKey(name))
            {
                paid = limits.Fail(address);
                if (!paid.Value.IsAllowed) return Refuse(paid.Value);
            }

            entry = await ReadOnceAsync(name, isIssued).WaitAsync(ct);
        }

        var matches = CryptographicOperations.FixedTimeEquals(RandomToken.Digest(secret!), entry.Credential?.SecretDigest ?? NoDigest);
        if (!matches || entry.Caller is not { } caller || !entry.MayBeUsed(time.Now(caller.Scope), address))
            return Refuse(paid ?? limits.Fail(address));

        if (paid is not null) limits.Forgive(address);
        await NoteUseAsync(entry, now);
        return new(caller, null);
    }

    /// <summary>Forgets everything this node knows of an application: its settings or credentials have changed.</summary>
    public void Forget(ApplicationId applicationId)
    {
        // A look-up that is under way may have read what was before: its answer is for those who wait, and not kept.
        Interlocked.Increment(ref generation);
        reading.Clear();
        foreach (var (name, entry) in issued)
            if (entry.Credential?.ApplicationId == applicationId) issued.TryRemove(name, out _);
    }

    public void Dispose() => strangersTurn.Dispose();

    private static CredentialCheck Refuse(RateVerdict failures) => new(null, failures.IsAllowed ? null : failures.Wait);

    /// <summary>However many ask for one key at once, the database is asked once; and goes on though the first of them hangs up.</summary>
    private Task<Entry> ReadOnceAsync(string name, bool isIssued) =>
        reading.GetOrAdd(name, wanted => new(() => ReadAndForgetAsync(wanted, isIssued))).Value;

    private async Task<Entry> ReadAndForgetAsync(string name, bool isIssued)
    {
        // SQLite answers on the calling thread, which still holds the Lazy.
        await Task.Yield();
        var began = Volatile.Read(ref generation);
        if (!isIssued) await strangersTurn.WaitAsync();
        try
        {
            var entry = await ReadAsync(Convert.FromHexString(name));
            if (began == Volatile.Read(ref generation)) Keep(name, entry);
            return entry;
        }
        finally
        {
            if (!isIssued) strangersTurn.Release();
            reading.TryRemove(name, out _);
        }
    }

    private void Keep(string name, Entry entry)
    {
        if (entry.Credential is not null)
        {
            issued[name] = entry;
            return;
        }

        if (strangers.Count >= MaxStrangers) strangers.Clear();
        strangers[name] = entry;
    }

    private async Task<Entry> ReadAsync(byte[] keyDigest)
    {
        // Stamped before the query: what changes while it runs is seen MaxAge from now at the latest.
        var readAt = clock.GetTimestamp();
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
                Limits = db.AcrossApplications<CurrencyLimits>().Where(limits => limits.ApplicationId == application.Id).ToList(),
            })
            .SingleOrDefaultAsync();
        if (found is null) return new(null, null, IsEnabled: false, readAt);

        var credential = found.Credential;
        return new(
            credential,
            new(
                new(credential.ApplicationId, credential.Mode), found.Name, credential.Id, credential.ReadOnly,
                credential.RequestsPerSecond,
                found.ReturnUrl, ApplicationLimits.Of(found.MinAmountMinor, found.MaxAmountMinor, null, null, found.Limits)),
            found.Status is ApplicationStatus.Active,
            readAt);
    }

    /// <summary>Only what worked is a use: whoever knows a key and not its secret leaves no trace here.</summary>
    private async Task NoteUseAsync(Entry entry, DateTimeOffset now)
    {
        if (entry.Credential is not { } used || now - used.LastUsedAt < LastUsedPrecision || !entry.TryBeginNoting()) return;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var stale = now - LastUsedPrecision;
        await db.Directory<Credential>().Where(c => c.KeyDigest == used.KeyDigest && (c.LastUsedAt == null || c.LastUsedAt <= stale))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LastUsedAt, now));
    }

    private sealed record Entry(Credential? Credential, CallingApplication? Caller, bool IsEnabled, long ReadAt)
    {
        private int noting;

        public bool MayBeUsed(DateTimeOffset now, IPAddress? address) =>
            IsEnabled
                && Credential is { } credential
                && credential.IsUsableAt(now)
                && credential.AllowedNetworks?.Contain(address) is not false;

        /// <summary>True for one of all requests that this entry lets in.</summary>
        public bool TryBeginNoting() => Interlocked.Exchange(ref noting, 1) == 0;
    }
}

/// <summary>Who is calling, or nobody; and for an address that failed too often, when it is listened to again.</summary>
internal readonly record struct CredentialCheck(CallingApplication? Caller, TimeSpan? Wait);
