using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OiPayments.Bench;

/// <summary>Other programs: run to their end, or started and ended again.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}{await output}");
    }

    /// <summary>As the user that PostgreSQL accepts: it refuses to run as root.</summary>
    public static Task<string> RunAsPostgresAsync(string program, params IEnumerable<string> arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
        : RunAsync(program, arguments);

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>CPU seconds that a process, and those of its children that ended, have used.</summary>
    public static double CpuSeconds(int process) => CpuSeconds($"/proc/{process}/stat");

    /// <summary>CPU seconds that the thread of a .NET process has used which compiles anew what is called often.</summary>
    public static double CompilingSeconds(int process) =>
        Directory.EnumerateDirectories($"/proc/{process}/task").Sum(thread => IsCompiling(thread) ? CpuSeconds($"{thread}/stat") : 0);

    // As much of the name as the kernel keeps.
    private static bool IsCompiling(string thread)
    {
        try
        {
            return File.ReadAllText($"{thread}/comm").Trim() == ".NET Tiered Com";
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }

    private static double CpuSeconds(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(ticks => double.Parse(ticks)) / 100;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return 0;
        }
    }
}
