using OiPayments.ApiTests.Storage;
using OiPayments.Server.Commands;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Commands;

/// <summary><c>oi-server migrate --plan</c>.</summary>
public class PlanningAMigrationTests
{
    [Fact]
    public async Task It_names_what_the_database_of_a_release_lacks_and_does_nothing()
    {
        var database = await ReleasedDatabase.RestoreAsync(ReleasedDatabase.Versions().First());
        var before = await SchemaOf.ReadAsync(database);

        var plan = await PlanAsync(database);

        Assert.Contains("_KeepKeyRing\n  makes the table wrapped_keys: nobody waits\n", plan, StringComparison.Ordinal);
        Assert.Contains("makes the index ix_wrapped_keys_name on wrapped_keys: nobody waits", plan, StringComparison.Ordinal);
        Assert.Contains(
            "adds the column invoice_id to payments: everybody who uses the table waits for a moment", plan, StringComparison.Ordinal);
        Assert.Contains(
            TestDatabase.Kind == "sqlite"
                ? "makes the index ix_payments_application_id_invoice_id on payments: writers of the table wait until all of it is read"
                : "makes the index ix_payments_application_id_invoice_id on payments: nobody waits",
            plan, StringComparison.Ordinal);
        Assert.Contains("Nothing was done", plan, StringComparison.Ordinal);
        Assert.Equal(before, await SchemaOf.ReadAsync(database));
    }

    [Fact]
    public async Task It_knows_every_step_of_every_migration_there_is()
    {
        var plan = await PlanAsync(await (await TestDatabase.GetAsync()).CreateEmptyAsync());

        Assert.Contains("_Initial\n", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("see the migration", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_this_version_needs_none() => Assert.Equal(
        "The schema is up to date.", (await PlanAsync(await (await TestDatabase.GetAsync()).CreateAsync())).Trim());

    private static async Task<string> PlanAsync(string database)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var provider = (await TestDatabase.GetAsync()).Provider;
        Assert.Equal(0, await Migrate.PlanAsync(
            [$"--Database:Provider={provider}", $"--ConnectionStrings:Database={database}"], output,
            TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
