using System.Security.Cryptography;
using System.Text.Json;

namespace OiPayments.Server.Backups;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its path in the backup, with <c>/</c>.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Its digest, in hexadecimal.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>What a backup says of itself: its <c>manifest.json</c>, written last, so that a backup without one is not whole.</summary>
internal sealed record BackupManifest
{
    public const string FileName = "manifest.json";
    private const int ThisFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required int Format { get; init; }

    /// <summary>Of the program that made it.</summary>
    public required string Version { get; init; }

    /// <summary>The instant that the copy shows.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The last migration of the database.</summary>
    public required string Schema { get; init; }

    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Of what lies in the folder by now.</summary>
    public static async Task<BackupManifest> MakeAsync(string folder, DateTimeOffset madeAt, string schema, CancellationToken ct)
    {
        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            files.Add(new(Path.GetRelativePath(folder, path).Replace('\\', '/'), new FileInfo(path).Length, await DigestAsync(path, ct)));
        return new()
        {
            Format = ThisFormat,
            Version = ServerVersion.Name,
            MadeAt = madeAt,
            Schema = schema,
            Files = files,
        };
    }

    public async Task WriteAsync(string folder, CancellationToken ct)
    {
        await using var file = OwnFile.Create(Path.Combine(folder, FileName));
        await JsonSerializer.SerializeAsync(file, this, Json, ct);
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="SettingsException">The folder holds no whole backup.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(Path.Combine(folder, FileName));
            return await JsonSerializer.DeserializeAsync<BackupManifest>(file, Json, ct) is { Format: ThisFormat } manifest
                ? manifest
                : throw new SettingsException($"{folder} holds a backup of a form that this version does not know. Nothing was changed.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingsException($"{folder} holds no whole backup: {failure.Message} Nothing was changed.", failure);
        }
    }

    /// <summary>Compares every file with what was written down about it.</summary>
    /// <exception cref="SettingsException">One is missing, or was changed.</exception>
    public async Task CheckAsync(string folder, CancellationToken ct)
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(folder, file.Name);
            if (!Path.GetFullPath(path).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new SettingsException($"The backup names a file outside itself, {file.Name}. Nothing was changed.");
            if (!File.Exists(path))
                throw new SettingsException($"The backup lacks {file.Name}. Nothing was changed; use another backup.");
            if (new FileInfo(path).Length != file.Bytes || await DigestAsync(path, ct) != file.Sha256)
                throw new SettingsException(
                    $"{file.Name} is not what was backed up: its length or its SHA-256 differs. Nothing was changed; use another backup.");
        }
    }

    private static async Task<string> DigestAsync(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
    }
}
