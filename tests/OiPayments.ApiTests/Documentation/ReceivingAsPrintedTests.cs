using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OiPayments.ApiTests.Npm;
using OiPayments.ApiTests.TestClocks;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Documentation;

/// <summary>The receivers of the guide to webhooks, run as printed: each takes what we send and refuses what somebody else does.</summary>
public partial class ReceivingAsPrintedTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    [Theory]
    [InlineData("csharp")]
    [InlineData("js")]
    [InlineData("php")]
    [InlineData("python")]
    public async Task It_takes_a_signed_event_and_refuses_a_forged_one(string language)
    {
        Assert.SkipUnless(TestDatabase.Kind == "sqlite", "Asked once, on SQLite.");
        var port = FreePort();
        var shop = await server.RegisterAsync(new Uri($"http://localhost:{port}/hooks"));
        var folder = Directory.CreateTempSubdirectory("oipayments-receiver-");
        var program = Printed(language).Replace("4000", $"{port}", StringComparison.Ordinal);
        using var receiver = await StartAsync(language, program, port, folder, shop);
        try
        {
            var sent = (await shop.Test.PostAsync("webhooks/test", new JsonObject())).Data();
            await Eventually.BecomesAsync(
                async () => (string?)(await shop.Test.ReadAsync($"events/{sent["id"]}")).Data()["deliveryStatus"],
                status => status == "DELIVERED");

            using var client = new HttpClient();
            using var forged = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{port}/hooks");
            forged.Content = new StringContent(
                """{"id":"evt_1","type":"payment.succeeded","data":{}}""", Encoding.UTF8, "application/json");
            forged.Headers.Add("webhook-id", "evt_1");
            forged.Headers.Add("webhook-timestamp", RealTimeServer.Real.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            forged.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(new byte[32])}");
            using var answer = await client.SendAsync(forged);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        finally
        {
            receiver.Kill(entireProcessTree: true);
            await receiver.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Process> StartAsync(string language, string program, int port, DirectoryInfo folder, TestApplication shop)
    {
        var (name, command, arguments) = language switch
        {
            "csharp" => ("receiver.cs", "dotnet", new[] { "run", "receiver.cs" }),
            "js" => ("receiver.mjs", "node", ["receiver.mjs"]),
            "php" => ("receiver.php", "php", ["-S", $"localhost:{port}", "receiver.php"]),
            _ => ("receiver.py", "python3", ["receiver.py"]),
        };
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), program);
        if (language == "js")
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "node_modules"), await StandardWebhooks.InstalledAsync());
        var receiver = Process.Start(new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["SIGNING_SECRET"] = shop.SigningSecret,

                // What a build leaves running would outlive the test.
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["UseSharedCompilation"] = "false",
            },
        }) ?? throw new InvalidOperationException($"{command} did not start.");
        _ = receiver.StandardOutput.ReadToEndAsync();
        var errors = receiver.StandardError.ReadToEndAsync();

        // As long as it takes: the one in C# is compiled first.
        while (!await ListensAsync(port) && !receiver.HasExited) await Task.Delay(100);
        Assert.False(receiver.HasExited, receiver.HasExited ? await errors : "");
        return receiver;
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The first block of the language.</summary>
    private static string Printed(string language)
    {
        using var stream = typeof(OiPaymentsFeatures).Assembly.GetManifestResourceStream("docs/webhooks.md")!;
        var guide = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        return Block().Matches(guide).First(block => block.Groups["language"].Value == language).Groups["program"].Value;
    }

    [GeneratedRegex(
        "^```(?<language>[a-z]+)\n(?<program>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
