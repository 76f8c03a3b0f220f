using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace OiPayments.TestSupport;

/// <summary>
/// Fresh, migrated databases of the kind named by <c>TEST_DATABASE</c>, copied from a template. The whole suite runs once per
/// kind, so no test knows or cares which it got.
/// </summary>
public abstract class TestDatabase : IDisposable
{
    public static readonly string Kind = Environment.GetEnvironmentVariable("TEST_DATABASE") ?? "sqlite";

    /// <summary>
    /// Whether saves are pipelined on PostgreSQL, as they are unless the environment says <c>Database__PipelinedSaves=false</c>.
    /// </summary>
    public static readonly bool IsPipelined = Environment.GetEnvironmentVariable("Database__PipelinedSaves") is not "false";

    /// <summary>
    /// The PostgreSQL that the tests are to use, as a connection string of somebody who may make databases; null for one of their own. It
    /// needs room for 300 connections. Where a pooler stands before it, <c>Database__Pooler=Transaction</c> says so.
    /// </summary>
    public static readonly string? NamedPostgreSql = Environment.GetEnvironmentVariable("TEST_POSTGRESQL") is { Length: > 0 } named
        ? named
        : null;

    private static readonly ConcurrentDictionary<string, Lazy<Task<TestDatabase>>> Shared = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of <c>Database__Provider</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>
    /// Settings for one of these databases. What the environment says of how rows are saved (<c>Database__PipelinedSaves</c>) and of a
    /// pooler stands, as it does for a server.
    /// </summary>
    /// <param name="connection">Its connection string, from <see cref="CreateAsync"/>.</param>
    public IConfiguration Settings(string connection) => new ConfigurationBuilder()
        .AddEnvironmentVariables()
        .AddInMemoryCollection(
            new Dictionary<string, string?> { ["Database:Provider"] = Provider, ["ConnectionStrings:Database"] = connection })
        .Build();

    /// <param name="kind">One that a test needs, whatever the suite runs on; null for the suite's.</param>
    public static Task<TestDatabase> GetAsync(string? kind = null) => Shared.GetOrAdd(kind ?? Kind, wanted => new(async () =>
    {
        TestDatabase database = wanted.ToLowerInvariant() switch
        {
            "sqlite" => new SqliteFiles(),
            "postgresql" => new PostgreSqlDatabases(NamedPostgreSql),
            _ => throw new InvalidOperationException($"TEST_DATABASE={wanted}: expected sqlite or postgresql."),
        };
        await database.StartAsync();
        return database;
    })).Value;

    /// <summary>Ends the databases of this process, if any were started: after the last test, while the runner still waits.</summary>
    public static void Clear()
    {
        foreach (var started in Shared.Values)
        {
            try
            {
                started.Value.GetAwaiter().GetResult().Dispose();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                // A server that is still ending may add a file to the folder under our hands: an untidy end is no failed test.
                Console.Error.WriteLine($"The test database was not cleared away: {error.Message}");
            }
        }
    }

    /// <summary>A new database with this version's schema, as a connection string.</summary>
    public abstract Task<string> CreateAsync();

    /// <summary>A new database without any schema.</summary>
    public abstract Task<string> CreateEmptyAsync();

    /// <summary>A new database with everything that another one holds, which nobody may be connected to.</summary>
    /// <param name="original">Its connection string, from <see cref="CreateAsync"/>.</param>
    public abstract Task<string> CopyAsync(string original);

    public abstract void Dispose();

    protected abstract Task StartAsync();

    private sealed class SqliteFiles : TestDatabase
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("oipayments-");
        private string template = "";
        private int created;

        public override string Provider => "Sqlite";

        public override Task<string> CreateEmptyAsync() => Task.FromResult(Connect(NewPath()));

        public override Task<string> CreateAsync()
        {
            var path = NewPath();
            File.Copy(template, path);
            return Task.FromResult(Connect(path));
        }

        public override Task<string> CopyAsync(string original)
        {
            // Connections that wait for their next use still keep what they wrote beside the file.
            using (var connection = new SqliteConnection(original)) SqliteConnection.ClearPool(connection);
            var path = NewPath();
            File.Copy(new SqliteConnectionStringBuilder(original).DataSource, path);
            return Task.FromResult(Connect(path));
        }

        public override void Dispose() => folder.Delete(recursive: true);

        protected override async Task StartAsync()
        {
            template = NewPath();
            await Schema.MigrateAsync(Provider, Connect(template));
            using var connection = new SqliteConnection(Connect(template));
            SqliteConnection.ClearPool(connection);
        }

        private string NewPath() => Path.Combine(folder.FullName, $"{Interlocked.Increment(ref created)}.db");

        private static string Connect(string path) => $"Data Source={path};Foreign Keys=true;Default Timeout=30";
    }

    /// <summary>
    /// Databases of a PostgreSQL server: one of our own in a temporary folder, from the binaries on this machine, or the one that
    /// <c>TEST_POSTGRESQL</c> names.
    /// </summary>
    private sealed class PostgreSqlDatabases(string? named) : TestDatabase
    {
        private const string Pools = "Maximum Pool Size=30;Connection Idle Lifetime=5;Connection Pruning Interval=2";

        // Others may have tests on a server that was named.
        private readonly string run = named is null ? "test" : "oi_test_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("oipayments-pg-");
        private readonly SemaphoreSlim copying = new(1);
        private string server = "";
        private string directory = "postgres";
        private int created;

        public override string Provider => "PostgreSql";

        private string Template => run + "_template";

        public override Task<string> CreateEmptyAsync() => CreateFromAsync("template1");

        public override Task<string> CreateAsync() => CreateFromAsync(Template);

        public override Task<string> CopyAsync(string original) => CreateFromAsync(new NpgsqlConnectionStringBuilder(original).Database!);

        public override void Dispose()
        {
            if (named is null) PostgreSqlPrograms.Run("pg_ctl", "-D", Path.Combine(folder.FullName, "data"), "-m", "immediate", "stop");
            else DropAllAsync().GetAwaiter().GetResult();
            folder.Delete(recursive: true);
            copying.Dispose();
        }

        protected override async Task StartAsync()
        {
            if (named is null) StartServer();
            else
            {
                var given = new NpgsqlConnectionStringBuilder(named);
                directory = given.Database ?? directory;
                given.Database = null;
                server = $"{given};{Pools}";
            }

            await ExecuteAsync($"CREATE DATABASE {Template}");
            await Schema.MigrateAsync(Provider, $"{server};Database={Template};Pooling=false");
        }

        private void StartServer()
        {
            var data = Path.Combine(folder.FullName, "data");
            var port = FreePort();
            PostgreSqlPrograms.GiveToPostgres(folder);

            // A standby that is not there, and that nobody waits for but who sets synchronous_commit to on.
            PostgreSqlPrograms.Run("initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            PostgreSqlPrograms.Run("pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder.FullName, "log"),
                "-o", $"-p {port} -k {folder.FullName} -c fsync=off -c full_page_writes=off -c max_connections=400 -c "
                    + "synchronous_standby_names=gone -c synchronous_commit=local -c listen_addresses=127.0.0.1", "start");
            server = $"Host=127.0.0.1;Port={port};Username=test;{Pools}";
        }

        private async Task<string> CreateFromAsync(string template)
        {
            var name = $"{run}_{Interlocked.Increment(ref created)}";
            await copying.WaitAsync();
            try
            {
                // A pooler may still keep a connection to it.
                if (named is not null) await ExecuteAsync(
                    $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'");
                await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
            }
            finally
            {
                copying.Release();
            }

            return $"{server};Database={name}";
        }

        private async Task DropAllAsync()
        {
            for (var number = 1; number <= created; number++)
                await ExecuteAsync($"DROP DATABASE IF EXISTS {run}_{number} WITH (FORCE)");
            await ExecuteAsync($"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
        }

        private async Task ExecuteAsync(string sql)
        {
            await using var postgres = NpgsqlDataSource.Create($"{server};Database={directory};Pooling=false");
            await using var command = postgres.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
