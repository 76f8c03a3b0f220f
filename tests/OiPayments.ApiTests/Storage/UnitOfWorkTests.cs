using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>What a save promises on either database, with BEGIN and COMMIT or without, and what a unit of work makes of it.</summary>
public class UnitOfWorkTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Of_a_save_of_new_rows_that_loses_a_race_nothing_is_there()
    {
        await SaveAsync(1009);

        // They are written in the order of their keys: what comes first must go again when the second is refused.
        var saved = await SaveAsync(1002, 1009);

        Assert.False(saved);
        Assert.Equal([1009], await server.WithDbAsync(db => db.Directory<Node>()
            .Where(node => node.Number > 1000 && node.Number < 1010)
            .Select(node => node.Number)
            .ToListAsync()));
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

    [Fact]
    public async Task Whoever_was_slower_runs_again_and_reads_what_is_there_by_now()
    {
        var (end, runs) = await RunAsync(async (db, run) =>
        {
            var isThere = await db.Directory<Node>().AnyAsync(node => node.Number == 1030);
            if (!isThere) await SaveAsync(1030);
            db.Add(new Node { Number = isThere ? 1031 : 1030, AliveUntil = Forever });
            return run;
        });

        Assert.Equal((UnitEnd.Saved, 2), (end, runs));
        Assert.Equal([1030, 1031], await NumbersAsync(1030, 1039));
    }

    [Fact]
    public async Task Who_is_slower_every_time_hears_of_it_after_so_many_tries()
    {
        await SaveAsync(1040);

        var (end, runs) = await RunAsync((db, run) =>
        {
            db.Add(new Node { Number = 1040, AliveUntil = Forever });
            return Task.FromResult<Outcome<int>>(run);
        });

        Assert.Equal((UnitEnd.Lost, UnitOfWork.MaxTries), (end, runs));
    }

    [Fact]
    public async Task Of_an_attempt_that_refuses_nothing_is_saved_then_or_later()
    {
        var (end, runs) = await server.WithServicesAsync(async services =>
        {
            var (db, tries) = (services.GetRequiredService<OiPaymentsDb>(), 0);
            var result = await services.GetRequiredService<UnitOfWork>().RunAsync<int>(
                () =>
                {
                    tries++;
                    db.Add(new Node { Number = 1050, AliveUntil = Forever });
                    return Task.FromResult<Outcome<int>>(new Refusal(ErrorCode.InvalidOperationState, "No."));
                },
                CancellationToken.None);
            await db.SaveAsync(CancellationToken.None);
            return (result.End, tries);
        });

        Assert.Equal((UnitEnd.Refused, 1), (end, runs));
        Assert.Empty(await NumbersAsync(1050, 1059));
    }

    [Fact]
    public async Task What_may_have_been_committed_is_unknown_and_not_done_again()
    {
        var (end, runs) = await RunAsync((_, _) => throw new OutcomeUnknownException("The connection broke at COMMIT."));

        Assert.Equal((UnitEnd.Unknown, 1), (end, runs));
    }

    [Fact]
    public async Task Unknown_is_no_answer_that_can_be_taken_for_another() => await server.WithServicesAsync(async services =>
    {
        var result = await services.GetRequiredService<UnitOfWork>().RunAsync<int>(
            () => throw new OutcomeUnknownException("The connection broke at COMMIT."), CancellationToken.None);

        Assert.Throws<OutcomeUnknownException>(() => result.IsSaved(out _));
        Assert.Throws<OutcomeUnknownException>(() => result.OrRefuse(Refusal.NotFound("value")));
        return true;
    });

    [Theory]
    [MemberData(nameof(WhatAMomentHeals))]
    public async Task What_a_moment_heals_is_done_again(string what)
    {
        var (end, runs) = await RunAsync((_, run) => run == 1 ? throw TroubleOf(what) : Task.FromResult<Outcome<int>>(run));

        Assert.Equal((UnitEnd.Saved, 2), (end, runs));
    }

    [Fact]
    public async Task An_outage_is_not_waited_for()
    {
        var runs = 0;

        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync((_, run) =>
        {
            runs = run;
            throw TroubleOf(IsPostgreSql ? "08006" : "5");
        }));

        Assert.Equal(UnitOfWork.MaxFailures, runs);
    }

    [Fact]
    public async Task A_unit_does_not_begin_inside_another() => await server.WithServicesAsync(async services =>
    {
        var unit = services.GetRequiredService<UnitOfWork>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => unit.RunAsync<int>(async () => (await unit.RunAsync<int>(
            () => Task.FromResult<Outcome<int>>(1), CancellationToken.None)).OrRefuse(Refusal.NotFound("value")), CancellationToken.None));
        return true;
    });

    /// <summary>Also what a pooler says that has lost the server, which may have committed before.</summary>
    [Theory]
    [InlineData("57P01", true)]
    [InlineData("57P02", true)]
    [InlineData("08P01", true)]
    [InlineData("08006", true)]
    [InlineData("40003", true)]
    [InlineData("40001", false)]
    [InlineData("53100", false)]
    [InlineData("57014", false)]
    public async Task A_write_is_unknown_when_nobody_can_say_that_it_was_not_done(string state, bool isUnknown)
    {
        Assert.SkipUnless(IsPostgreSql, "These are PostgreSQL's words.");

        var failure = await Record.ExceptionAsync(
            () => server.WithDbAsync(db => db.WriteAsync<int>(() => throw TroubleOf(state), CancellationToken.None)));

        Assert.Equal(isUnknown, failure is OutcomeUnknownException);
    }

    public static TheoryData<string> WhatAMomentHeals() =>
        IsPostgreSql ? new("40001", "40P01", "08006", "57P01", "no connection") : new("5", "6");

    private static bool IsPostgreSql => TestDatabase.Kind == "postgresql";

    private static Exception TroubleOf(string what) => what switch
    {
        "no connection" => new NpgsqlException("said the server", new IOException()),
        _ when IsPostgreSql => new PostgresException("said the server", "ERROR", "ERROR", what),
        _ => new SqliteException("said the server", int.Parse(what, CultureInfo.InvariantCulture)),
    };

    // No worker may take these for nodes that died.
    private DateTimeOffset Forever => server.Clock.GetUtcNow().AddYears(1);

    private Task<bool> SaveAsync(params long[] numbers) => server.WithDbAsync(db =>
    {
        foreach (var number in numbers) db.Add(new Node { Number = number, AliveUntil = Forever });
        return db.TrySaveAsync(CancellationToken.None);
    });

    private async Task<(UnitEnd End, int Runs)> RunAsync(Func<OiPaymentsDb, int, Task<Outcome<int>>> attempt)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var (db, runs) = (scope.ServiceProvider.GetRequiredService<OiPaymentsDb>(), 0);
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var result = await unit.RunAsync(() => attempt(db, ++runs), CancellationToken.None);
        return (result.End, runs);
    }

    private Task<List<long>> NumbersAsync(long from, long to) =>
        server.WithDbAsync(db => db.Directory<Node>().Where(node => node.Number >= from && node.Number <= to)
            .OrderBy(node => node.Number).Select(node => node.Number).ToListAsync());
}
