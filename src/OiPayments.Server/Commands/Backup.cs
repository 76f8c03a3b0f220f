using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OiPayments.Persistence;
using OiPayments.Server.Backups;
using OiPayments.Server.Keys;
using OiPayments.Storage;
using OiPayments.Storage.Sqlite;

namespace OiPayments.Server.Commands;

/// <summary><c>backup</c>: copies a SQLite database and its key ring into a new folder, beside a running service.</summary>
internal static class Backup
{
    public static async Task<int> RunAsync(string[] settings, string folder, TextWriter output, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        var provider = builder.Services.AddStorage(builder.Configuration, read.DataFolder);
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var source = SqliteFile.Of(db, provider);
        if (!File.Exists(source)) throw new SettingsException($"There is no database at {source}; Data__Folder says where it is.");
        await Migrations.RequireAppliedAsync(app.Services, ct);

        var target = Path.GetFullPath(folder);
        if (Path.Exists(target))
            throw new SettingsException($"{target} is there already, and no backup is written over. Name a folder that is not.");

        // Under another name until it is whole.
        var half = $"{target}.half";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        DataFolder.MakeForOwnerOnly(half);
        var clock = scope.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System;
        var (madeAt, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        try
        {
            var copy = Path.Combine(half, DataFolder.DatabaseFile);
            await OwnFile.Create(copy).DisposeAsync();
            SqliteCopy.Run(db.Database.GetConnectionString()!, copy, Tell, ct);

            // After the database: keys are only ever added, so every secret in the copy has its key.
            if (read.Keys.Store is KeyStore.Folder) await CopyKeysAsync(read.Keys.Folder, KeyRing.FolderIn(half), ct);
            var schema = (await db.Database.GetAppliedMigrationsAsync(ct)).Last();
            var manifest = await BackupManifest.MakeAsync(half, madeAt, schema, ct);
            await manifest.WriteAsync(half, ct);
            Directory.Move(half, target);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{target}: {manifest.Files.Count} files, {manifest.Files.Sum(file => file.Bytes) / 1024.0 / 1024:0.0} MiB, as of "
                    + $"{madeAt:yyyy-MM-ddTHH:mm:ssZ}, in {clock.GetElapsedTime(began).TotalSeconds:0.0} s."));
            if (read.Keys.Store is KeyStore.Database)
                await output.WriteLineAsync("The key ring in it is encrypted: keep the wrapping key apart from it, and do not lose it.");
            return 0;
        }
        catch
        {
            Directory.Delete(half, recursive: true);
            throw;
        }
    }

    private static async Task CopyKeysAsync(string from, string to, CancellationToken ct)
    {
        if (!Directory.Exists(from)) return;
        DataFolder.MakeForOwnerOnly(to);
        foreach (var key in Directory.EnumerateFiles(from, "*.xml"))
            await OwnFile.CopyAsync(key, Path.Combine(to, Path.GetFileName(key)), ct);
    }

    // A person who waits sees how far it is; a file or a pipe gets the end only.
    private static void Tell(long copied, long all)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"  {copied * 100 / Math.Max(all, 1)} %\r"));
    }
}
