using System.Security.Cryptography;
using System.Text.Json;
using OiPayments.Cli.Invocation;

namespace OiPayments.Cli.Profiles;

/// <summary>The logins of this user: one file, which only its owner can read.</summary>
internal sealed class ProfileStore(string file)
{
    public const string DefaultName = "default";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string FilePath => file;

    /// <summary>In the user's configuration folder: <c>~/.config/oi</c> on Linux and macOS, <c>%APPDATA%\oi</c> on Windows.</summary>
    public static ProfileStore OfUser() => new(Path.Combine(ConfigurationFolder(), "oi", "profiles.json"));

    /// <param name="name">Null for the one in use.</param>
    public Profile Read(string? name)
    {
        var kept = Load();
        if (kept.Profiles.TryGetValue(name ?? kept.Current ?? DefaultName, out var profile)) return profile;
        throw CommandFailure.WrongUsage(name is null
            ? "You are not logged in. Run 'oi login', or set OI_API, OI_KEY and OI_SECRET."
            : $"There is no profile {name}. Run 'oi login --profile {name}'; known are: {Names(kept)}.");
    }

    /// <summary>The name of the one in use.</summary>
    public string CurrentName() => Load().Current ?? DefaultName;

    public IReadOnlyCollection<string> Names() => Load().Profiles.Keys;

    /// <summary>Keeps it, and uses it from now on.</summary>
    public void Save(string name, Profile profile)
    {
        var kept = Load();
        kept.Profiles[name] = profile;
        Write(kept with { Current = name });
    }

    /// <summary>Forgets it; false when there is none.</summary>
    public bool Remove(string name)
    {
        var kept = Load();
        if (!kept.Profiles.Remove(name)) return false;
        Write(kept with { Current = kept.Current == name ? kept.Profiles.Keys.FirstOrDefault() : kept.Current });
        return true;
    }

    private static string ConfigurationFolder() =>
        OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 }
            ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".config");

    private static string Names(Kept kept) => kept.Profiles.Count == 0 ? "none" : string.Join(", ", kept.Profiles.Keys);

    private Kept Load()
    {
        if (!File.Exists(file)) return new(null, []);
        try
        {
            return JsonSerializer.Deserialize<Kept>(File.ReadAllText(file), Json) ?? new(null, []);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUsage($"{file} cannot be read. Mend it, or delete it and run 'oi login'.");
        }
    }

    /// <summary>Written beside and moved into its place, closed to others from its first byte on.</summary>
    private void Write(Kept kept)
    {
        var folder = Path.GetDirectoryName(file) ?? ".";
        var beside = $"{file}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var stream = new FileStream(beside, options)) JsonSerializer.Serialize(stream, kept, Json);
            File.Move(beside, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUsage($"{file} cannot be written, and is as it was: {failure.Message}");
        }
    }

    /// <summary>The file.</summary>
    private sealed record Kept(string? Current, SortedDictionary<string, Profile> Profiles);
}
