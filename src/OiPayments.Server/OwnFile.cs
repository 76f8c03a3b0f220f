namespace OiPayments.Server;

/// <summary>Files for this user alone: keys, and copies of the data folder.</summary>
internal static class OwnFile
{
    /// <summary>A new file, to be written.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    /// <summary>A copy, on the disk when this ends.</summary>
    public static async Task CopyAsync(string from, string to, CancellationToken ct)
    {
        await using var source = File.OpenRead(from);
        await using var target = Create(to);
        await source.CopyToAsync(target, ct);
        target.Flush(flushToDisk: true);
    }
}
