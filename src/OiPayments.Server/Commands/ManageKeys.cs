using OiPayments.Server.Keys;
using OiPayments.Storage;

namespace OiPayments.Server.Commands;

/// <summary><c>keys</c>: what is done to a key ring in the database by hand, a few times in its life.</summary>
internal static class ManageKeys
{
    /// <summary><c>keys import</c>: adds the ring of the data folder to the database's. The folder stays as it is.</summary>
    public static Task<int> ImportAsync(string[] settings, CancellationToken ct) => RunAsync(
        settings,
        async (services, ring) =>
        {
            var entries = new KeyFiles(ring.Folder).ReadByName();
            if (entries.Count == 0)
                throw new SettingsException($"{ring.Folder} holds no key ring. Nothing was imported; Data__Folder says where it is.");
            var added = await services.GetRequiredService<KeysInDatabase>().ImportAsync(entries, ct);
            KeyRing.Try(services, ring);
            return $"{added} of {entries.Count} entries were new to the database. {ring.Folder} is as it was: keep it until every node "
                + "has Keys__Store=Database, then keep it with the backups or delete it.";
        },
        ct);

    /// <summary><c>keys wrap</c>: after the wrapping key was replaced, wraps with it what the earlier one wrapped.</summary>
    public static Task<int> WrapAsync(string[] settings, CancellationToken ct) => RunAsync(
        settings,
        async (services, ring) =>
        {
            var wrapped = await services.GetRequiredService<KeysInDatabase>().WrapAgainAsync(ct);
            return $"{wrapped} entries were wrapped anew; all are wrapped by the key with the mark {ring.Wrapping}. "
                + "Keys__OtherWrapping can be removed.";
        },
        ct);

    /// <summary><c>keys begin</c>: a new ring, where the old one is lost.</summary>
    public static Task<int> BeginAsync(string[] settings, CancellationToken ct) => RunAsync(
        settings,
        (services, _) =>
        {
            KeyRing.Begin(services);
            return Task.FromResult("A new key was added to the ring. What only a lost key opens has to be set anew.");
        },
        ct);

    private static async Task<int> RunAsync(
        string[] settings, Func<IServiceProvider, KeyRingSettings, Task<string>> act, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        if (read.Keys.Store is not KeyStore.Database)
            throw new SettingsException("Keys__Store is Folder. This command is for a key ring in the database: set Keys__Store=Database.");
        builder.Services.AddStorage(builder.Configuration, read.DataFolder);
        builder.Services.AddKeyRing(read.Keys);

        await using var app = builder.Build();
        await Migrations.RequireAppliedAsync(app.Services, ct);
        await Console.Out.WriteLineAsync(await act(app.Services, read.Keys));
        return 0;
    }
}
