using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Nodes;

/// <summary>A real PgBouncer before one database, under two names: one pools transactions, the other sessions.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    /// <summary>Where Debian puts it, which is not on everybody's path.</summary>
    private const string Installed = "/usr/sbin/pgbouncer";

    private const string PooledName = "pooled";
    private const string KeptName = "kept";

    private readonly DirectoryInfo folder;
    private readonly Process process;
    private readonly NpgsqlConnectionStringBuilder database;
    private readonly int port;

    private PgBouncer(DirectoryInfo folder, Process process, NpgsqlConnectionStringBuilder database, int port) =>
        (this.folder, this.process, this.database, this.port) = (folder, process, database, port);

    /// <summary>Every transaction gets another connection.</summary>
    public string PoolingTransactions => Named(PooledName);

    /// <summary>Every client gets a connection of its own.</summary>
    public string PoolingSessions => Named(KeptName);

    public static async Task<PgBouncer> StartAsync(string database)
    {
        var server = new NpgsqlConnectionStringBuilder(database);
        var (folder, port) = (Directory.CreateTempSubdirectory("oipayments-pgbouncer-"), FreePort());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "users"), $"\"{server.Username}\" \"\"\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ini"), $"""
            [databases]
            {PooledName} = host={server.Host} port={server.Port} dbname={server.Database} pool_mode=transaction
            {KeptName} = host={server.Host} port={server.Port} dbname={server.Database} pool_mode=session
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder.FullName}/users
            default_pool_size = 10
            """);

        // It refuses to run as root, which is who CI may be.
        string[] command = [File.Exists(Installed) ? Installed : "pgbouncer", "-q", Path.Combine(folder.FullName, "ini")];
        if (Environment.UserName == "root")
        {
            using var owning = Process.Start("chown", ["-R", "postgres", folder.FullName]);
            await owning.WaitForExitAsync();
            command = ["runuser", "-u", "postgres", "--", .. command];
        }

        // Output to nowhere: nobody reads a pipe.
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. command]))
            ?? throw new InvalidOperationException("PgBouncer did not start.");
        var bouncer = new PgBouncer(folder, process, server, port);
        await Eventually.BecomesAsync(bouncer.AnswersAsync, answers => answers);
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        // SIGTERM to the one that runs it goes on to it; a kill would leave it behind.
        using var ending = Process.Start("kill", [process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await ending.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private string Named(string name) => new NpgsqlConnectionStringBuilder(database.ToString()) { Port = port, Database = name }.ToString();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(PoolingSessions) { Pooling = false });
            await using var connection = await source.OpenConnectionAsync();
            return true;
        }
        catch (NpgsqlException) when (!process.HasExited)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
