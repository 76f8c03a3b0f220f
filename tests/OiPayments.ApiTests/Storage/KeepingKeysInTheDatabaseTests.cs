using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Encryption;
using OiPayments.Persistence;
using OiPayments.Server;
using OiPayments.Server.Keys;
using OiPayments.Storage;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>The key ring as rows: what one node encrypted every other opens, and nobody who has the database alone.</summary>
public sealed class KeepingKeysInTheDatabaseTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("oipayments-keys-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Nodes_that_start_at_once_begin_one_ring()
    {
        var key = NewKey();
        for (var round = 0; round < 5; round++)
        {
            var database = await NewDatabaseAsync();
            var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NodeAsync(database, key)));
            using var atOnce = new Barrier(nodes.Length);

            var closed = await Task.WhenAll(nodes.Select(node => Task.Factory.StartNew(
                () =>
                {
                    atOnce.SignalAndWait(TestContext.Current.CancellationToken);
                    return Box(node).Protect("secret");
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Single(await RowsAsync(nodes[0]));
            foreach (var node in nodes) Assert.All(closed, one => Assert.Equal("secret", Box(node).Unprotect(one)));
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_the_ring_of_a_folder_encrypted_opens_after_it_was_imported()
    {
        var (database, key) = (await NewDatabaseAsync(), NewKey());
        await using var before = await NodeAsync(database, null);
        var secret = Box(before).Protect("secret");
        await using var after = await NodeAsync(database, key);

        var entries = new KeyFiles(folder.FullName).ReadByName();
        var ring = after.GetRequiredService<KeysInDatabase>();
        var imported = await ring.ImportAsync(entries, TestContext.Current.CancellationToken);
        var again = await ring.ImportAsync(entries, TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (imported, again));
        Assert.Equal("secret", Box(after).Unprotect(secret));
        Assert.Single(await RowsAsync(after));
        var refused = await Assert.ThrowsAsync<SettingsException>(() => GuardAsync(before, Settings(null)));
        Assert.Contains("Set Keys__Store=Database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_row_tells_a_key()
    {
        await using var node = await NodeAsync(await NewDatabaseAsync(), NewKey());
        Box(node).Protect("secret");

        var row = Assert.Single(await RowsAsync(node));

        Assert.StartsWith("key-", row.Name, StringComparison.Ordinal);

        // Not what three letters of a box may spell by chance, but what a key is written with.
        var box = System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(row.Box));
        Assert.DoesNotContain("<key", box, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("masterKey", box, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<value", box, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_wrapping_key_takes_the_place_of_another_while_nodes_have_either_first()
    {
        var (database, old, young) = (await NewDatabaseAsync(), NewKey(), NewKey());
        await using var first = await NodeAsync(database, old, other: young);
        var secret = Box(first).Protect("secret");

        await using var second = await NodeAsync(database, young, other: old);
        Assert.Equal("secret", Box(second).Unprotect(secret));
        Assert.Equal(1, await second.GetRequiredService<KeysInDatabase>().WrapAgainAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await second.GetRequiredService<KeysInDatabase>().WrapAgainAsync(TestContext.Current.CancellationToken));

        await using var third = await NodeAsync(database, young);
        await using var fourth = await NodeAsync(database, old, other: young);
        Assert.Equal("secret", Box(third).Unprotect(secret));
        Assert.Equal("secret", Box(fourth).Unprotect(secret));
    }

    [Fact]
    public async Task With_the_wrong_wrapping_key_nothing_starts_and_no_ring_is_begun()
    {
        var (database, right, wrong) = (await NewDatabaseAsync(), NewKey(), NewKey());
        await using var before = await NodeAsync(database, right);
        Box(before).Protect("secret");
        await using var node = await NodeAsync(database, wrong);

        var refused = Assert.Throws<SettingsException>(() => KeyRing.Try(node, Settings(wrong)));

        Assert.Contains(new WrappingKey(Convert.FromBase64String(right)).Mark, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Set Keys__Wrapping to the key that it was wrapped with", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(right, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, refused.Message, StringComparison.Ordinal);
        Assert.Single(await RowsAsync(before));
    }

    [Fact]
    public async Task A_row_that_was_changed_is_refused()
    {
        var (database, key) = (await NewDatabaseAsync(), NewKey());
        await using var before = await NodeAsync(database, key);
        Box(before).Protect("secret");
        await using (var scope = before.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            await db.Directory<WrappedKey>().ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Name, "key-of-somebody-else"), TestContext.Current.CancellationToken);
        }

        await using var node = await NodeAsync(database, key);
        var refused = Assert.Throws<SettingsException>(() => KeyRing.Try(node, Settings(key)));

        Assert.Contains("was changed since it was wrapped", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_ring_is_not_begun_beside_secrets_of_another()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.RegisterAsync();
        var key = NewKey();
        await using var node = await NodeAsync(server.Database, key);

        var refused = await Assert.ThrowsAsync<SettingsException>(() => GuardAsync(node, Settings(key)));
        Assert.Contains("Run the command \"keys import\"", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(node));

        await node.GetRequiredService<KeysInDatabase>().ImportAsync(
            new KeyFiles(KeyRing.FolderIn(server.DataFolder)).ReadByName(), TestContext.Current.CancellationToken);
        await GuardAsync(node, Settings(key));
        KeyRing.Try(node, Settings(key));
    }

    [Fact]
    public async Task A_ring_that_is_lost_is_begun_anew_by_whoever_says_so()
    {
        var (database, key) = (await NewDatabaseAsync(), NewKey());
        await using var node = await NodeAsync(database, key);

        KeyRing.Begin(node);

        Assert.Single(await RowsAsync(node));
        Assert.Contains("Nothing was done", Assert.Throws<SettingsException>(() => KeyRing.Begin(node)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_runs_on_a_ring_in_the_database_and_keeps_no_folder()
    {
        await using var server = new TestServer(new() { ["Keys:Store"] = "Database", ["Keys:Wrapping"] = NewKey() });
        await server.InitializeAsync();
        await server.RegisterAsync();

        await server.RestartAsync();
        await server.RegisterAsync();

        Assert.False(Directory.Exists(KeyRing.FolderIn(server.DataFolder)));
    }

    [Theory]
    [InlineData("Store=Database", "neither Keys__Wrapping nor Keys__WrappingFile is set")]
    [InlineData("Store=Database;Wrapping=c2VzYW1lLTE=", "Keys__Wrapping is not the base64 of 32 bytes")]
    [InlineData("Store=Database;Wrapping=sesame-1", "Keys__Wrapping is not the base64 of 32 bytes")]
    [InlineData("Store=Database;WrappingFile=/nonexistent/sesame", "Keys__WrappingFile cannot be read")]
    [InlineData("Store=Database;Wrapping=sesame-1;WrappingFile=/etc/hostname", "are both set")]
    [InlineData(
        "Store=Database;Wrapping=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;OtherWrapping=sesame-1", "Keys__OtherWrapping is not")]
    [InlineData("Wrapping=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Set Keys__Store=Database")]
    [InlineData("Store=Cupboard", "it can be Folder, Database")]
    public void A_setting_that_cannot_be_used_is_named_and_never_shown(string settings, string sentence)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Split(';').Select(one => one.Split('=', 2))
            .Select(one => KeyValuePair.Create($"Keys:{one[0]}", (string?)one[1]))).Build();

        var refused = Assert.Throws<SettingsException>(() => ServerSettings.Read(configuration, isDevelopment: true));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame-1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2Vz", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrapping_key_may_come_from_a_file()
    {
        var (file, key) = (Path.Combine(folder.FullName, "wrapping"), NewKey());
        File.WriteAllText(file, key + "\n");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Keys:Store"] = "Database", ["Keys:WrappingFile"] = file }).Build();

        var read = ServerSettings.Read(configuration, isDevelopment: false).Keys;

        Assert.Equal(new WrappingKey(Convert.FromBase64String(key)).Mark, read.Wrapping?.Mark);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(WrappingKey.Bytes));

    private static async Task<string> NewDatabaseAsync() => await (await TestDatabase.GetAsync()).CreateAsync();

    private static IDataProtector Box(IServiceProvider node) =>
        node.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Task GuardAsync(IServiceProvider node, KeyRingSettings settings) =>
        KeyRing.GuardAsync(node, settings, TestContext.Current.CancellationToken);

    private static async Task<List<WrappedKey>> RowsAsync(IServiceProvider node)
    {
        await using var scope = node.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().Directory<WrappedKey>().AsNoTracking()
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Without a wrapping key, the ring of the folder.</summary>
    private KeyRingSettings Settings(string? wrapping, string? other = null) => new()
    {
        Store = wrapping is null ? KeyStore.Folder : KeyStore.Database,
        Folder = folder.FullName,
        Wrapping = wrapping is null ? null : new(Convert.FromBase64String(wrapping)),
        OtherWrapping = other is null ? null : new(Convert.FromBase64String(other)),
    };

    /// <summary>As much of a node as has to do with keys.</summary>
    private async Task<ServiceProvider> NodeAsync(string database, string? wrapping, string? other = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage((await TestDatabase.GetAsync()).Settings(database), folder.FullName);
        services.AddBooks();
        services.AddKeyRing(Settings(wrapping, other));
        return services.BuildServiceProvider();
    }
}
