using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OiPayments.GatewayTests.Shops;

/// <summary>A shop of the guide <c>docs/sslcommerz.md</c>, run as printed on a free port, with a customer's browser beside it.</summary>
internal sealed partial class ShopProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly DirectoryInfo folder;
    private readonly Task<string> errors;

    private ShopProcess(Process process, DirectoryInfo folder, int port)
    {
        (this.process, this.folder) = (process, folder);
        _ = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
        Browser = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new($"http://localhost:{port}") };
    }

    public HttpClient Browser { get; }

    /// <param name="language">The word behind the fence of its block.</param>
    /// <param name="gateway">Where the sandbox listens.</param>
    public static async Task<ShopProcess> StartAsync(string language, string gateway)
    {
        var port = FreePort();
        var (file, program, arguments) = language switch
        {
            "php" => ("shop.php", "php", new[] { "-S", $"localhost:{port}", "shop.php" }),
            "js" => ("shop.mjs", "node", ["shop.mjs"]),
            _ => ("shop.py", "python3", ["shop.py"]),
        };
        var folder = Directory.CreateTempSubdirectory("oipayments-shop-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, file), Printed(language).Replace("8000", $"{port}", StringComparison.Ordinal));
        var shop = new ShopProcess(
            Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["GATEWAY"] = gateway },
            })!,
            folder, port);
        await shop.OpensAsync();
        return shop;
    }

    /// <summary>Buys, and answers where the browser is sent: the gateway's page.</summary>
    public async Task<string> BuyAsync()
    {
        using var answer = await Browser.GetAsync("/buy");
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther, $"{await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.ToString();
    }

    /// <summary>What the shop says to the customer who comes back, whatever the form says that the browser brings.</summary>
    public async Task<string> SaysAsync(string order)
    {
        using var form = new FormUrlEncodedContent([new("status", "VALID"), new("tran_id", order), new("amount", "150.00")]);
        using var answer = await Browser.PostAsync($"/back?order={order}", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Browser.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task OpensAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await Browser.GetAsync("/");
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(process.HasExited, process.HasExited ? await errors : "");
                Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "The shop never opened.");
                await Task.Delay(20);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The first block of the language.</summary>
    private static string Printed(string language, [CallerFilePath] string here = "") =>
        Block().Matches(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/sslcommerz.md")))
            .First(block => block.Groups["language"].Value == language).Groups["program"].Value;

    [GeneratedRegex(
        "^```(?<language>[a-z]+)\n(?<program>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
