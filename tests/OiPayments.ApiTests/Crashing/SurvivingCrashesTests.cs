using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.TestClocks;
using OiPayments.DueWork;
using OiPayments.Sandbox;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Crashing;

/// <summary>
/// Two nodes on one PostgreSQL, behind one door, under load; one of them dies again and again, each time at another point, and the
/// other is killed once from outside. Customers pay, applications give money back, and operators do for them. Afterwards nothing is lost,
/// nothing is doubled, and every caller who asks again gets the answer it was owed. Takes two minutes of real time: processes start,
/// leases run out and the gateway takes its time.
/// </summary>
public sealed class SurvivingCrashesTests : IAsyncLifetime
{
    private const int Customers = 4;
    private const string ApproverEmail = "approver@example.com";

    /// <summary>Whose purchases operators give back a part of as well.</summary>
    private const int CustomersWhoCall = 2;

    /// <summary>Longer after each ten purchases, so that a slow machine, where the deaths take longer, has not many more to look after.</summary>
    private static TimeSpan AfterPurchase(int round) => TimeSpan.FromSeconds(1 + (round / 10));

    private static readonly string[] DiesAt =
    [
        $"{CrashPoints.BeforeEffect}:2@/api/v1/payments", $"{CrashPoints.AfterEffect}:2@/api/v1/payments",
        $"{CrashPoints.AfterCommit}:2@/api/v1/payments",
        $"{CrashPoints.BeforeReply}:2@/api/v1/payments", $"{CrashPoints.AfterEffect}@/api/v1/gateways",
        $"{CrashPoints.AfterCommit}@/api/v1/gateways",
        $"{CrashPoints.AfterGateway}", $"{CrashPoints.WhileDelivering}",
        $"{CrashPoints.AfterEffect}@/api/v1/payments/*/refunds", $"{CrashPoints.AfterCommit}@/api/v1/payments/*/refunds",
        $"{CrashPoints.AfterRefundAtGateway}",
        $"{CrashPoints.AfterEffect}@/api/v1/admin/payments/*/refunds", $"{CrashPoints.AfterCommit}@/api/v1/admin/payments/*/refunds",
        $"{CrashPoints.AfterEffect}@/api/v1/admin/refunds/*/approve", $"{CrashPoints.AfterCommit}@/api/v1/admin/refunds/*/approve",
    ];

    private readonly string dataFolder = Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-crashes-"));
    private readonly WebApplicationHolder sandbox = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly ConcurrentDictionary<string, NodeProcess> nodes = new();
    private readonly Stopwatch began = Stopwatch.StartNew();
    private string database = "";
    private FrontDoor? api;
    private FrontDoor? web;
    private HttpClient? clerk;
    private HttpClient? approver;

    private FrontDoor Api => api!;

    private HttpClient Clerk => clerk!;

    private HttpClient Approver => approver!;

    public async ValueTask InitializeAsync()
    {
        if (TestDatabase.Kind != "postgresql") return;
        database = await (await TestDatabase.GetAsync()).CreateAsync();
        await sandbox.StartAsync();
        api = await FrontDoor.OpenAsync(() => [.. nodes.Values.Select(node => new Uri(node.Api, "/"))]);
        web = await FrontDoor.OpenAsync(() => [.. nodes.Values.Select(node => node.Web)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.Values) node.Dispose();
        if (api is not null) await api.DisposeAsync();
        if (web is not null) await web.DisposeAsync();
        await sandbox.DisposeAsync();
        client.Dispose();
        clerk?.Dispose();
        approver?.Dispose();
        if (Directory.Exists(dataFolder)) Directory.Delete(dataFolder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_however_nodes_die()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process.");
        await using var receiver = await WebhookReceiver.StartAsync();
        nodes["steady"] = await StartAsync(null);
        var shop = await RegisterAsync(receiver.Url);

        // Customers come for as long as nodes go on dying.
        using var closed = new CancellationTokenSource();
        var paid = new ConcurrentBag<Purchase>();
        var customers = Enumerable.Range(0, Customers)
            .Select(number => Task.Run(() => BuyAsync(shop, number, paid, closed.Token)))
            .ToList();
        var died = new List<string>();
        foreach (var point in DiesAt)
        {
            using var node = nodes["dying"] = await StartAsync(point);
            await node.EndsAsync().WaitAsync(TimeSpan.FromMinutes(6));
            nodes.TryRemove("dying", out _);
            Assert.Equal(NodeProcess.KilledBySignal9, node.ExitCode);
            died.Add(point);
            Note($"died at {point}, {paid.Count} purchases so far");
        }

        nodes["second"] = await StartAsync(null);
        var steady = nodes["steady"];
        steady.Kill();
        await steady.EndsAsync();
        nodes.TryRemove("steady", out _);
        await closed.CancelAsync();
        await Task.WhenAll(customers);
        Note($"{paid.Count} purchases made");

        Assert.Equal(DiesAt, died);
        Assert.True(paid.Count >= Customers, $"Only {paid.Count} purchases were made.");
        await EndsWellAsync(shop, [.. paid], receiver);
    }

    private async Task EndsWellAsync(TestApplication shop, IReadOnlyList<Purchase> purchases, WebhookReceiver receiver)
    {
        foreach (var purchase in purchases)
        {
            foreach (var asked in purchase.Refunds)
            {
                var refund = await BecomesAsync(
                    () => ReadAsync(shop, $"refunds/{asked["id"]}"), read => (string?)read["status"] == "SUCCEEDED");
                Assert.Equal((long)asked["amountMinor"]!, (long)refund["amountMinor"]!);
            }

            var payment = await ReadAsync(shop, $"payments/{purchase.Payment["id"]}");
            Assert.Equal(
                ("SUCCEEDED", purchase.Refunds.Sum(refund => (long)refund["amountMinor"]!)),
                ((string?)payment["status"], (long)payment["refundedMinor"]!));

            // Who was promised an answer gets the same again.
            var again = await KeepAskingAsync(
                () => shop.Test.SendAsync(HttpMethod.Post, "payments", purchase.Body, ("Idempotency-Key", purchase.Key)));
            Assert.Equal((long)purchase.Payment["id"]!, (long)again.Data()["id"]!);
            Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        }

        Note("all refunds succeeded");

        // Neither did the gateway: each was paid once and given back once there.
        var atGateway = (await sandbox.ReadAsync("control/refunds?limit=100000")).AsArray();
        var refunds = purchases.SelectMany(p => p.Refunds).ToList();
        Assert.Equal(
            refunds.Select(refund => (string?)refund["reference"]).Order(),
            atGateway.Select(refund => "rfd_" + ((string)refund!["refund_trans_id"]!)[3..]).Order());
        Assert.All(atGateway, refund => Assert.Equal("refunded", (string?)refund!["status"]));
        Assert.Equal(
            purchases.Count, (await ReadAllAsync(shop.Test, "payments?")).Count(payment => (string?)payment["status"] == "SUCCEEDED"));

        // Each event came at least once, always under the same id.
        var events = await BecomesAsync(
            async () => new JsonArray([.. (await ReadAllAsync(shop.Test, "events?")).Select(e => e.DeepClone())]),
            all => all.AsArray().All(e => (string?)e!["deliveryStatus"] == "DELIVERED"));
        Assert.Equal(
            purchases.Select(p => $"payment.succeeded {p.Payment["id"]}")
                .Concat(refunds.Select(refund => $"refund.succeeded {refund["id"]}"))
                .Order(),
            events.AsArray().Select(e => $"{e!["type"]} {e["data"]!["id"]}").Order());
        var delivered = new HashSet<string>();
        while (receiver.Waiting > 0) delivered.Add((await receiver.NextAsync()).Headers["webhook-id"]);
        Assert.Equal(events.AsArray().Select(e => (string)e!["id"]!).Order(), delivered.Order());

        Note("all events delivered");

        // What operators did is in their log once.
        var log = await ReadAllAsync(Clerk, $"admin/audit-logs?applicationId={shop.Id}&");
        var byOperators = refunds.Where(refund => refund["approvedBy"] is not null).ToList();
        Assert.NotEmpty(byOperators);
        Assert.Equal(
            byOperators.SelectMany(refund => new[] { $"refund.approve {refund["id"]}", $"refund.request {refund["id"]}" }).Order(),
            log.Select(line => $"{line["action"]} {line["targetId"]}")
                .Where(line => line.StartsWith("refund.", StringComparison.Ordinal))
                .Order());

        using var verify = Process.Start(new ProcessStartInfo("dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "oi-server.dll"), "verify", $"--Data:Folder={dataFolder}",
                "--Database:Provider=PostgreSql", $"--ConnectionStrings:Database={database}"
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (verify.StandardOutput.ReadToEndAsync(), verify.StandardError.ReadToEndAsync());
        await verify.WaitForExitAsync();
        Assert.True(verify.ExitCode == 0, await output + await errors);
    }

    private async Task BuyAsync(TestApplication shop, int number, ConcurrentBag<Purchase> paid, CancellationToken closed)
    {
        for (var round = 0; round == 0 || !closed.IsCancellationRequested; round++)
        {
            var (key, amount) = ($"customer-{number}-{round}", 100_000 + (number * 1000) + round);
            var body = new JsonObject { ["amountMinor"] = amount, ["customerReference"] = key }.ToJsonString();
            var payment = (await KeepAskingAsync(() => shop.Test.SendAsync(HttpMethod.Post, "payments", body, ("Idempotency-Key", key))))
                .Data();

            var session = await StartPayingAsync((string)payment["reference"]!);
            var ended = await sandbox.EndSessionAsync(session);
            await ReturnAsync(ended);
            await BecomesAsync(() => ReadAsync(shop, $"payments/{payment["id"]}"), read => (string?)read["status"] == "SUCCEEDED");

            var refund = new JsonObject { ["amountMinor"] = amount / 4 }.ToJsonString();
            var refunded = (await KeepAskingAsync(() => shop.Test.SendAsync(
                HttpMethod.Post, $"payments/{payment["id"]}/refunds", refund, ("Idempotency-Key", key + "-refund")))).Data();
            JsonNode[] refunds = number < CustomersWhoCall ? [refunded, await RefundByOperatorsAsync(payment, amount / 8)] : [refunded];
            paid.Add(new(key, body, payment, refunds));
            await Task.Delay(AfterPurchase(round), CancellationToken.None);
        }
    }

    /// <summary>
    /// One operator asks for it and another approves. Neither has a key to repeat by: whoever hears nothing for certain looks before doing
    /// it again.
    /// </summary>
    private async Task<JsonNode> RefundByOperatorsAsync(JsonNode payment, long amount)
    {
        var request = new JsonObject { ["amountMinor"] = amount, ["reason"] = "Asked for by telephone" }.ToJsonString();
        JsonNode? refund = null;
        while (refund is null)
        {
            var asked = await Clerk.SendAsync(HttpMethod.Post, $"admin/payments/{payment["id"]}/refunds", request);
            if ((int)asked.Status < 500) Assert.Equal("AWAITING_APPROVAL", (string?)asked.Data()["status"]);
            else await Task.Delay(TimeSpan.FromMilliseconds(500));
            refund = (await ReadAllAsync(Clerk, $"admin/refunds?paymentId={payment["id"]}&"))
                .SingleOrDefault(one => (long)one["amountMinor"]! == amount);
        }

        // An approval that was carried out and not heard of is refused the second time.
        var approved = await KeepAskingAsync(() => Approver.SendAsync(HttpMethod.Post, $"admin/refunds/{refund["id"]}/approve", "{}"));
        if (approved.ErrorCode != "INVALID_OPERATION_STATE") approved.Data();
        return (await KeepAskingAsync(() => Clerk.ReadAsync($"admin/refunds/{refund["id"]}"))).Data();
    }

    private async Task<string> StartPayingAsync(string reference)
    {
        while (true)
        {
            using var pressed = await client.PostAsync(new Uri(web!.Url, $"/checkout/{reference}/pay"), null);
            var page = pressed.Headers.Location?.ToString() ?? "";
            if (page.Contains("testcde", StringComparison.Ordinal))
                return page[(page.IndexOf("testcde", StringComparison.Ordinal) + "testcde".Length)..];
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    private async Task ReturnAsync(JsonNode ended)
    {
        var fields = ended["redirect"]!["fields"]!.AsObject()
            .Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? ""))
            .ToList();
        while (true)
        {
            using var form = new FormUrlEncodedContent(fields);
            using var back = await client.PostAsync(new Uri((string)ended["redirect"]!["url"]!), form);
            if (back.StatusCode is HttpStatusCode.SeeOther) return;
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    /// <summary>As a careful caller does: asks again, under the same key, while the answer says nothing for certain.</summary>
    private static async Task<Answer> KeepAskingAsync(Func<Task<Answer>> ask)
    {
        while (true)
        {
            var answer = await ask();
            if ((int)answer.Status < 500 && answer.ErrorCode is not ("IDEMPOTENCY_IN_PROGRESS" or "RATE_LIMITED")) return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    private static async Task<JsonNode> ReadAsync(TestApplication shop, string path) =>
        (await KeepAskingAsync(() => shop.Test.ReadAsync(path))).Data();

    /// <param name="who">Asks.</param>
    /// <param name="path">With its question mark.</param>
    private static async Task<List<JsonNode>> ReadAllAsync(HttpClient who, string path)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await KeepAskingAsync(() => who.ReadAsync($"{path}size=200{(cursor is null ? "" : $"&cursor={cursor}")}"))).Json;
            all.AddRange(page["data"]!.AsArray().Select(item => item!));
            cursor = (string?)page["pagination"]?["nextCursor"];
        }
        while (cursor is not null);
        return all;
    }

    private static async Task<JsonNode> BecomesAsync(Func<Task<JsonNode>> look, Func<JsonNode, bool> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (holds(seen)) return seen;
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(100))
                Assert.Fail($"It never held. Last seen: {seen.ToJsonString()}");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private async Task<NodeProcess> StartAsync(string? crashAt)
    {
        var node = NodeProcess.Start("Development", dataFolder,
        [
            "--Database:Provider=PostgreSql", $"--ConnectionStrings:Database={database}", "--Sandbox:Enabled=false",
            $"--Gateways:SslCommerz:Test:BaseUrl={sandbox.Url}", "--Gateways:SslCommerz:Test:StoreId=testbox",
            "--Gateways:SslCommerz:Test:StorePassword=qwerty",
            $"--Urls:PublicApi={Api.Url}", $"--Urls:PublicWeb={web!.Url}",
            $"--Bootstrap:OperatorEmail={TestServer.OperatorEmail}", $"--Bootstrap:OperatorPassword={TestServer.OperatorPassword}",
            .. crashAt is null ? Array.Empty<string>() : [$"--Testing:CrashAt={crashAt}"],
        ]);
        await node.ListensAsync();
        return node;
    }

    private async Task<TestApplication> RegisterAsync(Uri webhooks)
    {
        clerk = OperatorOf(TestServer.OperatorEmail, TestServer.OperatorPassword);
        var finance = (await clerk.ReadAsync("admin/roles")).Data().AsArray().Single(role => (string?)role!["name"] == "Finance")!["id"]!;
        var invited = (await clerk.PostAsync("admin/users", new JsonObject
        {
            ["email"] = ApproverEmail,
            ["name"] = "Approver",
            ["roles"] = new JsonArray(new JsonObject { ["roleId"] = (long)finance }),
        })).Data();
        var first = (string)invited["temporaryPassword"]!;
        using var invitee = OperatorOf(ApproverEmail, first);
        const string password = TestServer.OperatorPassword + " approver";
        (await invitee.PostAsync("auth/password", new JsonObject { ["currentPassword"] = first, ["newPassword"] = password })).Data();
        approver = OperatorOf(ApproverEmail, password);

        var data = (await clerk.PostAsync(
            "admin/apps",
            new JsonObject { ["name"] = "Storefront", ["webhookUrl"] = webhooks.ToString(), ["refundApprovalThresholdMinor"] = 0 })).Data();
        var test = new HttpClient { BaseAddress = new(Api.Url, "/api/v1/") };
        test.DefaultRequestHeaders.Add("X-Api-Key", (string)data["credentials"]!["testApiKey"]!);
        test.DefaultRequestHeaders.Add("X-Api-Secret", (string)data["credentials"]!["testApiSecret"]!);
        return new((int)data["application"]!["id"]!, test, test, "", data);
    }

    /// <summary>An operator who goes on for as long as nodes die, and signs in at whichever lives.</summary>
    private HttpClient OperatorOf(string email, string password) =>
        new(new ProvenOperator(() => SignInAsync(email, password), () => RealTimeServer.Real).Over(new HttpClientHandler()))
        {
            BaseAddress = new(Api.Url, "/api/v1/")
        };

    private async Task<string> SignInAsync(string email, string password)
    {
        using var nobody = new HttpClient { BaseAddress = new(Api.Url, "/api/v1/") };
        var credentials = new JsonObject { ["email"] = email, ["password"] = password };
        return (string)(await KeepAskingAsync(() => nobody.PostAsync("auth/login", credentials))).Data()["token"]!;
    }

    private void Note(string what) => TestContext.Current.TestOutputHelper?.WriteLine($"{began.Elapsed.TotalSeconds:0.0} s: {what}");

    private sealed record Purchase(string Key, string Body, JsonNode Payment, IReadOnlyList<JsonNode> Refunds);

    /// <summary>The gateway, which does not die with the nodes.</summary>
    private sealed class WebApplicationHolder : IAsyncDisposable
    {
        private readonly HttpClient control = new();
        private Microsoft.AspNetCore.Builder.WebApplication? app;

        public Uri Url => new(app!.Urls.First());

        public async Task StartAsync()
        {
            app = SandboxApp.Build(new() { Url = "http://127.0.0.1:0", RefundTime = TimeSpan.FromSeconds(1) });
            await app.StartAsync();
        }

        public async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse(await control.GetStringAsync(new Uri(Url, path)))!;

        public async Task<JsonNode> EndSessionAsync(string session)
        {
            using var answer = await control.PostAsJsonAsync(
                new Uri(Url, $"/control/sessions/{session}/outcome"), new { outcome = "success" });
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        }

        public async ValueTask DisposeAsync()
        {
            if (app is not null) await app.DisposeAsync();
            control.Dispose();
        }
    }
}
