using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.Encryption;
using OiPayments.Persistence;
using OiPayments.Server;
using OiPayments.Server.Backups;
using OiPayments.Server.Commands;
using OiPayments.Server.Keys;
using OiPayments.Storage;
using OiPayments.Storage.Sqlite;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Commands;

/// <summary><c>oi-server backup</c> and <c>restore</c>.</summary>
public sealed class RestoringTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("oipayments-restore-");

    public void Dispose() => folder.Delete(recursive: true);

    private string BackupFolder => Path.Combine(folder.FullName, "backup");

    private string Elsewhere => Path.Combine(folder.FullName, "elsewhere");

    [Fact]
    public async Task What_is_copied_beside_a_busy_service_is_whole_and_its_secrets_open()
    {
        OnlyOnSqlite();
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        using var enough = new CancellationTokenSource();
        var busy = Task.Run(async () =>
        {
            var opened = 0;
            while (!enough.IsCancellationRequested)
            {
                await shop.OpenPaymentAsync();
                opened++;
            }

            return opened;
        });

        var (code, text) = await BackupAsync(server);
        await enough.CancelAsync();
        Assert.NotEqual(0, await busy);
        Assert.True(code == 0, text);
        (code, text) = await RestoreAsync(Elsewhere);

        Assert.True(code == 0, text);
        Assert.Contains("0 violated", text, StringComparison.Ordinal);
        await using var services = Services(Elsewhere);
        await using var scope = services.CreateAsyncScope();
        var application = await scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().Directory<Application>()
            .SingleAsync(TestContext.Current.CancellationToken);
        var secrets = application.SigningSecretsAt(server.Clock.GetUtcNow(), Mode.Test, services.GetRequiredService<SecretBox>());
        Assert.Contains(shop.SigningSecret, secrets.NewestFirst);
        AssertOwnerOnly(BackupFolder);
        AssertOwnerOnly(Elsewhere);
    }

    [Fact]
    public async Task A_copy_of_many_steps_ends_and_shows_one_instant_although_others_write_between_them()
    {
        const int before = 20_000;
        var source = Path.Combine(folder.FullName, "source.db");
        await using var writer = new SqliteConnection($"Data Source={source};Pooling=false");
        await writer.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync("PRAGMA journal_mode = WAL");
        await ExecuteAsync("CREATE TABLE rows (text BLOB)");
        await ExecuteAsync(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
                + "INSERT INTO rows SELECT randomblob(2000) FROM n");
        var steps = 0;

        SqliteCopy.Run(
            $"Data Source={source}", Path.Combine(folder.FullName, "copy.db"),
            (_, _) =>
            {
                Assert.True(++steps < 100, "It begins anew with every write.");
                using var write = writer.CreateCommand();
                write.CommandText = "INSERT INTO rows VALUES (randomblob(2000))";
                write.ExecuteNonQuery();
            },
            TestContext.Current.CancellationToken);

        Assert.True(steps > 1, $"{steps} steps");
        await using var copy = new SqliteConnection($"Data Source={folder.FullName}/copy.db;Pooling=false");
        await copy.OpenAsync(TestContext.Current.CancellationToken);
        await using var count = copy.CreateCommand();
        count.CommandText = "SELECT count(*) FROM rows";
        Assert.Equal((long)before, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));

        async Task ExecuteAsync(string sql)
        {
            await using var command = writer.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        OnlyOnSqlite();
        await using var server = new TestServer();
        await server.InitializeAsync();
        Assert.Equal(0, (await BackupAsync(server)).Code);

        Assert.Contains("no backup is written over", (await RefusedAsync(() => BackupAsync(server))).Message, StringComparison.Ordinal);
        Assert.Equal(0, (await RestoreAsync(Elsewhere)).Code);
        Assert.Contains("is there already", (await RefusedAsync(() => RestoreAsync(Elsewhere))).Message, StringComparison.Ordinal);
        var before = new FileInfo(Path.Combine(Elsewhere, "oipayments.db")).Length;
        var (code, text) = await RestoreAsync(Elsewhere, replace: true);

        Assert.True(code == 0, text);
        var aside = Assert.Single(Directory.EnumerateDirectories(Elsewhere, "replaced-*"));
        Assert.Equal(before, new FileInfo(Path.Combine(aside, "oipayments.db")).Length);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(aside, "keys")));
    }

    [Fact]
    public async Task A_database_in_use_is_not_replaced()
    {
        OnlyOnSqlite();
        await using var server = new TestServer();
        await server.InitializeAsync();
        Assert.Equal(0, (await BackupAsync(server)).Code);
        Assert.Equal(0, (await RestoreAsync(Elsewhere)).Code);
        await using var other = Services(Elsewhere);
        await using var scope = other.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await db.Directory<Application>().CountAsync(TestContext.Current.CancellationToken);

        var refused = await RefusedAsync(() => RestoreAsync(Elsewhere, replace: true));

        Assert.Contains("Stop the service", refused.Message, StringComparison.Ordinal);

        Assert.Empty(Directory.EnumerateDirectories(Elsewhere, "replaced-*"));
    }

    [Theory]
    [InlineData("oipayments.db", "is not what was backed up")]
    [InlineData("keys", "is not what was backed up")]
    [InlineData("manifest.json", "holds no whole backup")]
    public async Task A_backup_that_was_changed_is_refused_and_nothing_is_touched(string which, string sentence)
    {
        OnlyOnSqlite();
        await using var server = new TestServer();
        await server.InitializeAsync();
        Assert.Equal(0, (await BackupAsync(server)).Code);
        var file = Path.Combine(BackupFolder, which);
        if (Directory.Exists(file)) file = Directory.EnumerateFiles(file).First();
        if (which == "manifest.json") File.Delete(file);
        else
        {
            await using var changed = File.OpenWrite(file);
            changed.Seek(100, SeekOrigin.Begin);
            changed.WriteByte(0xFF);
        }

        Assert.Contains(sentence, (await RefusedAsync(() => RestoreAsync(Elsewhere))).Message, StringComparison.Ordinal);

        Assert.False(File.Exists(Path.Combine(Elsewhere, "oipayments.db")));
    }

    [Fact]
    public async Task On_PostgreSQL_both_say_what_to_use_instead()
    {
        string[] settings =
        [
            "--Database:Provider=PostgreSql", "--ConnectionStrings:Database=Host=127.0.0.1;Port=1;Username=oi;Database=oi",
            $"--Data:Folder={Elsewhere}",
        ];

        var backup = await Assert.ThrowsAsync<SettingsException>(
            () => Backup.RunAsync(settings, BackupFolder, TextWriter.Null, TestContext.Current.CancellationToken));
        var restore = await Assert.ThrowsAsync<SettingsException>(
            () => Restore.RunAsync(settings, BackupFolder, replace: false, 0, TextWriter.Null, TestContext.Current.CancellationToken));

        Assert.Equal((SqliteFile.OnPostgreSql, SqliteFile.OnPostgreSql), (backup.Message, restore.Message));
    }

    private static void OnlyOnSqlite() => Assert.SkipUnless(TestDatabase.Kind == "sqlite", "PostgreSQL is backed up by its own means.");

    private static async Task<SettingsException> RefusedAsync(Func<Task> act) => await Assert.ThrowsAsync<SettingsException>(act);

    private static void AssertOwnerOnly(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Prepend(folder))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead));
        }
    }

    private async Task<(int Code, string Text)> BackupAsync(TestServer server)
    {
        await using var output = new StringWriter();
        var code = await Backup.RunAsync(
            [
                $"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}",
                $"--Data:Folder={server.DataFolder}",
            ],
            BackupFolder, output, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    private async Task<(int Code, string Text)> RestoreAsync(string data, bool replace = false)
    {
        await using var output = new StringWriter();
        var code = await Restore.RunAsync(
            [$"--Data:Folder={data}", "--Database:Provider=Sqlite"], BackupFolder, replace, 0, output,
            TestContext.Current.CancellationToken);
        SqliteConnection.ClearAllPools();
        return (code, output.ToString());
    }

    private static ServiceProvider Services(string data)
    {
        var builder = ServerBuilder.Create([$"--Data:Folder={data}", "--Database:Provider=Sqlite"]);
        var read = ServerSettings.Read(builder.Configuration, isDevelopment: false);
        builder.Services.AddStorage(builder.Configuration, data);
        builder.Services.AddKeyRing(read.Keys);
        builder.Services.AddSingleton<SecretBox>();
        return builder.Services.BuildServiceProvider();
    }
}
