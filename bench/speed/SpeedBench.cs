using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.Bench;

/// <summary>Everything that is measured, one after the other, each beside its floor.</summary>
internal sealed class SpeedBench
{
    private const int Samples = 12;
    private const int ManyShops = 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private readonly List<Row> rows = [];
    private readonly List<Fact> facts = [];
    private readonly Dictionary<string, Floor> floors = [];
    private readonly List<Shop> shops = [];
    private PostgreSql db = null!;
    private FakeGateway gateway = null!;
    private Service service = null!;
    private Pool toConfirm = null!;
    private Pool toRefund = null!;
    private Pool toRefundHot = null!;
    private int plays;

    /// <summary>The published server.</summary>
    public required string Program { get; init; }

    public required string Folder { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Only the rows whose name has this in it.</summary>
    public string? Only { get; init; }

    public async Task<Results> RunAsync()
    {
        await using var cluster = db = await PostgreSql.StartAsync(Folder);
        await using var fake = gateway = await FakeGateway.StartAsync();
        Say("Bringing the schema");
        await MigrateAsync();
        Say("Capturing what each operation says to the database");
        await CaptureAsync();
        await StartAndIdleAsync();
        await using (service = await StartAsync(PostgreSql.Port))
        {
            foreach (var clients in new[] { 1, 8, 32 }) await CreateAsync(clients);
            await ConfirmAsync();
            await ReadAsync();
            await RefundAsync("refund, many applications, 8 clients", toRefund, "refund");
            await RefundAsync("refund, one application, 8 clients", toRefundHot, "refund hot");
            await WebhooksAsync();
            facts.Add(new("resident memory after the load", Megabytes(service.ResidentBytes())));
        }

        await PostAsync(1000, 0.60);
        await PostAsync(10, null);
        if (Of("ledger posting, 10 accounts") is { } hot && Of("ledger posting, 1000 accounts") is { } many)
            facts.Add(Wanted("posting on 10 accounts to posting on 1,000", hot.Measured.PerSecond / many.Measured.PerSecond, 0.80));
        return new(Machine(), (string)(await db.AskAsync("SHOW server_version"))!, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z", rows, facts);
    }

    private static string Machine() =>
        $"{Environment.ProcessorCount} cores ({File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name"))?.Split(':')[1].Trim() ?? "unknown"}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB";

    private static void Say(string text) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {text}");

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N0} MB";

    private static Fact Wanted(string name, double value, double least) => new(name, $"{value:N2}", $"≥ {least:N2}", value >= least);

    private bool IsWanted(string name) => Only is null || name.Contains(Only, StringComparison.OrdinalIgnoreCase);

    private Row? Of(string name) => rows.Find(row => row.Name == name);

    private Dictionary<string, string> Settings(int port) => new()
    {
        ["Database__Provider"] = "PostgreSql",
        ["ConnectionStrings__Database"] = db.ConnectionString(port),
        ["Gateways__SslCommerz__Test__BaseUrl"] = gateway.Url.ToString(),
        ["Gateways__SslCommerz__Test__StoreId"] = Service.StoreId,
        ["Gateways__SslCommerz__Test__StorePassword"] = Service.StorePassword,
    };

    private Task<Service> StartAsync(int port) => Service.StartAsync(Program, Folder, Settings(port));

    private async Task MigrateAsync()
    {
        var start = new ProcessStartInfo(Program, ["migrate"]) { RedirectStandardOutput = true, WorkingDirectory = Folder };
        foreach (var (name, value) in Settings(PostgreSql.Port)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(await process.StandardOutput.ReadToEndAsync());
    }

    private async Task CaptureAsync()
    {
        await using var wire = new Wire(PostgreSql.Port);
        await using var captured = await StartAsync(wire.Port);
        using var operators = await Service.SignInAsync();
        shops.AddRange(await Service.RegisterAsync(operators, 250, _ => null, "Shop"));
        var (hot, many) = (shops[0], shops.Take(ManyShops).ToList());
        using var client = Service.Client(hot);

        var open = await OpenAttemptAsync(client);
        var paid = await OpenAttemptAsync(client);
        await SendNoticeAsync(client, NoticeOf(paid.Transaction));
        Say("Copying payments to operate on");
        toConfirm = await Pool.FillAsync(db, open.Id, many, 1_000_000_000_000, 12_000, 16_000);
        toRefund = await Pool.FillAsync(db, paid.Id, many, 2_000_000_000_000, 8_000, 10_000);
        toRefundHot = await Pool.FillAsync(db, paid.Id, [hot], 3_000_000_000_000, 8_000, 10_000);
        await db.AskAsync("VACUUM ANALYZE");

        floors["create"] = await CaptureAsync(wire, _ => ([], () => CreateAsync(client)));
        floors["read"] = await CaptureAsync(wire, number => (SpareOf(toConfirm, toConfirm.Payments[number * ManyShops], "1 + :n % 16000"), () => ReadAsync(client, toConfirm.Payments[number * ManyShops].Id)));
        floors["confirm"] = await CaptureAsync(wire, _ =>
        {
            var payment = OfTheFirst(toConfirm);
            return (SpareOf(toConfirm, payment), () => SendNoticeAsync(client, NoticeOf(payment.Transaction)));
        });
        floors["refund"] = await CaptureAsync(wire, _ => RefundOf(toRefund));
        floors["refund hot"] = await CaptureAsync(wire, _ => RefundOf(toRefundHot));

        await using var posting = new LedgerPosting(db.ConnectionString(wire.Port), shops, 10);
        floors["ledger"] = await CaptureAsync(wire, _ => ([], posting.PostAsync));

        (Dictionary<string, string>, Func<Task>) RefundOf(Pool pool)
        {
            var payment = OfTheFirst(pool);
            return (SpareOf(pool, payment), () => RefundAsync(client, payment));
        }
    }

    /// <summary>The floor's payments are all the first application's, and so must be those that its statements are captured from.</summary>
    private PooledPayment OfTheFirst(Pool pool)
    {
        while (true)
        {
            var payment = pool.Take() ?? throw new InvalidOperationException("The pool is empty.");
            if (payment.Shop == shops[0]) return payment;
        }
    }

    /// <summary>What stands for the captured payment's id and transaction in the floor.</summary>
    private static Dictionary<string, string> SpareOf(Pool pool, PooledPayment payment, string number = ":n")
    {
        var id = $"{pool.FirstSpare}::int8 + ({number})::int8";
        return new() { [$"{payment.Id}"] = id, [payment.Transaction] = Pool.SpareTransaction(id) };
    }

    /// <summary>The floor of an operation: its statements, from several runs of it, one at a time. The first ones warm up and are not kept.</summary>
    private static async Task<Floor> CaptureAsync(Wire wire, Func<int, (Dictionary<string, string> Known, Func<Task> Run)> operation)
    {
        var (samples, known) = (new List<List<List<List<Statement>>>>(), new List<IReadOnlyDictionary<string, string>>());
        for (var number = 0; number < Samples + 5; number++)
        {
            var (values, run) = operation(number);
            var rounds = await wire.CaptureAsync(run);

            // So that what it woke has ended before the next.
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            if (number < 5) continue;
            samples.Add(rounds);
            known.Add(values);
        }

        return Floor.Of(samples, known);
    }

    private async Task<(long Id, string Transaction)> OpenAttemptAsync(HttpClient client)
    {
        var payment = await CreateAsync(client);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Service.Web };
        using var answer = await browser.PostAsync($"checkout/{payment["reference"]}/pay", new FormUrlEncodedContent([]));
        if ((int)answer.StatusCode != 303) throw new InvalidOperationException($"Starting to pay was answered with {(int)answer.StatusCode}.");
        var id = (long)payment["id"]!;
        return (id, (string)(await db.AskAsync("SELECT transaction_id FROM payment_attempts WHERE payment_id = $1", id))!);
    }

    private static async Task<JsonNode> CreateAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "payments") { Content = new StringContent("""{"amountMinor":125050,"customerReference":"customer-1","productName":"Tea, 1 kg"}""", new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (int)answer.StatusCode == 201 ? JsonNode.Parse(text)!["data"]! : throw new InvalidOperationException($"{(int)answer.StatusCode} {text}");
    }

    private static async Task ReadAsync(HttpClient client, long id)
    {
        using var answer = await client.GetAsync($"payments/{id}");
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task RefundAsync(HttpClient client, PooledPayment payment)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"payments/{payment.Id}/refunds") { Content = new StringContent("""{"amountMinor":1000,"reason":"The parcel was lost"}""", new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The notice of a payment that was made, signed as the gateway signs.</summary>
    private static Dictionary<string, string> NoticeOf(string transaction)
    {
        var fields = new Dictionary<string, string>
        {
            ["tran_id"] = transaction, ["val_id"] = FakeGateway.ValidationOf(transaction), ["amount"] = FakeGateway.Amount, ["currency"] = "BDT", ["status"] = "VALID",
            ["store_id"] = Service.StoreId, ["card_type"] = "BKASH-BKash", ["store_amount"] = FakeGateway.Kept, ["bank_tran_id"] = $"B{transaction}",
        };
        var key = string.Join(',', fields.Keys);
        fields["verify_sign_sha2"] = Convert.ToHexStringLower(NoticeSignature.Sha256Of(fields, Service.StorePassword));
        fields["verify_key"] = key;
        return fields;
    }

    private static async Task SendNoticeAsync(HttpClient client, Dictionary<string, string> notice)
    {
        using var answer = await client.PostAsync("gateways/sslcommerz/test/ipn", new FormUrlEncodedContent(notice));
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task StartAndIdleAsync()
    {
        if (!IsWanted("start")) return;
        Say("Starting three times");
        var times = new List<TimeSpan>();
        var resident = 0L;
        for (var number = 0; number < 3; number++)
        {
            await using var started = await StartAsync(PostgreSql.Port);
            times.Add(started.StartedIn);
            if (number < 2) continue;
            await Task.Delay(TimeSpan.FromSeconds(5));
            resident = started.ResidentBytes();
        }

        var median = times.Order().ElementAt(1).TotalSeconds;
        facts.Add(new("start of the process to the first answer", $"{median:N2} s", "≤ 2 s", median <= 2));
        facts.Add(new("resident memory, idle", Megabytes(resident), "≤ 200 MB", resident <= 200_000_000));
    }

    private async Task CreateAsync(int clients)
    {
        using var client = Service.Client(shops[0]);
        await MeasureAsync($"create payment, {clients} client{(clients == 1 ? "" : "s")}", clients, clients == 8 ? 0.40 : null, "create", clients == 1 ? 4000 : 16_000, async _ =>
        {
            await CreateAsync(client);
            return true;
        });
    }

    private async Task ConfirmAsync()
    {
        using var client = Service.Client();
        await MeasureAsync("confirm payment, 8 clients", 8, 0.35, "confirm", 14_000, async _ =>
        {
            if (toConfirm.Take() is not { } payment) return false;
            await SendNoticeAsync(client, NoticeOf(payment.Transaction));
            return true;
        });
        var confirmed = await db.AskAsync("SELECT count(*) FROM payments WHERE status = 'SUCCEEDED' AND id BETWEEN $1 AND $2", toConfirm.Payments[0].Id, toConfirm.FirstSpare);
        if (Of("confirm payment, 8 clients") is not null && (long)confirmed! < 100) throw new InvalidOperationException($"Only {confirmed} payments were confirmed.");
    }

    private async Task ReadAsync()
    {
        using var client = Service.Client(shops[0]);
        var own = toConfirm.Payments.Where(payment => payment.Shop == shops[0]).ToList();
        await MeasureAsync("read payment, 8 clients", 8, null, "read", 40_000, async _ =>
        {
            await ReadAsync(client, own[Random.Shared.Next(own.Count)].Id);
            return true;
        });
    }

    private async Task RefundAsync(string name, Pool pool, string floor)
    {
        var clients = shops.Take(ManyShops).ToDictionary(shop => shop.Id, shop => Service.Client(shop));
        await MeasureAsync(name, 8, null, floor, 9_000, async _ =>
        {
            if (pool.Take() is not { } payment) return false;
            await RefundAsync(clients[payment.Shop.Id], payment);
            return true;
        });
        foreach (var client in clients.Values) client.Dispose();
    }

    private async Task PostAsync(int accounts, double? goal)
    {
        var name = $"ledger posting, {accounts} accounts";
        if (!IsWanted(name)) return;
        Say(name);
        await using var posting = new LedgerPosting(db.ConnectionString(), shops, accounts);
        await Load.RunAsync(8, WarmUp, Post);
        var (wal, cpu, own, allocated) = (await db.WalBytesAsync(), db.CpuSeconds(), Shell.CpuSeconds(Environment.ProcessId), GC.GetTotalAllocatedBytes());
        var (measured, count) = await Load.RunAsync(8, Duration, Post);
        var row = new Row(name, measured)
        {
            WalBytes = (double)(await db.WalBytesAsync() - wal) / count,
            CpuSeconds = (Shell.CpuSeconds(Environment.ProcessId) - own) / count,
            DatabaseCpuSeconds = (db.CpuSeconds() - cpu) / count,
            AllocatedBytes = (double)(GC.GetTotalAllocatedBytes() - allocated) / count,
        };
        rows.Add(await WithFloorAsync(row, "ledger", 8, 24_000, goal));

        async Task<bool> Post(int client)
        {
            await posting.PostAsync();
            return true;
        }
    }

    private async Task MeasureAsync(string name, int clients, double? goal, string floor, int floorOperations, Func<int, Task<bool>> operation)
    {
        if (!IsWanted(name)) return;
        Say(name);
        await Load.RunAsync(clients, WarmUp, operation);
        var (wal, databaseCpu, cpu, allocated) = (await db.WalBytesAsync(), db.CpuSeconds(), service.CpuSeconds(), await service.AllocatedBytesAsync());
        var (measured, count) = await Load.RunAsync(clients, Duration, operation);
        var row = new Row(name, measured)
        {
            WalBytes = (double)(await db.WalBytesAsync() - wal) / count,
            DatabaseCpuSeconds = (db.CpuSeconds() - databaseCpu) / count,
            CpuSeconds = (service.CpuSeconds() - cpu) / count,
            AllocatedBytes = (double)(await service.AllocatedBytesAsync() - allocated) / count,
        };
        rows.Add(await WithFloorAsync(row, floor, clients, floorOperations, goal));
    }

    private async Task<Row> WithFloorAsync(Row row, string name, int clients, int operations, double? goal)
    {
        var floor = floors[name];
        var wal = await db.WalBytesAsync();
        var measured = await floor.PlayAsync(Folder, name.Replace(' ', '-'), clients, operations, ++plays);
        return row with { Floor = measured, FloorWalBytes = (double)(await db.WalBytesAsync() - wal) / operations, RoundTrips = floor.RoundTrips, Statements = floor.Statements, Goal = goal };
    }

    private async Task WebhooksAsync()
    {
        const int perSecond = 200;
        const string name = "webhook, asked for to received, 200/s";
        if (!IsWanted(name)) return;
        Say(name);
        using var operators = await Service.SignInAsync();
        var listening = await Service.RegisterAsync(operators, 8, number => $"{gateway.Url}hook/{number}", "Listener");
        var clients = listening.Select(shop => Service.Client(shop)).ToList();
        await AtRateAsync(perSecond, WarmUp, number => PingAsync(clients[number % clients.Count]));
        await Task.Delay(TimeSpan.FromSeconds(1));

        var (databaseCpu, cpu) = (db.CpuSeconds(), service.CpuSeconds());
        var asked = await AtRateAsync(perSecond, Duration, number => PingAsync(clients[number % clients.Count]));
        await Task.Delay(TimeSpan.FromSeconds(2));
        var latencies = asked.Where(event_ => gateway.Arrived.ContainsKey(event_.Result)).Select(event_ => Stopwatch.GetElapsedTime(event_.Began, gateway.Arrived[event_.Result]).TotalSeconds).ToList();
        var (used, databaseUsed) = (service.CpuSeconds() - cpu, db.CpuSeconds() - databaseCpu);

        using var bare = new HttpClient();
        var body = new string('x', 400);
        var posts = await AtRateAsync(perSecond, Duration, async _ =>
        {
            var id = Guid.NewGuid().ToString();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{gateway.Url}hook/bare") { Content = new StringContent(body) };
            request.Headers.Add("webhook-id", id);
            using var answer = await bare.SendAsync(request);
            return id;
        });
        var floor = Measured.Of(posts.Select(post => Stopwatch.GetElapsedTime(post.Began, gateway.Arrived[post.Result]).TotalSeconds), Duration.TotalSeconds);
        var row = new Row(name, Measured.Of(latencies, Duration.TotalSeconds)) { Floor = floor, FloorIs = "HttpClient", IsAtARate = true, CpuSeconds = used / asked.Count, DatabaseCpuSeconds = databaseUsed / asked.Count };
        rows.Add(row);
        facts.Add(new("webhook: p95 at 200 events a second", $"{row.Measured.P95 * 1000:N1} ms", "≤ 100 ms", row.Measured.P95 <= 0.1));
        if (latencies.Count < asked.Count) facts.Add(new("webhook: not received within two seconds", $"{asked.Count - latencies.Count}", "= 0", Met: false));
        foreach (var client in clients) client.Dispose();

        await DrainAsync(operators);
    }

    /// <summary>Events that wait for an address, and how fast they go once there is one.</summary>
    private async Task DrainAsync(HttpClient operators)
    {
        const int receivers = 8, events = 4000;
        Say("webhook: draining");
        var waiting = await Service.RegisterAsync(operators, receivers, _ => null, "Late");
        var clients = waiting.Select(shop => Service.Client(shop)).ToList();
        var left = events;
        await Load.RunAsync(16, TimeSpan.FromMinutes(2), async client =>
        {
            if (Interlocked.Decrement(ref left) < 0) return false;
            await PingAsync(clients[client % receivers]);
            return true;
        });
        var before = gateway.Arrived.Count;
        var began = Stopwatch.GetTimestamp();
        foreach (var shop in waiting) using (await operators.PatchAsJsonAsync($"admin/apps/{shop.Id}/settings", new { webhookUrl = $"{gateway.Url}hook/late{shop.Id}" })) { }
        while (gateway.Arrived.Count - before < events && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2)) await Task.Delay(5);
        var arrived = gateway.Arrived.Count - before;
        var perSecond = arrived / Stopwatch.GetElapsedTime(began).TotalSeconds;

        using var bare = new HttpClient();
        var posted = 0;
        var body = new string('x', 400);
        var (floor, _) = await Load.RunAsync(receivers, TimeSpan.FromSeconds(3), async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{gateway.Url}hook/bare") { Content = new StringContent(body) };
            request.Headers.Add("webhook-id", $"bare-{Interlocked.Increment(ref posted)}");
            using var answer = await bare.SendAsync(request);
            return true;
        });
        facts.Add(new($"webhook: drained a second, {arrived} events of {receivers} receivers", $"{perSecond:N0}"));
        facts.Add(new("webhook: that, to a bare loop of posts", $"{perSecond / floor.PerSecond:N2}"));
        foreach (var client in clients) client.Dispose();
    }

    private static async Task<string> PingAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("webhooks/test", null);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (string)JsonNode.Parse(text)!["data"]!["id"]! : throw new InvalidOperationException($"{(int)answer.StatusCode} {text}");
    }

    /// <summary>Starts so many a second whether or not the earlier ones have ended.</summary>
    private static async Task<List<(long Began, string Result)>> AtRateAsync(int perSecond, TimeSpan duration, Func<int, Task<string>> operation)
    {
        var running = new List<Task<(long, string)>>();
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < perSecond * duration.TotalSeconds; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / perSecond) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            var current = number;
            running.Add(Task.Run(async () =>
            {
                var start = Stopwatch.GetTimestamp();
                return (start, await operation(current));
            }));
        }

        return [.. await Task.WhenAll(running)];
    }
}
