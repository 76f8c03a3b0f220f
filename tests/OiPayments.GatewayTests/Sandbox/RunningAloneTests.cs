using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class RunningAloneTests
{
    [Fact]
    public async Task It_says_where_it_listens_and_what_to_try()
    {
        using var process = Start("http://127.0.0.1:0", ("Sandbox__Stores__0__Id", "shop"), ("Sandbox__Stores__0__Password", "secret1"));
        try
        {
            var lines = new List<string>();
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("codes", StringComparison.Ordinal))
                lines.Add(line);

            Assert.Matches(@"^SSLCOMMERZ sandbox on http://127\.0\.0\.1:[1-9]\d+ ", lines[0]);
            Assert.Contains("  store      shop / secret1", lines);
            Assert.DoesNotContain(lines, line => line.Contains("testbox", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains("4111111111111111  12/26  111", StringComparison.Ordinal));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_busy_port_is_told_in_one_sentence()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)busy.LocalEndpoint).Port}";

        using var process = Start(url);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Equal($"Cannot listen on {url}: the port is in use. Set Sandbox__Url to another address.", (await error).Trim());
        Assert.Equal("", await output);
    }

    private static Process Start(string url, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(OiPayments.Sandbox.SandboxApp).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Sandbox__Url"] = url;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
