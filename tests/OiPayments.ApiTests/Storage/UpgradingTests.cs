using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using OiPayments.ApiTests.Verification;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>Every version goes on from the database of every release before it.</summary>
public class UpgradingTests
{
    public static TheoryData<string> Releases => [.. ReleasedDatabase.Versions()];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task The_database_of_a_release_is_upgraded_to_the_schema_of_a_new_one(string version)
    {
        var database = await TestDatabase.GetAsync();
        var upgraded = await ReleasedDatabase.RestoreAsync(version);

        await Schema.MigrateAsync(database.Provider, upgraded);

        Assert.Equal(await SchemaOf.ReadAsync(await database.CreateAsync()), await SchemaOf.ReadAsync(upgraded));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task What_a_release_kept_holds_after_the_upgrade(string version)
    {
        var upgraded = await ReleasedDatabase.RestoreAsync(version);
        await Schema.MigrateAsync((await TestDatabase.GetAsync()).Provider, upgraded);

        await using var story = await ToldStory.OpenAsync(upgraded);
        var findings = await story.VerifyAsync();

        Assert.DoesNotContain(findings, finding => !finding.Holds);
        Assert.NotEqual(0L, await ReleasedDatabase.AskAsync(upgraded, "SELECT count(*) FROM refunds"));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_migration_that_was_released_makes_what_it_made(string version)
    {
        var database = await TestDatabase.GetAsync();
        var released = await ReleasedDatabase.RestoreAsync(version);
        var last = await LastMigrationAsync(released);
        var made = await database.CreateEmptyAsync();

        await Schema.MigrateToAsync(last, database.Provider, made);

        Assert.Equal(await SchemaOf.ReadAsync(released), await SchemaOf.ReadAsync(made));
    }

    [Fact]
    public async Task No_migration_breaks_the_last_release_or_keeps_it_waiting()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Only PostgreSQL is migrated beside nodes that work.");
        var migrations = await ListMigrationsAsync();
        var last = await LastMigrationAsync(await ReleasedDatabase.RestoreAsync(LastRelease));
        var made = new HashSet<string>(StringComparer.Ordinal);

        var broken = migrations
            .Where(migration => string.CompareOrdinal(migration.Id, last) > 0)
            .SelectMany(migration => UpgradeRules.Broken(migration.Id, migration.Operations, made))
            .ToList();

        Assert.NotEmpty(made);
        Assert.Empty(broken);
    }

    [Fact]
    public async Task Todays_schema_takes_what_the_last_release_writes()
    {
        var database = await (await TestDatabase.GetAsync()).CreateAsync();

        await ReleasedDatabase.WriteRowsAsync(LastRelease, database);

        await using var story = await ToldStory.OpenAsync(database);
        Assert.DoesNotContain(await story.VerifyAsync(), finding => !finding.Holds);
        Assert.NotEqual(0L, await ReleasedDatabase.AskAsync(database, "SELECT count(*) FROM refunds"));
    }

    private static string LastRelease => ReleasedDatabase.Versions().MaxBy(Version.Parse)!;

    private static async Task<string> LastMigrationAsync(string database) =>
        (string)(await ReleasedDatabase.AskAsync(database, "SELECT max(migration_id) FROM \"__EFMigrationsHistory\""))!;

    private static async Task<List<(string Id, IReadOnlyList<MigrationOperation> Operations)>> ListMigrationsAsync()
    {
        await using var story = await ToldStory.OpenAsync(await (await TestDatabase.GetAsync()).CreateAsync());
        var migrations = story.Db.GetService<IMigrationsAssembly>();
        return [.. migrations.Migrations.Select(migration =>
            (migration.Key, migrations.CreateMigration(migration.Value, story.Db.Database.ProviderName!).UpOperations))];
    }
}
