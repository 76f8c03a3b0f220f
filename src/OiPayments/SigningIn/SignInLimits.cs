using System.Security.Cryptography;
using System.Text;
using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>A try that was counted and let through.</summary>
/// <param name="Counted">Under which keys, and as of which version of each.</param>
/// <param name="LockedUntil">Until when the next one is refused unless this one turns out right; null when it is not.</param>
internal sealed record SignInTry(IReadOnlyList<(byte[] Key, int Version)> Counted, DateTimeOffset? LockedUntil)
{
    /// <summary>The key of the account, which a right password clears. The other is the network's, which many share.</summary>
    public byte[] Account => Counted[0].Key;
}

/// <summary>
/// How often somebody may be wrong. Guessing is slowed down where it comes from: strangers' tries at an address are counted together,
/// those from a network where somebody signed in lately on their own, those from a device where this operator signed in on their own
/// again. So whoever guesses from outside locks out other strangers, and nobody who works here. Addresses that nobody has are counted
/// and locked just the same. All of it is in the database: two nodes count as one.
/// </summary>
internal sealed class SignInLimits(OiPaymentsDb db, UnitOfWork unit, KnownDevices devices, TimeProvider clock)
{
    /// <summary>
    /// After so many tries in a row that were wrong, each further one locks: for a minute, two, four, at most a quarter of an hour.
    /// </summary>
    public const int FreeTries = 5;

    /// <summary>The same for all tries from one network, at whichever addresses.</summary>
    public const int FreeTriesOfNetwork = 50;

    public static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(24);
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan FirstLock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ForgetNetworkAfter = TimeSpan.FromHours(1);

    private sealed record Counter(byte[] Key, bool IsNetwork)
    {
        public int Free => IsNetwork ? FreeTriesOfNetwork : FreeTries;

        public TimeSpan Forget => IsNetwork ? ForgetNetworkAfter : ForgetAfter;
    }

    /// <summary>
    /// Counts a try at signing in before it is looked at. Refused with ACCOUNT_LOCKED or RATE_LIMITED, and when to come back.
    /// </summary>
    /// <param name="email">As it was typed, in small letters.</param>
    /// <param name="visit">Where it comes from.</param>
    /// <param name="ct">Ends the counting.</param>
    public async Task<Outcome<SignInTry>> BeginAsync(string email, Visit visit, CancellationToken ct)
    {
        if (devices.Recognise(visit.Device, email) is { } device) return await CountAsync([Count("device", email, device)], ct);

        // Whoever it was that signed in there: were it asked of this operator only, the answer would tell whether there is one.
        var (network, since) = (visit.Network ?? "", clock.GetUtcNow() - KnownFor);
        var isKnown = await db.Directory<OperatorSession>().AnyAsync(
            session => session.Network == network && session.CreatedAt >= since, ct);
        return await CountAsync(
            [isKnown ? Count("known", email, network) : Count("stranger", email, ""), new(KeyOf("network", network, ""), IsNetwork: true)],
            ct);
    }

    /// <summary>Counts a try from inside a session: at the password, by whoever sits there.</summary>
    public Task<Outcome<SignInTry>> BeginAsync(SignedInOperator who, CancellationToken ct) =>
        CountAsync([Count("proof", who.Email, "")], ct);

    /// <summary>It was right: what was wrong before no longer counts.</summary>
    public async Task ClearAsync(SignInTry attempt)
    {
        var account = attempt.Account;
        await db.Directory<SignInLimit>().Where(limit => limit.Key == account).ExecuteDeleteAsync(CancellationToken.None);
        foreach (var (key, version) in attempt.Counted.Skip(1)) await GiveBackAsync(key, version);
    }

    /// <summary>It was neither right nor wrong, but unfinished: as if it had not been.</summary>
    public async Task GiveBackAsync(SignInTry attempt)
    {
        foreach (var (key, version) in attempt.Counted) await GiveBackAsync(key, version);
    }

    private async Task GiveBackAsync(byte[] key, int version)
    {
        // A lock that came with this try goes with it, unless another try was counted since.
        var limits = db.Directory<SignInLimit>().Where(limit => limit.Key == key && limit.Failures > 0);
        var isLatest = await limits.Where(limit => limit.Version == version).ExecuteUpdateAsync(
            set => set.SetProperty(limit => limit.Failures, limit => limit.Failures - 1).SetProperty(
                limit => limit.LockedUntil, (DateTimeOffset?)null)
                .SetProperty(limit => limit.Version, limit => limit.Version + 1), CancellationToken.None) > 0;
        if (!isLatest)
        {
            await limits.ExecuteUpdateAsync(
                set => set.SetProperty(limit => limit.Failures, limit => limit.Failures - 1).SetProperty(
                    limit => limit.Version, limit => limit.Version + 1), CancellationToken.None);
        }
    }

    private async Task<Outcome<SignInTry>> CountAsync(IReadOnlyList<Counter> counters, CancellationToken ct)
    {
        var keys = counters.Select(counter => counter.Key).ToList();
        var ended = await unit.RunAsync(CountOnceAsync, ct);
        var outcome = ended.OrRefuse(Locked(counters[^1], TimeSpan.FromSeconds(1)));
        db.DiscardChanges();
        return outcome;

        async Task<Outcome<SignInTry>> CountOnceAsync()
        {
            var now = clock.GetUtcNow();
            var rows = await db.Directory<SignInLimit>().Where(limit => keys.Contains(limit.Key)).ToListAsync(ct);
            var counted = new List<SignInLimit>();
            foreach (var counter in counters)
            {
                var row = rows.SingleOrDefault(row => row.Key.AsSpan().SequenceEqual(counter.Key));
                if (row?.LockedUntil is { } until && until > now) return Locked(counter, until - now);
                if (row is null) db.Add(row = new() { Key = counter.Key, Failures = 0, LastTriedAt = now });
                CountUp(row, counter, now);
                counted.Add(row);
            }

            return new SignInTry([.. counted.Select(row => (row.Key, row.Version))], counted[0].LockedUntil);
        }
    }

    private static void CountUp(SignInLimit row, Counter counter, DateTimeOffset now)
    {
        row.Failures = now - row.LastTriedAt >= counter.Forget ? 1 : row.Failures + 1;
        row.LastTriedAt = now;
        row.Version++;

        var beyond = row.Failures - counter.Free;
        row.LockedUntil = beyond < 0
            ? null
            : now + TimeSpan.FromTicks(Math.Min(LongestLock.Ticks, FirstLock.Ticks << Math.Min(beyond, 10)));
    }

    private static Refusal Locked(Counter counter, TimeSpan wait) => counter.IsNetwork
        ? new(
            ErrorCode.RateLimited,
            "Too many tries to sign in came from your network. Nothing was done; Retry-After says when to come back.")
        { RetryAfter = wait }
        : new(ErrorCode.AccountLocked, "Too many tries were wrong. Nothing was done; Retry-After says when to try again.")
        {
            RetryAfter = wait
        };

    private static Counter Count(string kind, string email, string place) => new(KeyOf(kind, email, place), IsNetwork: false);

    // Lengths keep one part from passing for two.
    private static byte[] KeyOf(string kind, string first, string second) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {first.Length} {first} {second}"));
}
