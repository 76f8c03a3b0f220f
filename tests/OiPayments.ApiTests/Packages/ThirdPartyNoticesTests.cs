using System.Diagnostics;
using System.Runtime.CompilerServices;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Packages;

/// <summary>What others wrote and the server carries is named, with its licence.</summary>
public class ThirdPartyNoticesTests
{
    [Fact]
    public async Task The_notices_name_what_the_server_carries()
    {
        Assert.SkipWhen(TestDatabase.Kind == "postgresql", "Asked once, on SQLite.");
        using var process = Process.Start(new ProcessStartInfo(
            "python3", [InRepository("build/notices"), Path.Combine(AppContext.BaseDirectory, "oi-server.deps.json"), "--check"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;

        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, errors);
    }

    private static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));
}
