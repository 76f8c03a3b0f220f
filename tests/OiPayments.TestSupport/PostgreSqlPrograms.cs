using System.Diagnostics;

namespace OiPayments.TestSupport;

/// <summary>PostgreSQL's own programs, from the newest version on this machine.</summary>
public static class PostgreSqlPrograms
{
    // The server refuses to run as root, which is who CI may be.
    private static readonly bool IsRoot = Environment.UserName == "root";

    public static void Run(string tool, params string[] arguments)
    {
        if (IsRoot) RunPlainly("runuser", ["-u", "postgres", "--", Find(tool), .. arguments]);
        else RunPlainly(Find(tool), arguments);
    }

    /// <summary>Lets whoever <see cref="Run"/> runs programs as write there.</summary>
    public static void GiveToPostgres(DirectoryInfo folder)
    {
        if (IsRoot) RunPlainly("chown", "postgres", folder.FullName);
    }

    private static string Find(string tool) => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateFiles("/usr/lib/postgresql", tool, SearchOption.AllDirectories).OrderDescending().FirstOrDefault() ?? tool
        : tool;

    private static void RunPlainly(string tool, params string[] arguments)
    {
        // Output to nowhere: the server would inherit a pipe of ours and keep it open for ever.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", tool, .. arguments])
        { WorkingDirectory = "/tmp" })
            ?? throw new InvalidOperationException($"{tool} did not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{tool} {string.Join(' ', arguments)} failed. The tests need PostgreSQL's server programs; ./test installs them.");
    }
}
