using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OiPayments.Persistence;
using OiPayments.Storage.PostgreSql;
using OiPayments.Storage.PostgreSql.PipelinedSaves;
using OiPayments.Storage.Sqlite;
using OiPayments.Telemetry;

namespace OiPayments.Storage;

/// <summary>Values of <c>Database__Provider</c>.</summary>
public enum DatabaseProvider
{
    /// <summary>One file under the data folder; nothing to install, one process.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer; any number of processes.</summary>
    PostgreSql,
}

/// <summary>Values of <c>Database__Pooler</c>: who stands between the service and PostgreSQL.</summary>
public enum DatabasePooler
{
    /// <summary>
    /// Nobody, or a pooler that gives every client a connection of its own for as long as it wants, as PgBouncer does in session mode.
    /// </summary>
    None,

    /// <summary>One that gives every transaction another connection, as PgBouncer does in transaction mode.</summary>
    Transaction,
}

/// <summary>The database settings cannot be used. The message is for the person starting the server, and holds no password.</summary>
public sealed class DatabaseSettingsException(string message, Exception? inner = null) : Exception(message, inner);

public static class StorageRegistration
{
    private static readonly StrictSqlite Strict = new();
    private static readonly CommitWatch Commits = new();

    extension(IServiceCollection services)
    {
        /// <summary>
        /// Uses the database of <c>Database__Provider</c>: SQLite in the data folder, or PostgreSQL at <c>ConnectionStrings__Database</c>.
        /// </summary>
        /// <exception cref="DatabaseSettingsException">The settings make no sense.</exception>
        public DatabaseProvider AddStorage(IConfiguration configuration, string dataFolder)
        {
            var setting = configuration["Database:Provider"];
            var provider = DatabaseProvider.Sqlite;
            if (setting is not null && !Enum.TryParse(setting, ignoreCase: true, out provider))
                throw new DatabaseSettingsException($"Database__Provider is '{setting}'; it can be Sqlite or PostgreSql.");

            var connection = configuration.GetConnectionString("Database");
            switch (provider)
            {
                case DatabaseProvider.Sqlite:
                    var file = new SqliteConnectionStringBuilder
                    {
                        DataSource = Path.Combine(dataFolder, "oipayments.db"),
                        ForeignKeys = true,
                        DefaultTimeout = StrictSqlite.SecondsToWaitForALock,
                    };
                    services.AddSingleton<IDatabaseFailures, SqliteFailures>();
                    services.AddDbContextPool<OiPaymentsDb, SqliteDb>(db => db
                        .UseSqlite(connection ?? file.ToString())
                        .UseSnakeCaseNamingConvention()
                        .ConfigureWarnings(HushLostRaces)
                        .AddInterceptors(Strict)
                        .TranslateDaysSince<SqliteDb>());
                    break;
                case DatabaseProvider.PostgreSql:
                    // From a function, since only what it made itself does the container close, connections and all. Its name stands in metrics,
                    // where the connection string would stand without one.
                    var settings = WithDefaults(Read(connection), ReadPooler(configuration));
                    var source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "oi-payments" }.Build();
                    services.AddSingleton(_ => source);
                    services.AddSingleton<IDatabaseFailures, PostgreSqlFailures>();
                    services.AddSingleton(new PoolerCheck(source, settings));
                    services.AddSingleton(_ => new IndexProgress(source));
                    var isPipelined = ReadPipelinedSaves(configuration);
                    services.AddDbContextPool<OiPaymentsDb, PostgreSqlDb>((provider, db) =>
                    {
                        db.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                            .UseSnakeCaseNamingConvention()
                            .ConfigureWarnings(HushLostRaces)
                            .ConfigureWarnings(HushRepeatableMigrations)
                            .AddInterceptors(Commits)
                            .ReplaceService<IMigrationsSqlGenerator, NonBlockingMigrations>()
                            .TranslateDaysSince<PostgreSqlDb>();
                        if (isPipelined) db.ReplaceService<IDatabase, PipelinedDatabase>();
                    });
                    break;
            }

            services.AddProductMeter();
            services.AddCounters<DatabaseMetrics>();
            services.AddScoped<DbContext>(provider => provider.GetRequiredService<OiPaymentsDb>());
            return provider;
        }
    }

    extension(IServiceProvider services)
    {
        /// <summary>Asks whether a pooler stands before PostgreSQL that the settings do not fit. Nothing to ask on SQLite.</summary>
        /// <exception cref="DatabaseSettingsException">It does. The message says what to set.</exception>
        public Task CheckPoolerAsync(CancellationToken ct) => services.GetService<PoolerCheck>()?.RunAsync(ct) ?? Task.CompletedTask;

        /// <summary>How far the database is with the indexes that are being made in it: a sentence for each. None on SQLite.</summary>
        /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
        public Task<IReadOnlyList<string>> ReadIndexProgressAsync(CancellationToken ct) =>
            services.GetService<IndexProgress>()?.ReadAsync(ct) ?? Task.FromResult<IReadOnlyList<string>>([]);
    }

    /// <summary>
    /// Whether a migration failed because others use what it changes. Nothing of it was written; tried again, it may work.
    /// </summary>
    public static bool IsLocked(Exception failure) => failure.GetBaseException() is PostgresException
    {
        SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
    };

    private static DatabasePooler ReadPooler(IConfiguration configuration)
    {
        var pooler = DatabasePooler.None;
        return configuration["Database:Pooler"] is not { Length: > 0 } text || Enum.TryParse(text, ignoreCase: true, out pooler)
            ? pooler
            : throw new DatabaseSettingsException($"Database__Pooler is '{text}'; it can be None or Transaction.");
    }

    private static bool ReadPipelinedSaves(IConfiguration configuration)
    {
        if (configuration["Database:PipelinedSaves"] is not { Length: > 0 } text) return true;
        return bool.TryParse(text, out var isPipelined)
            ? isPipelined
            : throw new DatabaseSettingsException($"Database__PipelinedSaves is '{text}'; it can be true or false.");
    }

    private static NpgsqlConnectionStringBuilder Read(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
            throw new DatabaseSettingsException("Database__Provider is PostgreSql, but ConnectionStrings__Database is not set.");

        try
        {
            return new(connection);
        }
        catch (ArgumentException failure)
        {
            // The message of the driver may repeat parts of the connection string, password included.
            throw new DatabaseSettingsException(
                "ConnectionStrings__Database is not a PostgreSQL connection string, such as Host=db;Database=oi;Username=oi;Password=…",
                failure);
        }
    }

    /// <summary>
    /// What suits this service unless the connection string says otherwise: it sends the same few hundred statements over and over, so
    /// the database parses and plans each once per connection; and it leaves nothing on a connection that would have to be reset. Behind
    /// a pooler that gives every transaction another connection nothing may be prepared: the next to come would find statements that it
    /// did not prepare, under names that it wants to use. Nothing else that the service does needs two transactions to be on one
    /// connection: no LISTEN, no advisory lock, no temporary table, no SET outside a transaction.
    /// </summary>
    private static NpgsqlConnectionStringBuilder WithDefaults(NpgsqlConnectionStringBuilder connection, DatabasePooler pooler)
    {
        if (!connection.ShouldSerialize("Max Auto Prepare"))
            connection.MaxAutoPrepare = pooler is DatabasePooler.Transaction ? 0 : PoolerCheck.MaxAutoPrepare;
        if (!connection.ShouldSerialize("Auto Prepare Min Usages")) connection.AutoPrepareMinUsages = 2;
        if (!connection.ShouldSerialize("No Reset On Close")) connection.NoResetOnClose = true;
        return connection;
    }

    // EF logs every failed save as an error. Ours mostly mean "someone was faster", which TrySaveAsync answers; the others are
    // thrown, and logged where they are caught. So are all failures of an outage, of which one line is enough.
    private static void HushLostRaces(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug),
        (RelationalEventId.NonQueryOperationFailed, LogLevel.Debug));

    /// <summary>It says that what cannot be done in a transaction cannot be repeated; <see cref="NonBlockingMigrations"/> can.</summary>
    private static void HushRepeatableMigrations(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.NonTransactionalMigrationOperationWarning, LogLevel.Debug));
}
