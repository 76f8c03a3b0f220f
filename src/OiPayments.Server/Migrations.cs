using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OiPayments.Persistence;
using OiPayments.Storage;

namespace OiPayments.Server;

/// <summary>
/// Brings the database to this version's schema. SQLite, and PostgreSQL in Development, migrate at start; elsewhere that is the
/// <c>migrate</c> command's work, so that no two nodes race on a schema.
/// </summary>
internal static class Migrations
{
    /// <summary>For how long others may keep a table that a migration has to change.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Longer than a migration waits for a lock, so that those who waited behind it get on in between.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    /// <param name="services">With the database's.</param>
    /// <param name="mayMigrate">Whether to change a database of PostgreSQL.</param>
    /// <param name="ct">Ends it between two migrations, or takes back the one that is under way.</param>
    /// <param name="say">Hears of each migration that was applied, and of what one waits for.</param>
    /// <returns>The migrations that were applied.</returns>
    /// <exception cref="SettingsException">
    /// The database cannot be reached, has to be migrated first, or is kept busy by others for too long.
    /// </exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        IServiceProvider services, bool mayMigrate, CancellationToken ct, Action<string>? say = null)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        try
        {
            await services.CheckPoolerAsync(ct);
            if (await AreAllAppliedAsync(db, ct)) return [];
            var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
            if (pending.Count == 0) return [];
            await RefuseForeignAsync(db, ct);
            if (!mayMigrate && !IsEmbedded(db))
                throw new SettingsException(
                    $"The database lacks {pending.Count} migrations of this version. Run the migrate command once, then start again.");

            // One by one: all in one transaction, as Entity Framework would, every table stays locked until the last is done. To go to one that
            // is older than what was applied is to take the younger ones back: then all are applied as Entity Framework does.
            var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).LastOrDefault();
            if (string.CompareOrdinal(pending[0], applied) > 0)
            {
                foreach (var migration in pending) await ApplyPatientlyAsync(db, migration, [migration], say, ct);
            }
            else await ApplyPatientlyAsync(db, null, pending, say, ct);

            return pending;
        }
        catch (DbException failure)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>
    /// A migration that does not get a lock at once lets go and tries again: who waits for a lock keeps all others waiting who come later.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="target">Up to which; null for all.</param>
    /// <param name="migrations">Those that are applied by it.</param>
    /// <param name="say">Hears of them.</param>
    /// <param name="ct">Ends it.</param>
    private static async Task ApplyPatientlyAsync(
        OiPaymentsDb db, string? target, List<string> migrations, Action<string>? say, CancellationToken ct)
    {
        var migrator = db.GetService<IMigrator>();
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await migrator.MigrateAsync(target, ct);
                foreach (var migration in migrations) say?.Invoke($"applied  {migration}");
                return;
            }
            catch (Exception failure) when (StorageRegistration.IsLocked(failure))
            {
                if (Stopwatch.GetElapsedTime(began) > Patience)
                {
                    throw new SettingsException(
                        $"The migration {migrations[0]} did not get a lock within {Patience.TotalMinutes:0} minutes: another transaction keeps a "
                            + "table that it changes, or another migrate works. Nothing of it was done; those before it are. Look for long "
                            + "transactions (pg_stat_activity), then run migrate again.",
                        failure);
                }

                say?.Invoke($"waiting  {migrations[0]}: others use a table that it changes");
                await Task.Delay(BetweenTries, ct);
            }
        }
    }

    /// <summary>For commands that only read: says no where <see cref="ApplyAsync"/> would change the schema.</summary>
    /// <exception cref="SettingsException">The database cannot be reached, or has to be migrated first.</exception>
    public static async Task RequireAppliedAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            await services.CheckPoolerAsync(ct);
            var pending = (await scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().Database.GetPendingMigrationsAsync(ct)).Count();
            if (pending > 0) throw new SettingsException(
                $"The database lacks {pending} migrations of this version. Run the migrate command once, then try again.");
        }
        catch (DbException failure)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>The migrations that <see cref="ApplyAsync"/> would apply.</summary>
    /// <exception cref="SettingsException">The database cannot be reached, or is another version's.</exception>
    public static async Task<IReadOnlyList<string>> ListPendingAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        try
        {
            await services.CheckPoolerAsync(ct);
            var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
            if (pending.Count > 0) await RefuseForeignAsync(db, ct);
            return pending;
        }
        catch (DbException failure)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>
    /// A database that lacks migrations of ours and has others is not one to go on from. One that lacks none may have more: then a newer
    /// version runs beside this one.
    /// </summary>
    private static async Task RefuseForeignAsync(OiPaymentsDb db, CancellationToken ct)
    {
        var foreign = (await db.Database.GetAppliedMigrationsAsync(ct))
            .Except(db.Database.GetMigrations(), StringComparer.Ordinal)
            .ToList();
        if (foreign.Count > 0)
        {
            throw new SettingsException(
                $"The database was made by another version: it has {foreign.Count} migrations that this one does not know, such as "
                    + $"{foreign[0]}, and lacks this one's. "
                + "Nothing was changed. Start the version that made it, or name another database (ConnectionStrings__Database).");
        }
    }

    /// <summary>
    /// Almost every start finds nothing to do: seen at once here, where Entity Framework's own question first builds a model of the table
    /// that it asks. False when it cannot be told so; never for SQLite, whose file must be made by whoever migrates it.
    /// </summary>
    private static async Task<bool> AreAllAppliedAsync(OiPaymentsDb db, CancellationToken ct)
    {
        if (IsEmbedded(db)) return false;
        try
        {
            return await CountLackingAsync(db, ct) == 0;
        }
        catch (DbException failure) when (failure.SqlState is not null)
        {
            // It answered that there is no such table, or no such database: what to do about that is decided elsewhere.
            return false;
        }
    }

    /// <summary>How many of this version's migrations a database lacks that some version migrated: one plain question.</summary>
    /// <exception cref="DbException">It does not answer, or was never migrated.</exception>
    public static async Task<int> CountLackingAsync(OiPaymentsDb db, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        try
        {
            var applied = new HashSet<string>(StringComparer.Ordinal);
            await connection.OpenAsync(ct);
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = """SELECT migration_id FROM "__EFMigrationsHistory" """;
                await using var rows = await command.ExecuteReaderAsync(ct);
                while (await rows.ReadAsync(ct)) applied.Add(rows.GetString(0));
            }

            return db.Database.GetMigrations().Count(migration => !applied.Contains(migration));
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    private static SettingsException Unusable(DbException failure) =>
        new(
            $"The database cannot be used: {failure.Message.TrimEnd('.')}. Check Database__Provider and ConnectionStrings__Database.",
            failure);

    private static bool IsEmbedded(OiPaymentsDb db) => db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) is true;
}
