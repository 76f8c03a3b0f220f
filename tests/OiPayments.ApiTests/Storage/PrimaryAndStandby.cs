using System.Net;
using System.Net.Sockets;
using Npgsql;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// Two PostgreSQL servers: a primary, and a standby that has to have every commit before it counts. Neither writes to the disk before it
/// answers, as no test loses power.
/// </summary>
internal sealed class PrimaryAndStandby : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("oipayments-standby-");
    private readonly (string Name, int Port) primary = ("primary", FreePort());
    private readonly (string Name, int Port) standby = ("standby", FreePort());

    public PrimaryAndStandby()
    {
        PostgreSqlPrograms.GiveToPostgres(folder);
        PostgreSqlPrograms.Run("initdb", "-D", Data(primary.Name), "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        Start(primary);
        PostgreSqlPrograms.Run(
            "pg_basebackup", "-D", Data(standby.Name), "-R", "--no-sync", "-c", "fast", "-d",
            $"host=127.0.0.1 port={primary.Port} user=test application_name=standby");
        StartStandby();
    }

    /// <summary>To a database of whichever of the two can be written to.</summary>
    public string Connection =>
        $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port};Username=test;Database=postgres;Target Session Attributes=primary;"
        + "Timeout=5;Command Timeout=5";

    /// <summary>From now on no commit counts that the standby does not have.</summary>
    public async Task WaitForEveryCommitAsync()
    {
        await using var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={primary.Port};Username=test;Database=postgres;Pooling=false");
        foreach (var sql in (string[])["ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()"])
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    public void StartStandby() => Start(standby);

    public void StopStandby() => Stop(standby.Name);

    /// <summary>The primary is gone without a word, and the standby takes its place; it waits for nobody.</summary>
    public void FailOver()
    {
        Stop(primary.Name);
        PostgreSqlPrograms.Run("pg_ctl", "-D", Data(standby.Name), "-w", "promote");
    }

    public void Dispose()
    {
        foreach (var (name, _) in new[] { primary, standby })
        {
            if (File.Exists(Path.Combine(Data(name), "postmaster.pid"))) Stop(name);
        }

        folder.Delete(recursive: true);
    }

    private void Start((string Name, int Port) server) => PostgreSqlPrograms.Run(
        "pg_ctl", "-D", Data(server.Name), "-w", "-l", Path.Combine(folder.FullName, server.Name + ".log"), "-o",
        $"-p {server.Port} -k {folder.FullName} -c fsync=off -c full_page_writes=off -c listen_addresses=127.0.0.1 -c max_connections=100",
        "start");

    private void Stop(string name) => PostgreSqlPrograms.Run("pg_ctl", "-D", Data(name), "-w", "-m", "immediate", "stop");

    private string Data(string name) => Path.Combine(folder.FullName, name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
