using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OiPayments.Persistence;
using OiPayments.Server.Backups;
using OiPayments.Server.Keys;
using OiPayments.Storage;
using OiPayments.Storage.Sqlite;

namespace OiPayments.Server.Commands;

/// <summary>
/// <c>restore</c>: puts a backup of <see cref="Backup"/> in place, does what is done once after a restore, and verifies. Ends as
/// <see cref="Verify"/>.
/// </summary>
internal static class Restore
{
    public static async Task<int> RunAsync(
        string[] settings, string folder, bool replace, long documentNumbersSkipped, TextWriter output, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        var provider = builder.Services.AddStorage(builder.Configuration, read.DataFolder);
        DateTimeOffset madeAt;
        await using (var app = builder.Build())
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var target = SqliteFile.Of(db, provider);
            var manifest = await BackupManifest.ReadAsync(folder, ct);
            if (!db.Database.GetMigrations().Contains(manifest.Schema, StringComparer.Ordinal))
                throw new SettingsException(
                    $"The backup was made by version {manifest.Version}, whose schema {manifest.Schema} this version does not know. "
                        + "Nothing was changed; restore it with that version or a newer one.");
            if (read.Keys.Store is KeyStore.Folder == manifest.Files.All(file => !IsKey(file)))
                throw new SettingsException(
                    $"Keys__Store is {read.Keys.Store}, and the key ring of the backup lies elsewhere. Nothing was changed; set "
                        + "Keys__Store as it was when the backup was made.");
            await manifest.CheckAsync(folder, ct);
            DataFolder.Prepare(read.DataFolder);
            if (MakeRoom(target, read, replace) is { } aside)
                await output.WriteLineAsync($"What was there is in {aside} now. Delete it when nobody needs it any more.");
            await PutAsync(folder, manifest, target, read, ct);
            madeAt = manifest.MadeAt;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{target} is as of {madeAt:yyyy-MM-ddTHH:mm:ssZ}."));
        }

        SqliteConnection.ClearAllPools();
        await Migrate.RunAsync(settings, ct);
        await RepairAfterRestore.RunAsync(settings, madeAt, documentNumbersSkipped, output, ct);
        return await Verify.RunAsync(settings, withGateway: false, output, ct);
    }

    private static bool IsKey(BackupFile file) => file.Name.StartsWith("keys/", StringComparison.Ordinal);

    /// <summary>Moves what is there into a folder of its own, which it answers; null when there is nothing.</summary>
    private static string? MakeRoom(string database, ServerSettings read, bool replace)
    {
        string[] there =
        [
            .. new[] { database, $"{database}-wal", $"{database}-shm" }.Where(File.Exists),
            .. new[] { read.Keys.Folder }.Where(Directory.Exists),
        ];
        if (there.Length == 0) return null;
        if (!replace)
            throw new SettingsException(
                $"{there[0]} is there already. Nothing was changed. With --replace it is moved aside first, the keys with it.");
        if (File.Exists(database) && SqliteCopy.IsInUse(database))
            throw new SettingsException($"{database} is in use. Nothing was changed. Stop the service, then run this again.");

        var aside = Path.Combine(
            read.DataFolder, TimeProvider.System.GetUtcNow().ToString("'replaced-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        DataFolder.MakeForOwnerOnly(aside);
        foreach (var path in there.Where(Path.Exists))
        {
            var to = Path.Combine(aside, Path.GetFileName(path));
            if (Directory.Exists(path)) Directory.Move(path, to);
            else File.Move(path, to);
        }

        return aside;
    }

    /// <summary>The keys first and the database last: where a database is, its keys are.</summary>
    private static async Task PutAsync(
        string folder, BackupManifest manifest, string database, ServerSettings read, CancellationToken ct)
    {
        var keys = manifest.Files.Where(IsKey).ToList();
        if (keys.Count > 0) DataFolder.MakeForOwnerOnly(read.Keys.Folder);
        foreach (var key in keys)
            await OwnFile.CopyAsync(Path.Combine(folder, key.Name), Path.Combine(read.Keys.Folder, Path.GetFileName(key.Name)), ct);

        var half = $"{database}.half";
        File.Delete(half);
        await OwnFile.CopyAsync(Path.Combine(folder, DataFolder.DatabaseFile), half, ct);
        File.Move(half, database);
    }
}
