using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

public class MigrationTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task No_model_change_is_waiting_for_a_migration()
    {
        var isWaiting = await server.WithDbAsync(db => Task.FromResult(db.Database.HasPendingModelChanges()));

        Assert.False(isWaiting, "Run dotnet ef migrations add <Name>, once for each provider; CONTRIBUTING.md has the lines.");
    }

    [Fact]
    public async Task Every_migration_can_be_taken_back_and_applied_again()
    {
        var database = await TestDatabase.GetAsync();
        await using var other = new TestServer(new() { ["ConnectionStrings:Database"] = await database.CreateEmptyAsync() });
        await other.InitializeAsync();

        await other.WithDbAsync(async db =>
        {
            await db.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("0");
            await db.Database.MigrateAsync();
            return true;
        });

        await other.RestartAsync();
        await other.RegisterAsync();
    }
}
