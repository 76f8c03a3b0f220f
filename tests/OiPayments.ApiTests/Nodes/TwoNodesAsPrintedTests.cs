using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OiPayments.ApiTests.Crashing;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Nodes;

/// <summary>
/// README's recipe for two nodes, run as it is printed: only names of hosts, ports and the balancer's address are this machine's, and the
/// program is the one that is built already.
/// </summary>
public sealed partial class TwoNodesAsPrintedTests : IAsyncLifetime
{
    private const string Section = "### Two nodes, or more";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("oipayments-two-nodes-");
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly List<Process> nodes = [];
    private readonly int[] ports = [FreePort(), FreePort(), FreePort(), FreePort(), FreePort()];
    private FrontDoor? api;
    private FrontDoor? web;

    private Uri Sandbox => Local(ports[4]);

    private FrontDoor Api => api ?? throw new InvalidOperationException("Not started.");

    private FrontDoor Web => web ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        if (TestDatabase.Kind != "postgresql") return;
        api = await FrontDoor.OpenAsync(() => [Local(ports[0]), Local(ports[2])]);
        web = await FrontDoor.OpenAsync(() => [Local(ports[1]), Local(ports[3])]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
            node.Dispose();
        }

        if (api is not null) await api.DisposeAsync();
        if (web is not null) await web.DisposeAsync();
        client.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_test_payment_a_refund_and_a_callback_work_through_either_node()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process.");
        await using var receiver = await WebhookReceiver.StartAsync();
        await StartAsPrintedAsync(await (await TestDatabase.GetAsync()).CreateEmptyAsync());
        var shop = await RegisterAsync(receiver.Url);

        var refunds = new List<JsonNode>();

        // As many as there are nodes, and more: every step is once the one's and once the other's.
        foreach (var (node, number) in new[] { ports[1], ports[3], ports[1], ports[3] }.Select((node, number) => (node, number)))
        {
            var payment = (await shop.PostAsync(
                "payments", new JsonObject { ["amountMinor"] = 100_000 + number, ["customerReference"] = "c" })).Data();
            using var pressed = await client.PostAsync(new Uri(Local(node), $"/checkout/{payment["reference"]}/pay"), null);
            Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
            var session = pressed.Headers.Location!.ToString().Split("testcde")[^1];
            Assert.StartsWith(Sandbox.ToString(), pressed.Headers.Location!.ToString(), StringComparison.Ordinal);

            await EndAsync(session);
            await BecomesAsync(shop, $"payments/{payment["id"]}", "SUCCEEDED");
            refunds.Add((await shop.PostAsync($"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 1000 })).Data());
        }

        // The gateway is asked after five seconds, and again after thirty: all at once, then.
        await Task.WhenAll(refunds.Select(refund => BecomesAsync(shop, $"refunds/{refund["id"]}", "SUCCEEDED")));

        var events = (await Eventually.BecomesAsync(
            () => shop.ReadAsync("events?size=50"), read => read.Data().AsArray() is { Count: 8 } all
                && all.All(e => (string?)e!["deliveryStatus"] == "DELIVERED"))).Data().AsArray();
        var types = events.Select(e => (string?)e!["type"]).ToList();
        Assert.Equal((4, 4), (types.Count(type => type == "payment.succeeded"), types.Count(type => type == "refund.succeeded")));
        for (var heard = 0; heard < 8; heard++) await receiver.NextAsync();
    }

    private const string AnyPort = "http://127.0.0.1:0";

    private async Task StartAsPrintedAsync(string database)
    {
        var lines = (await RecipeAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var starts = lines.Where(line => line.StartsWith("dotnet run", StringComparison.Ordinal)).ToList();
        var before = string.Join('\n', lines.Except(starts));
        Assert.Equal(2, starts.Count);
        Assert.Contains("--Urls:Management=", starts[1], StringComparison.Ordinal);
        foreach (var start in starts)
        {
            var node = Process.Start(new ProcessStartInfo("bash", ["-euc", $"{Here(before, database)}\nexec {Here(start, database)}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName,
                Environment =
                {
                    // What `dotnet run` takes from launchSettings.json.
                    ["ASPNETCORE_ENVIRONMENT"] = "Development",
                    ["Urls__Sandbox"] = Sandbox.ToString(),
                    ["Urls__Management"] = AnyPort,
                    ["Bootstrap__OperatorEmail"] = TestServer.OperatorEmail,
                    ["Bootstrap__OperatorPassword"] = TestServer.OperatorPassword,
                },
            })!;
            nodes.Add(node);
            var errors = node.StandardError.ReadToEndAsync();
            string? line;
            do line = await node.StandardOutput.ReadLineAsync();
            while (line is not null && !line.StartsWith("Ctrl-C", StringComparison.Ordinal));
            Assert.True(line is not null, line is null ? await errors : "");

            // A full pipe would stop it.
            _ = node.StandardOutput.ReadToEndAsync();
        }
    }

    private string Here(string printed, string database)
    {
        var here = printed
            .Replace(
                "dotnet run --project src/OiPayments.Server --", $"dotnet {Path.Combine(AppContext.BaseDirectory, "oi-server.dll")}",
                StringComparison.Ordinal)
            .Replace("Host=db;Database=oi;Username=oi;Password=…", database, StringComparison.Ordinal)
            .Replace("Urls__PublicApi=https://pay.example.com", $"Urls__PublicApi={Api.Url}", StringComparison.Ordinal)
            .Replace("Urls__PublicWeb=https://pay.example.com", $"Urls__PublicWeb={Web.Url}", StringComparison.Ordinal)
            .Replace("http://localhost:8090", Sandbox.ToString(), StringComparison.Ordinal)
            .Replace("http://localhost:9081", AnyPort, StringComparison.Ordinal);
        foreach (var (port, place) in new[] { 8080, 3000, 8081, 3001 }.Select((port, place) => (port, place)))
            here = here.Replace($"http://*:{port}", $"http://127.0.0.1:{ports[place]}", StringComparison.Ordinal);
        Assert.DoesNotContain("pay.example.com", here, StringComparison.Ordinal);
        return here;
    }

    private static async Task<string> RecipeAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "OiPayments.slnx"))) root = root.Parent;
        var readme = await File.ReadAllTextAsync(Path.Combine(
            root?.FullName ?? throw new DirectoryNotFoundException("These tests run inside the repository."), "README.md"));
        return FirstBash().Match(readme[readme.IndexOf(Section, StringComparison.Ordinal)..]).Groups["commands"].Value;
    }

    private async Task<HttpClient> RegisterAsync(Uri webhooks)
    {
        using var door = new HttpClient { BaseAddress = new(Api.Url, "/api/v1/") };
        var session = (await door.PostAsync(
            "auth/login", new JsonObject { ["email"] = TestServer.OperatorEmail, ["password"] = TestServer.OperatorPassword })).Data();
        var registered = (await door.PostAsync(
            "admin/apps", new JsonObject { ["name"] = "Two nodes", ["webhookUrl"] = webhooks.ToString() },
            ("Authorization", $"Bearer {session["token"]}"))).Data();
        var shop = new HttpClient { BaseAddress = new(Api.Url, "/api/v1/") };
        shop.DefaultRequestHeaders.Add("X-Api-Key", (string)registered["credentials"]!["testApiKey"]!);
        shop.DefaultRequestHeaders.Add("X-Api-Secret", (string)registered["credentials"]!["testApiSecret"]!);
        return shop;
    }

    /// <summary>The customer pays at the gateway, which tells us through the balancer and sends the customer back through it.</summary>
    private async Task EndAsync(string session)
    {
        var ended = JsonNode.Parse((await client.SendAsync(
            HttpMethod.Post, new Uri(Sandbox, $"/control/sessions/{session}/outcome").ToString(), """{"outcome":"success"}""")).Text)!;
        using var form = new FormUrlEncodedContent(
            ended["redirect"]!["fields"]!.AsObject().Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? "")));
        using var back = await client.PostAsync(new Uri((string)ended["redirect"]!["url"]!), form);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
    }

    private static Task<Answer> BecomesAsync(HttpClient shop, string path, string status) => Eventually.BecomesAsync(
        () => shop.ReadAsync(path), read => (string?)read.Json["data"]?["status"] == status);

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}/");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(
        "^```bash\n(?<commands>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex FirstBash();
}
