using OiPayments.Server.Keys;

namespace OiPayments.Server;

/// <summary>The folder that holds the SQLite file and the keys secrets are encrypted with: for this user alone.</summary>
internal static partial class DataFolder
{
    /// <summary>The SQLite file; beside it lie its journals, which begin with the same name.</summary>
    public const string DatabaseFile = "oipayments.db";

    private const string Probe = ".writable";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;

    /// <exception cref="SettingsException">It cannot be made, or not be written to.</exception>
    public static void Prepare(string path)
    {
        try
        {
            MakeForOwnerOnly(path);
            var probe = Path.Combine(path, Probe);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"The data folder {path} cannot be used: {failure.Message} Set Data__Folder to a folder this user may write to.", failure);
        }
    }

    public static void MakeForOwnerOnly(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// Takes from everybody else what a folder that was there before, or a careless mask, gave them: of the database and the keys always;
    /// of the folder itself when it holds nothing but them. One that is shared with other things stays as it is, with a word in the log.
    /// </summary>
    public static void CloseToOthers(string path, ILogger log)
    {
        if (OperatingSystem.IsWindows()) return;
        var keys = KeyRing.FolderIn(path);
        IEnumerable<string> ours = [.. Directory.EnumerateFiles(path, $"{DatabaseFile}*"), .. Directory.Exists(keys)
            ? Directory.EnumerateFiles(keys).Prepend(keys)
            : []];
        foreach (var one in ours) Close(one, log);

        if (!IsOpen(path)) return;
        var stranger = Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName)
            .FirstOrDefault(name => name is not ("keys" or Probe) && name?.StartsWith(DatabaseFile, StringComparison.Ordinal) is not true);
        if (stranger is null) Close(path, log);
        else StaysOpen(log, path, stranger);
    }

    private static void Close(string path, ILogger log)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            if (!IsOpen(path)) return;
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Others);
            Closed(log, path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            // A journal that SQLite, or half a key that another node, was done with.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotClosed(log, path, failure.Message);
        }
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    [LoggerMessage(LogLevel.Information, "{Path} was readable by other users; it no longer is")]
    private static partial void Closed(ILogger log, string path);

    [LoggerMessage(
        LogLevel.Warning,
        "Other users can read {Path}, and it could not be taken from them: {Reason} Give it to the user that this service runs as, or "
            + "take their rights away")]
    private static partial void NotClosed(ILogger log, string path, string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "Other users can look into the data folder {Path}. It was left so because it holds other things too ({Other}). Give this service a "
            + "folder of its own (Data__Folder)")]
    private static partial void StaysOpen(ILogger log, string path, string other);
}
