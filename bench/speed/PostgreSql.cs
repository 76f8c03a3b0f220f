using Npgsql;

namespace OiPayments.Bench;

/// <summary>A PostgreSQL of the bench's own, durable as it comes: fsync on, synchronous commit, full page writes.</summary>
internal sealed class PostgreSql : IAsyncDisposable
{
    private const string ForFilling =
        "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c maintenance_work_mem=1GB";

    private readonly string folder;
    private NpgsqlDataSource? source;

    private PostgreSql(string folder) => this.folder = folder;

    public int Port { get; } = Shell.FreePort();

    public static string Programs { get; } = Directory.GetDirectories("/usr/lib/postgresql")
        .OrderBy(path => int.Parse(Path.GetFileName(path)))
        .Last() + "/bin";

    public string ConnectionString(int? port = null, string database = "bench") =>
        $"Host=127.0.0.1;Port={port ?? Port};Username=bench;Database={database};Maximum Pool Size=60";

    public string Log => $"{folder}/log";

    /// <param name="folder">Kept and used again when it holds a database already.</param>
    /// <param name="isFilling">Whether it is only filled now: quicker, and lost with a power cut.</param>
    public static async Task<PostgreSql> StartAsync(string folder, bool isFilling = false)
    {
        var cluster = new PostgreSql(folder);
        Directory.CreateDirectory(folder);
        await Shell.RunAsync("chmod", "755", folder);
        if (Environment.UserName == "root") await Shell.RunAsync("chown", "postgres", folder);
        var isNew = !Directory.Exists($"{folder}/data");
        if (isNew) await Shell.RunAsPostgresAsync(
            $"{Programs}/initdb", "-D", $"{folder}/data", "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");

        // More memory than the default, so that the larger tables of both sides are not read from disk; nothing that a commit could be lost
        // by.
        await Shell.RunAsPostgresAsync($"{Programs}/pg_ctl", "-D", $"{folder}/data", "-w", "-l", cluster.Log, "-o",
            $"-p {cluster.Port} -k {folder} -c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c max_wal_size=8GB -c "
                + $"checkpoint_timeout=30min -c max_connections=150 {(isFilling ? ForFilling : "")}", "start");
        if (isNew)
        {
            await using var postgres = NpgsqlDataSource.Create(cluster.ConnectionString(database: "postgres"));
            await using var create = postgres.CreateCommand("CREATE DATABASE bench");
            await create.ExecuteNonQueryAsync();
        }

        cluster.source = NpgsqlDataSource.Create(cluster.ConnectionString());
        return cluster;
    }

    /// <summary>
    /// Counts what the tables hold, as autovacuum does within a minute of their first rows. A plan made while a table was empty, a foreign
    /// key's among them, reads all of it, and is kept by its connection until then.
    /// </summary>
    public Task GrowOldAsync() => AskAsync("ANALYZE");

    public async Task<object?> AskAsync(string sql, params IEnumerable<object> parameters)
    {
        await using var command = source!.CreateCommand(sql);
        command.CommandTimeout = 3600;
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The rows of a query, each as its values.</summary>
    public async Task<List<object[]>> ListAsync(string sql)
    {
        await using var command = source!.CreateCommand(sql);
        command.CommandTimeout = 3600;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Bytes of WAL written since the cluster began.</summary>
    public async Task<long> WalBytesAsync() => (long)(decimal)(await AskAsync("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"))!;

    /// <summary>CPU seconds of the postmaster and everything it started.</summary>
    public double CpuSeconds()
    {
        var postmaster = int.Parse(File.ReadLines($"{folder}/data/postmaster.pid").First());
        var children = Directory.GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!))
            .Where(id => ParentOf(id) == postmaster);
        return Shell.CpuSeconds(postmaster) + children.Sum(Shell.CpuSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        if (source is not null) await source.DisposeAsync();
        await Shell.RunAsPostgresAsync($"{Programs}/pg_ctl", "-D", $"{folder}/data", "-m", "fast", "stop");
    }

    private static int ParentOf(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return 0;
        }
    }
}
