namespace OiPayments.Server;

/// <summary>The folder that holds the SQLite file and the keys secrets are encrypted with: for this user alone.</summary>
internal static class DataFolder
{
    /// <exception cref="SettingsException">It cannot be made, or not be written to.</exception>
    public static void Prepare(string path)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
                else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var probe = Path.Combine(path, ".writable");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The data folder {path} cannot be used: {failure.Message} Set Data__Folder to a folder this user may write to.", failure);
        }
    }
}
