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
        var last = (string)(await ReleasedDatabase.AskAsync(released, "SELECT max(migration_id) FROM \"__EFMigrationsHistory\""))!;
        var made = await database.CreateEmptyAsync();

        await Schema.MigrateToAsync(last, database.Provider, made);

        Assert.Equal(await SchemaOf.ReadAsync(released), await SchemaOf.ReadAsync(made));
    }
}
