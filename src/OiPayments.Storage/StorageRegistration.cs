using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OiPayments.Persistence;
using OiPayments.Storage.PostgreSql;
using OiPayments.Storage.Sqlite;

namespace OiPayments.Storage;

/// <summary>Values of <c>Database__Provider</c>.</summary>
public enum DatabaseProvider
{
    /// <summary>One file under the data folder; nothing to install, one process.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer; any number of processes.</summary>
    PostgreSql,
}

/// <summary>The database settings cannot be used. The message is for the person starting the server, and holds no password.</summary>
public sealed class DatabaseSettingsException(string message, Exception? inner = null) : Exception(message, inner);

public static class StorageRegistration
{
    private static readonly StrictSqlite Strict = new();

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
                    services.AddDbContextPool<OiPaymentsDb, SqliteDb>(db => db
                        .UseSqlite(connection ?? file.ToString()).UseSnakeCaseNamingConvention().ConfigureWarnings(HushLostRaces).AddInterceptors(Strict)
                        .TranslateDaysSince<SqliteDb>());
                    break;
                case DatabaseProvider.PostgreSql:
                    // From a function, since only what it made itself does the container close, connections and all.
                    var source = ConnectTo(connection);
                    services.AddSingleton(_ => source);
                    services.AddDbContextPool<OiPaymentsDb, PostgreSqlDb>((provider, db) => db
                        .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()).UseSnakeCaseNamingConvention().ConfigureWarnings(HushLostRaces)
                        .ReplaceService<IDatabase, PlannedSaves>().TranslateDaysSince<PostgreSqlDb>());
                    break;
            }

            services.AddScoped<DbContext>(provider => provider.GetRequiredService<OiPaymentsDb>());
            return provider;
        }
    }

    private static NpgsqlDataSource ConnectTo(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
            throw new DatabaseSettingsException("Database__Provider is PostgreSql, but ConnectionStrings__Database is not set.");

        try
        {
            return NpgsqlDataSource.Create(WithDefaults(new(connection)));
        }
        catch (ArgumentException failure)
        {
            // The message of the driver may repeat parts of the connection string, password included.
            throw new DatabaseSettingsException("ConnectionStrings__Database is not a PostgreSQL connection string, such as Host=db;Database=oi;Username=oi;Password=…", failure);
        }
    }

    /// <summary>
    /// What suits this service unless the connection string says otherwise: it sends the same few hundred statements over and over, so
    /// the database parses and plans each once per connection; and it leaves nothing on a connection that would have to be reset.
    /// Behind a pooler that gives every transaction another connection, set Max Auto Prepare to 0.
    /// </summary>
    private static NpgsqlConnectionStringBuilder WithDefaults(NpgsqlConnectionStringBuilder connection)
    {
        if (!connection.ShouldSerialize("Max Auto Prepare")) connection.MaxAutoPrepare = 500;
        if (!connection.ShouldSerialize("Auto Prepare Min Usages")) connection.AutoPrepareMinUsages = 2;
        if (!connection.ShouldSerialize("No Reset On Close")) connection.NoResetOnClose = true;
        return connection;
    }

    // EF logs every failed save as an error. Ours mostly mean "someone was faster", which TrySaveAsync answers; the others are
    // thrown, and logged where they are caught.
    private static void HushLostRaces(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug));
}
