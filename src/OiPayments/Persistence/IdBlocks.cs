using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Persistence;

/// <summary>
/// Hands out ids from blocks leased from a table, so that a unit of work knows all its ids before it speaks to the database
/// and can be written as one batch. A block lost in a crash leaves a gap, which means nothing.
/// </summary>
internal sealed class IdBlocks(IServiceScopeFactory scopes) : IIdSource, IDisposable
{
    private const int BlockSize = 1000;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim leasing = new(1);
    private long next;
    private long end;

    public ValueTask<Id<T>> NextAsync<T>(CancellationToken ct) => TryTake(out var id) ? new(new Id<T>(id)) : LeaseAsync<T>(ct);

    /// <summary>Applications count on their own and one by one, since 32 bits of a reference are theirs.</summary>
    public async ValueTask<ApplicationId> NextApplicationAsync(CancellationToken ct) => new(checked((uint)await LeaseAsync("applications", 1, ct)));

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
                var first = await LeaseAsync("ids", BlockSize, ct);
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
        var leasedUpTo = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO id_blocks (name, next) VALUES ({name}, {size + 1})
            ON CONFLICT (name) DO UPDATE SET next = id_blocks.next + {size} RETURNING next AS "Value"
            """).ToListAsync(ct);
        return leasedUpTo.Single() - size;
    }
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
