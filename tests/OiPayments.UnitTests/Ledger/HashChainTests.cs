using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OiPayments.Ledger;

namespace OiPayments.UnitTests.Ledger;

/// <summary>
/// A chain of what seals letters: a link's hash is the hash before it and its letter, so that every fault is plain to see.
/// </summary>
public sealed class HashChainTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly Chains db;

    public HashChainTests()
    {
        connection.Open();
        db = new(new DbContextOptionsBuilder<Chains>().UseSqlite(connection).Options);
        db.Database.EnsureCreated();
    }

    public void Dispose()
    {
        db.Dispose();
        connection.Dispose();
    }

    [Fact]
    public void The_first_link_follows_from_no_hash_at_all_and_each_other_from_the_one_before()
    {
        Assert.Equal("0000000000000000000000000000000000000000000000000000000000000000", HashChain.NoHash);

        var links = HashChain.Grow(null, null, ["a", "b"], Link.Of);

        Assert.Equal([(1, HashChain.NoHash, "#a"), (2, "#a", "#b")], links.Select(link => (link.Position, link.PreviousHash, link.Hash)));
    }

    [Fact]
    public void A_chain_that_grows_goes_on_from_its_head() =>
        Assert.Equal(
            [(8, "#g", "#h"), (9, "#h", "#i")],
            HashChain.Grow(7, "#g", ["h", "i"], Link.Of).Select(link => (link.Position, link.PreviousHash, link.Hash)));

    [Fact]
    public async Task No_chain_at_all_holds() => Assert.Equal(new(0, null, null), await VerifyAsync());

    [Theory]
    [InlineData(1)]
    [InlineData(HashChain.BatchSize)]
    [InlineData(HashChain.BatchSize + 1)]
    public async Task A_whole_chain_holds_however_many_batches_it_takes(int count)
    {
        await SealAsync(count);

        Assert.Equal(new(count, null, null), await VerifyAsync());
    }

    [Fact]
    public async Task A_link_that_was_taken_out_is_missed()
    {
        await SealAsync(3);
        await db.Links.Where(link => link.Position == 2).ExecuteDeleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new(1, 2, "the seal is missing; the next one stands at 3"), await VerifyAsync());
    }

    [Fact]
    public async Task A_link_that_was_put_in_does_not_follow()
    {
        await SealAsync(HashChain.BatchSize + 2);
        await db.Links.Where(link => link.Position == HashChain.BatchSize + 2)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.PreviousHash, "#forged"), TestContext.Current.CancellationToken);

        Assert.Equal(
            new(HashChain.BatchSize + 1, HashChain.BatchSize + 2, "it does not follow from the seal before it"), await VerifyAsync());
    }

    [Fact]
    public async Task What_was_changed_after_it_was_sealed_does_not_fit_its_hash()
    {
        await SealAsync(3);

        Assert.Equal(new(1, 2, "letter 2 is not what was sealed"), await VerifyAsync(link => link.Position == 2 ? "#changed" : link.Hash));
    }

    [Fact]
    public async Task What_was_removed_after_it_was_sealed_is_missed()
    {
        await SealAsync(3);

        Assert.Equal(new(2, 3, "letter 3 is missing"), await VerifyAsync(link => link.Position == 3 ? null : link.Hash));
    }

    private async Task SealAsync(int count)
    {
        db.Links.AddRange(HashChain.Grow(
            null, null, Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture)), Link.Of));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private Task<ChainVerdict> VerifyAsync(Func<Link, string?>? hashOf = null) => HashChain.VerifyAsync(
        db.Links.AsNoTracking(), _ => Task.FromResult(hashOf ?? (link => link.Hash)), link => $"letter {link.Position}", "the seal",
        TestContext.Current.CancellationToken);

    private sealed class Link : IChainLink
    {
        public long Position { get; init; }
        public required string Hash { get; init; }
        public required string PreviousHash { get; init; }

        public static Link Of(string letter, string previous, long position) =>
            new() { Position = position, Hash = $"#{letter}", PreviousHash = previous };
    }

    private sealed class Chains(DbContextOptions<Chains> options) : DbContext(options)
    {
        public DbSet<Link> Links { get; set; } = null!;

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Link>().HasKey(link => link.Position);
    }
}
