using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using OiPayments.Server;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

public class MigrationTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task No_model_change_is_waiting_for_a_migration()
    {
        var isWaiting = await server.WithDbAsync(db => Task.FromResult(db.Database.HasPendingModelChanges()));

        Assert.False(isWaiting, "Run build/schema <Name>.");
    }

    [Fact]
    public async Task Every_migration_can_be_taken_back_and_applied_again()
    {
        var database = await TestDatabase.GetAsync();
        var connection = await database.CreateAsync();

        await Schema.MigrateToAsync(Migration.InitialDatabase, database.Provider, connection);
        var left = await SchemaOf.ReadAsync(connection);
        await Schema.MigrateAsync(database.Provider, connection);

        Assert.DoesNotContain(left, line => !line.Contains("__EFMigrations", StringComparison.Ordinal));
        Assert.Equal(await SchemaOf.ReadAsync(await database.CreateAsync()), await SchemaOf.ReadAsync(connection));
    }

    [Fact]
    public async Task The_database_of_another_version_is_left_alone()
    {
        var database = await TestDatabase.GetAsync();
        var connection = await database.CreateEmptyAsync();
        await ReleasedDatabase.AskAsync(
            connection,
            """
            CREATE TABLE "__EFMigrationsHistory" (
                migration_id varchar(150) NOT NULL PRIMARY KEY, product_version varchar(32) NOT NULL)
            """);
        await ReleasedDatabase.AskAsync(connection, """INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Later', '99.0.0')""");
        var before = await SchemaOf.ReadAsync(connection);

        var refused = await Assert.ThrowsAsync<SettingsException>(() => Schema.MigrateAsync(database.Provider, connection));

        Assert.Contains("was made by another version", refused.Message, StringComparison.Ordinal);
        Assert.Contains("20990101000000_Later", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SchemaOf.ReadAsync(connection));
    }
}
