using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Persistence;

/// <summary>
/// Hands out ids from blocks leased from a table, so that a unit of work knows all its ids before it speaks to the database
/// and can be written as one batch. A block lost in a crash leaves a gap, which means nothing.
/// </summary>
/// <remarks>
/// The table may be behind the rows: after a failover to a database that had not heard of the last leases, or where tables were restored
/// each on its own. A save then meets an id that is taken, and the next block is leased beyond the highest.
/// </remarks>
internal sealed partial class IdBlocks(IServiceScopeFactory scopes, ILogger<IdBlocks> log) : IIdSource, IDisposable
{
    public const string OfApplications = "applications";
    public const string OfEverythingElse = "ids";
    private const int BlockSize = 1000;

    /// <summary>So many are leased at once at most. Beyond a database that is behind, so many may be somebody's.</summary>
    private const int LargestLease = 10_000;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim leasing = new(1);
    private readonly ConcurrentDictionary<string, bool> behind = new();
    private long next;
    private long end;

    public ValueTask<Id<T>> NextAsync<T>(CancellationToken ct) => TryTake(out var id) ? new(new Id<T>(id)) : LeaseAsync<T>(ct);

    public async Task<Id<T>> NextOfManyAsync<T>(int count, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LargestLease);
        return new(await LeaseAsync(OfEverythingElse, count, ct));
    }

    /// <summary>Applications count on their own and one by one, since 32 bits of a reference are theirs.</summary>
    public async ValueTask<ApplicationId> NextApplicationAsync(CancellationToken ct) =>
        new(checked((uint)await LeaseAsync(OfApplications, 1, ct)));

    /// <summary>
    /// An id that came from here was taken: what is left of the block is given up, and the next is leased beyond the highest id.
    /// </summary>
    public void FoundBehind(string block)
    {
        behind[block] = true;
        IsBehind(log, block);
        if (block != OfEverythingElse) return;
        lock (gate) next = end;
    }

    public void Dispose() => leasing.Dispose();

    private bool TryTake(out long id)
    {
        lock (gate)
        {
            id = next;
            if (next >= end) return false;
            next++;
            return true;
        }
    }

    private async ValueTask<Id<T>> LeaseAsync<T>(CancellationToken ct)
    {
        await leasing.WaitAsync(ct);
        try
        {
            long id;
            while (!TryTake(out id))
            {
                var first = await LeaseAsync(OfEverythingElse, BlockSize, ct);
                lock (gate) (next, end) = (first, first + BlockSize);
            }

            return new(id);
        }
        finally
        {
            leasing.Release();
        }
    }

    private async Task<long> LeaseAsync(string name, int size, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var isBehind = behind.ContainsKey(name);

        // Other processes may hold the rest of the lease that the highest id is from.
        var first = isBehind ? await HighestAsync(db, name, ct) + (name == OfEverythingElse ? LargestLease : size) + 1 : 1;
        var leasedUpTo = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO id_blocks (name, next) VALUES ({name}, {first + size})
            ON CONFLICT (name) DO UPDATE SET next = CASE WHEN id_blocks.next < {first} THEN {first} ELSE id_blocks.next END + {size}
            RETURNING next AS "Value"
            """).ToListAsync(ct);
        if (isBehind) behind.TryRemove(name, out _);
        return leasedUpTo.Single() - size;
    }

    /// <summary>The highest id in use, by one look into the key of each table for each application, however many rows there are.</summary>
    private static async Task<long> HighestAsync(OiPaymentsDb db, string block, CancellationToken ct)
    {
        // Names from the model, and nothing else.
        var highest = IdTable.Of(db.Model).Where(table => table.Block == block).Select(table => table.OfApplications
            ? $"SELECT (SELECT t.{table.Column} FROM {table.Name} AS t WHERE t.application_id = owners.id "
                + $"ORDER BY t.{table.Column} DESC LIMIT 1) AS id FROM owners"
            : $"SELECT max({table.Column}) AS id FROM {table.Name}");
        var query =
            $"""
            WITH owners AS (SELECT id FROM applications UNION ALL SELECT 0)
            SELECT COALESCE(MAX(highest.id), 0) AS "Value" FROM ({string.Join(" UNION ALL ", highest)}) AS highest
            """;
        return (await db.Database.SqlQueryRaw<long>(query).ToListAsync(ct)).Single();
    }

    [LoggerMessage(
        LogLevel.Warning,
        "An id of the block {Block} is in use already: id_blocks is behind the rows, as after a failover or a restore; the next ids are "
            + "leased beyond the highest")]
    private static partial void IsBehind(ILogger log, string block);
}

/// <summary>How far ids have been leased: the next block starts at <see cref="Next"/>.</summary>
internal sealed class IdBlock : IDirectoryEntry
{
    public required string Name { get; init; }
    public required long Next { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<IdBlock>
    {
        public void Configure(EntityTypeBuilder<IdBlock> builder)
        {
            builder.ToTable("id_blocks");
            builder.HasKey(block => block.Name);
            builder.Property(block => block.Name).HasMaxLength(32);
        }
    }
}
