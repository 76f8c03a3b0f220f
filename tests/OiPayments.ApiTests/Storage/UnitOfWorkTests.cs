using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>What a save promises on either database, whether it goes with BEGIN and COMMIT or without.</summary>
public class UnitOfWorkTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Of_a_save_of_new_rows_that_loses_a_race_nothing_is_there()
    {
        await SaveAsync(1009);

        // They are written in the order of their keys: what comes first must go again when the second is refused.
        var saved = await SaveAsync(1002, 1009);

        Assert.False(saved);
        Assert.Equal([1009], await server.WithDbAsync(db => db.Directory<Node>().Where(node => node.Number > 1000 && node.Number < 1010).Select(node => node.Number).ToListAsync()));
    }

    [Fact]
    public async Task What_somebody_wanted_done_after_a_save_that_never_came_is_not_done_after_the_next_ones()
    {
        // Many at once, so that every context of the pool has been somebody's who did not save.
        var wakes = 0;
        var scopes = Enumerable.Range(0, 50).Select(_ => server.Services.CreateAsyncScope()).ToList();
        foreach (var scope in scopes) scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().AfterCommit(() => wakes++);
        foreach (var scope in scopes) await scope.DisposeAsync();

        Assert.True(await SaveAsync(1020));

        Assert.Equal(0, wakes);
    }

    // No worker may take these for nodes that died.
    private DateTimeOffset Forever => server.Clock.GetUtcNow().AddYears(1);

    private Task<bool> SaveAsync(params long[] numbers) => server.WithDbAsync(db =>
    {
        foreach (var number in numbers) db.Add(new Node { Number = number, AliveUntil = Forever });
        return db.TrySaveAsync(CancellationToken.None);
    });
}
