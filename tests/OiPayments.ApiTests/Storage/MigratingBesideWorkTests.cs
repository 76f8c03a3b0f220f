using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OiPayments.Server;
using OiPayments.Storage;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// Nodes work on while <c>migrate</c> changes the schema beneath them. SQLite has one process, which migrates before it works.
/// </summary>
public class MigratingBesideWorkTests
{
    private const string Index = "ix_payments_application_id_invoice_id";

    [Fact]
    public async Task A_table_that_is_not_to_be_had_is_waited_for_without_keeping_others_waiting()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Only PostgreSQL is migrated beside nodes that work.");
        var connection = await ReleasedDatabase.RestoreAsync(ReleasedDatabase.Versions().First());
        await using var reader = await NpgsqlDataSource.Create(connection).OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var report = await reader.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await AskAsync(reader, "SELECT count(*) FROM payments");
        using var waits = new SemaphoreSlim(0);
        var said = new ConcurrentQueue<string>();

        var migration = MigrateAsync(connection, line =>
        {
            said.Enqueue(line);
            if (line.StartsWith("waiting", StringComparison.Ordinal)) waits.Release();
        });
        await waits.WaitAsync(TestContext.Current.CancellationToken);

        // The report still reads; a payment is changed all the same.
        await ReleasedDatabase.AskAsync(connection, "UPDATE payments SET updated_at = updated_at");
        Assert.False(migration.IsCompleted);
        await report.CommitAsync(TestContext.Current.CancellationToken);
        await migration;

        Assert.Contains(said, line => line.EndsWith("_SettleInvoices: others use a table that it changes", StringComparison.Ordinal));
        Assert.Equal(await SchemaOf.ReadAsync(await (await TestDatabase.GetAsync()).CreateAsync()), await SchemaOf.ReadAsync(connection));
    }

    [Fact]
    public async Task An_index_that_was_left_half_made_is_made_again()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Only PostgreSQL makes indexes beside their writers.");
        var connection = await (await TestDatabase.GetAsync()).CreateAsync();
        await ReleasedDatabase.AskAsync(
            connection, """DELETE FROM "__EFMigrationsHistory" WHERE migration_id LIKE '%_IndexInvoicePayments'""");
        await ReleasedDatabase.AskAsync(connection, $"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{Index}'::regclass");

        await MigrateAsync(connection, _ => { });

        Assert.Equal(true, await ReleasedDatabase.AskAsync(
            connection, $"SELECT indisvalid FROM pg_index WHERE indexrelid = '{Index}'::regclass"));

        // Younger migrations, which were applied before it, stay.
        Assert.Equal(await SchemaOf.ReadAsync(await (await TestDatabase.GetAsync()).CreateAsync()), await SchemaOf.ReadAsync(connection));
    }

    [Fact]
    public async Task An_index_waits_for_its_writers_and_keeps_no_other_waiting()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Only PostgreSQL makes indexes beside their writers.");
        var connection = await ReleasedDatabase.RestoreAsync(ReleasedDatabase.Versions().First());
        await using var writer = await NpgsqlDataSource.Create(connection).OpenConnectionAsync(TestContext.Current.CancellationToken);
        using var made = new SemaphoreSlim(0);

        // It has written a payment, and has not committed it, all the while the index is made.
        NpgsqlTransaction? open = null;
        var migration = MigrateAsync(connection, line =>
        {
            if (!line.EndsWith("_CountPayments", StringComparison.Ordinal)) return;
            open = writer.BeginTransaction();
            using var write = new NpgsqlCommand("UPDATE payments SET updated_at = updated_at", writer);
            write.ExecuteNonQuery();
            made.Release();
        });
        await made.WaitAsync(TestContext.Current.CancellationToken);
        await Eventually.BecomesAsync(
            () => ReleasedDatabase.AskAsync(connection, "SELECT phase FROM pg_stat_progress_create_index"), phase => phase is not null);

        // What every other writer asks for.
        await ReleasedDatabase.AskAsync(connection, "DO $$ BEGIN LOCK TABLE payments IN ROW EXCLUSIVE MODE; END $$");
        Assert.False(migration.IsCompleted);
        await open!.CommitAsync(TestContext.Current.CancellationToken);
        await migration;
    }

    private static async Task MigrateAsync(string connection, Action<string> say)
    {
        var database = await TestDatabase.GetAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(database.Settings(connection), Path.GetTempPath());
        await using var built = services.BuildServiceProvider();
        await Migrations.ApplyAsync(built, mayMigrate: true, TestContext.Current.CancellationToken, say);
    }

    private static async Task AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
