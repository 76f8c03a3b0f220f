using System.Diagnostics;
using System.Text.Json;
using OiPayments.Access;

namespace OiPayments.Bench;

/// <summary>Everything that is measured, one after the other, each beside its floor.</summary>
internal sealed class SpeedBench
{
    private const int Samples = 12;
    private const int Shops = 250, ManyShops = 20, Listeners = 8;
    private const int InvoicesToRead = 500;
    private const int ManyAccounts = 1000, HotAccounts = 10;
    private const int Turns = 3, GainTurns = 6, TellingTurns = 12;
    private const double LeastGain = 1.10, MostToldCosts = 0.05;
    private const string WebhookRow = "webhook, asked for to received, 200/s";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestFirstWarmUp = TimeSpan.FromSeconds(120);

    private static readonly int[] Accounts = [ManyAccounts, HotAccounts];

    private static readonly Work[] Works =
    [
        new("create payment, 1 client", 1, "create", 4_000),
        new("create payment, 8 clients", 8, "create", 16_000, 0.40),
        new("create payment, 32 clients", 32, "create", 16_000),
        new("confirm payment, 8 clients", 8, "confirm", 6_000, 0.35),
        new("read payment, 8 clients", 8, "read", 40_000),
        new("read invoice, 8 clients", 8, "read invoice", 40_000),
        new("issue invoice, many series, 8 clients", 8, "issue", 8_000, 0.45),
        new("issue invoice, one hot series, 8 clients", 8, "issue hot", 8_000, 0.60),
        new("refund, many applications, 8 clients", 8, "refund", 9_000, LeavesWork: true),
        new("refund, one application, 8 clients", 8, "refund hot", 9_000, LeavesWork: true),
    ];

    // What the product's own way of saving gains (decision 12), beside a server that leaves every save to Entity Framework.
    private static readonly Work[] Gains =
    [
        new("create payment, 8 clients, pipelined saves", 8, "create"),
        new("confirm payment, 8 clients, pipelined saves", 8, "confirm"),
    ];

    // What telling a collector takes, beside a server that tells nobody.
    private static readonly Work Telling = new("create payment, 8 clients, traces and metrics", 8, "create");

    private readonly List<Row> rows = [];
    private readonly List<Fact> facts = [];
    private readonly Dictionary<string, Floor> floors = [];
    private readonly Dictionary<string, Operation> operations = [];
    private readonly List<Shop> shops = [];
    private readonly List<Shop> listening = [];
    private PostgreSql db = null!;
    private FakeGateway gateway = null!;
    private Service service = null!;
    private int plays;

    /// <summary>The published server.</summary>
    public required string Program { get; init; }

    public required string Folder { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Only the rows whose name has one of these in it; all of them when there are none.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    public async Task<Results> RunAsync()
    {
        await using var cluster = db = await PostgreSql.StartAsync(Folder);
        using var fake = gateway = new FakeGateway();
        Progress.Say("Bringing the schema");
        await Service.MigrateAsync(Program, Settings(db.Port));
        await CaptureAsync();
        await StartAndIdleAsync();
        var works = Works.Where(work => IsWanted(work.Name)).ToList();
        if (works.Count > 0 || IsWanted(WebhookRow))
        {
            await using (service = await StartAsync(db.Port))
            {
                using var operators = await service.SignInAsync();
                if (IsWanted(WebhookRow)) listening.AddRange(
                    await Service.RegisterAsync(operators, Listeners, number => $"{gateway.Url}hook/{number}", "Listener"));
                await MeasureAsync([.. works.Where(work => !work.LeavesWork)]);
                if (IsWanted(WebhookRow)) await WebhooksAsync(operators);
                await MeasureAsync([.. works.Where(work => work.LeavesWork)]);
                facts.Add(new("resident memory after the load", Megabytes(service.ResidentBytes())));
            }
        }

        await CompareSavesAsync([.. Gains.Where(work => IsWanted(work.Name))]);
        if (IsWanted(Telling.Name)) await CompareTellingAsync();
        foreach (var accounts in Accounts) await PostAsync(accounts, accounts == ManyAccounts ? 0.60 : null);
        if (Of(PostingOn(HotAccounts)) is { } hot && Of(PostingOn(ManyAccounts)) is { } many)
            facts.Add(Wanted("posting on 10 accounts to posting on 1,000", hot.Measured.PerSecond / many.Measured.PerSecond, 0.80));
        return new(
            Machine.Description, $"PostgreSQL {await db.AskAsync("SHOW server_version")}", $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z", rows,
            facts);
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N0} MB";

    private static Fact Wanted(string name, double value, double least) => new(name, $"{value:N2}", $"≥ {least:N2}", value >= least);

    private bool IsWanted(string name) =>
        Only.Count == 0 || Only.Any(only => name.Contains(only, StringComparison.OrdinalIgnoreCase));

    private Row? Of(string name) => rows.Find(row => row.Name == name);

    private Dictionary<string, string?> Settings(int port) => Service.Settings(Folder, gateway, "PostgreSql", db.ConnectionString(port));

    private Task<Service> StartAsync(int port, params IEnumerable<KeyValuePair<string, string?>> more) =>
        Service.StartAsync(Program, Folder, Settings(port).Concat(more).ToDictionary());

    /// <summary>Makes what is wanted to operate on, and keeps what each operation says to the database.</summary>
    private async Task CaptureAsync()
    {
        await using var wire = new Wire(db.Port);
        await using var captured = await StartAsync(wire.Port);
        using var operators = await captured.SignInAsync();
        shops.AddRange(await Service.RegisterAsync(operators, Shops, _ => null, "Shop"));
        using var client = new ApiClient(captured.Port);
        foreach (var operation in await MakeOperationsAsync(client, captured.Web)) operations[operation.Name] = operation;
        foreach (var operation in operations.Values)
        {
            Progress.Say($"Capturing what {operation.Name} says to the database");
            floors[operation.Name] = await CaptureAsync(wire, () => Task.FromResult(operation.RunForFloor(client)));
        }

        foreach (var accounts in Accounts.Where(accounts => IsWanted(PostingOn(accounts))))
        {
            // The last application's number is no other value's of the statements.
            var captive = new Scope(new(shops[^1].Id), Mode.Test);
            await using var posting = new LedgerPosting(Settings(wire.Port), [captive]);
            floors[PostingOn(accounts)] = await CaptureAsync(wire, async () =>
            {
                await posting.PostAsync();
                return LedgerPosting.InTurn(captive, LedgerPosting.BooksOf(shops, accounts));
            });
        }
    }

    private static string PostingOn(int accounts) => $"ledger posting, {accounts} accounts";

    private async Task<List<Operation>> MakeOperationsAsync(ApiClient client, Uri web)
    {
        var (hot, many, made) = (shops[0], shops.Take(ManyShops).ToList(), new List<Operation>());
        if (Wants("create")) made.Add(Operation.Create(hot));
        if (Wants("issue")) made.Add(Operation.Issue("issue", [.. shops.TakeLast(ManyShops)]));
        if (Wants("issue hot")) made.Add(Operation.Issue("issue hot", [shops[^1]]));
        if (Wants("read invoice"))
            made.Add(Operation.ReadInvoice(hot, [.. Enumerable.Range(0, InvoicesToRead).Select(_ => IdIn(client.Issue(hot)))]));
        if (!Wants("confirm") && !Wants("read") && !Wants("refund") && !Wants("refund hot")) return made;

        Progress.Say("Copying payments to operate on");
        var open = await Pool.OpenAttemptAsync(db, client, hot, web);
        var paid = await Pool.OpenAttemptAsync(db, client, hot, web);
        client.Notify(ApiClient.NoticeOf(paid.Transaction));
        if (Wants("confirm") || Wants("read"))
        {
            var pool = await Pool.FillAsync(db, open.Id, many, 1_000_000_000_000, Enough(600), 16_000);
            if (Wants("confirm")) made.Add(Operation.Confirm(pool));
            if (Wants("read")) made.Add(Operation.Read(pool));
        }

        if (Wants("refund"))
            made.Add(Operation.Refund("refund", await Pool.FillAsync(db, paid.Id, many, 2_000_000_000_000, Enough(700), 10_000)));
        if (Wants("refund hot"))
            made.Add(Operation.Refund("refund hot", await Pool.FillAsync(db, paid.Id, [hot], 3_000_000_000_000, Enough(700), 10_000)));
        await db.AskAsync("VACUUM ANALYZE");
        return made;

        static long IdIn(ReadOnlySpan<byte> envelope)
        {
            using var json = JsonDocument.Parse(envelope.ToArray());
            return json.RootElement.GetProperty("data").GetProperty("id").GetInt64();
        }

        bool Wants(string operation) =>
            Works.Concat(Gains).Append(Telling).Any(work => work.Operation == operation && IsWanted(work.Name));

        // For both times to warm up, and the row; and again for two servers that are compared.
        int Enough(int perSecond) =>
            (int)(perSecond * (Duration + WarmUp + LongestFirstWarmUp).TotalSeconds) * (Gains.Any(work => IsWanted(work.Name)) ? 3 : 1);
    }

    /// <summary>
    /// The floor of an operation: its statements, from several runs of it, one at a time. The first ones warm up and are not kept.
    /// </summary>
    /// <param name="wire">Through which they go.</param>
    /// <param name="operation">Runs once, and answers what stands for its values.</param>
    private static async Task<Floor> CaptureAsync(Wire wire, Func<Task<IReadOnlyDictionary<string, string>>> operation)
    {
        var (samples, known) = (new List<List<List<List<Statement>>>>(), new List<IReadOnlyDictionary<string, string>>());
        for (var number = 0; number < Samples + 5; number++)
        {
            IReadOnlyDictionary<string, string> values = new Dictionary<string, string>();
            var rounds = await wire.CaptureAsync(async () => values = await operation());

            // So that what it woke has ended before the next.
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            if (number < 5) continue;
            samples.Add(rounds);
            known.Add(values);
        }

        return Floor.Of(samples, known);
    }

    private async Task StartAndIdleAsync()
    {
        if (!IsWanted("start")) return;
        Progress.Say("Starting three times");
        var times = new List<TimeSpan>();
        var resident = 0L;
        for (var number = 0; number < 3; number++)
        {
            await using var started = await StartAsync(db.Port);
            times.Add(started.StartedIn);
            if (number < 2) continue;
            await Task.Delay(TimeSpan.FromSeconds(5));
            resident = started.ResidentBytes();
        }

        var median = times.Order().ElementAt(1).TotalSeconds;
        facts.Add(new("start of the process to the first answer", $"{median:N2} s", "≤ 2 s", median <= 2));
        facts.Add(new("resident memory, idle", Megabytes(resident), "≤ 200 MB", resident <= 200_000_000));
    }

    /// <summary>
    /// First all of them for a while, since a server that has just started still compiles what it does; then one after the other.
    /// </summary>
    private async Task MeasureAsync(IReadOnlyList<Work> works)
    {
        foreach (var work in works.DistinctBy(work => work.Operation))
        {
            Progress.Say($"Warming up: {work.Operation}");
            await service.WarmUpAsync(LongestFirstWarmUp, slice => service.LoadAsync(8, slice, operations[work.Operation].Run));
        }

        foreach (var work in works) await MeasureAsync(work);
    }

    private async Task MeasureAsync(Work work)
    {
        Progress.Say(work.Name);
        var operation = operations[work.Operation];
        await service.SettleAsync();
        await service.LoadAsync(work.Clients, WarmUp, operation.Run);
        await db.GrowOldAsync();
        rows.Add(await InTurnsAsync(
            work.Name, work.Operation, work.Clients, work.FloorOperations, work.Goal,
            slice => service.LoadAsync(work.Clients, slice, operation.Run), service.PauseAsync, UsedByServiceAsync));
    }

    /// <summary>Two servers, the one with pipelined saves and the other without.</summary>
    private async Task CompareSavesAsync(IReadOnlyList<Work> works)
    {
        if (works.Count == 0) return;
        await using var pipelined = await StartAsync(db.Port);
        await using var plain = await StartAsync(db.Port, KeyValuePair.Create("Database:PipelinedSaves", (string?)"false"));
        foreach (var work in works) await WarmUpAsync(work, [pipelined, plain]);
        foreach (var work in works)
        {
            var compared = await CompareAsync(work, GainTurns, [pipelined, plain]);
            var (with, without) = (compared[0], compared[1]);
            facts.Add(Wanted($"{work.Name}: a second, to without", with.PerSecond / without.PerSecond, LeastGain));
            facts.Add(new($"{work.Name}: a second, and without", $"{with.PerSecond:N0} / {without.PerSecond:N0}"));
            facts.Add(new($"{work.Name}: CPU µs of the server, and without", $"{with.CpuMicros:N0} / {without.CpuMicros:N0}"));
        }
    }

    /// <summary>
    /// A server that tells nobody, beside one that tells a collector of metrics and of one request in twenty, as the guide advises; then
    /// beside one that tells of all of them.
    /// </summary>
    private async Task CompareTellingAsync()
    {
        await using var collector = await Collector.StartAsync();
        await using var silent = await StartAsync(db.Port);
        await TellAsync("5 %", "0.05", MostToldCosts);
        await TellAsync("100 %", "1", atMost: null);

        async Task TellAsync(string share, string ratio, double? atMost)
        {
            var (name, before) = ($"{Telling.Name} of {share}", collector.Bytes);
            await using var telling = await StartAsync(db.Port, collector.Settings("parentbased_traceidratio", ratio));
            await WarmUpAsync(Telling, [telling, silent]);
            var compared = await CompareAsync(Telling, TellingTurns, [telling, silent]);
            var (with, without) = (compared[0], compared[1]);
            Cost($"{name}: fewer a second than without", 1 - (with.PerSecond / without.PerSecond), atMost);
            Cost($"{name}: more CPU of the server", (with.CpuMicros / without.CpuMicros) - 1, atMost);
            facts.Add(new($"{name}: a second, and without", $"{with.PerSecond:N0} / {without.PerSecond:N0}"));
            facts.Add(new($"{name}: CPU µs of the server, and without", $"{with.CpuMicros:N0} / {without.CpuMicros:N0}"));
            facts.Add(new($"{name}: told to the collector", $"{(collector.Bytes - before) / 1e6:N1} MB"));
        }

        void Cost(string name, double cost, double? atMost) => facts.Add(
            new(name, $"{cost * 100:N1} %", atMost is null ? null : $"≤ {atMost * 100:N0} %", atMost is null ? null : cost <= atMost));
    }

    private async Task WarmUpAsync(Work work, Service[] both)
    {
        Progress.Say($"Warming up: {work.Name}, and without");
        foreach (var one in both) await AloneAsync(
            one, both,
            () => one.WarmUpAsync(LongestFirstWarmUp, slice => one.LoadAsync(work.Clients, slice, operations[work.Operation].Run)));
        await db.GrowOldAsync();
    }

    /// <summary>
    /// Two servers on one database, measured in turns: each stands still while the other has its turn, so that both meet the machine at the
    /// same pace.
    /// </summary>
    private async Task<Compared[]> CompareAsync(Work work, int turns, Service[] both)
    {
        Progress.Say($"{work.Name}, and without");
        var (taken, cpu) = (both.Select(_ => new List<Taken>()).ToList(), new double[both.Length]);
        for (var turn = 0; turn < turns; turn++)
        {
            // The other one first in every second turn: what is measured first finds fewer rows.
            foreach (var place in (int[])(turn % 2 == 0 ? [0, 1] : [1, 0]))
            {
                await AloneAsync(both[place], both, async () =>
                {
                    var before = both[place].CpuSeconds();
                    taken[place].Add(await both[place].LoadAsync(work.Clients, Duration / Turns, operations[work.Operation].Run));
                    await both[place].SettleAsync();
                    cpu[place] += both[place].CpuSeconds() - before;
                });
            }
        }

        return [.. both.Select((_, place) =>
        {
            var (measured, count) = Taken.Together(taken[place]);
            return new Compared(measured.PerSecond, cpu[place] / count * 1e6);
        })];
    }

    private static async Task AloneAsync(Service one, Service[] both, Func<Task> act)
    {
        // Not in the middle of a transaction, whose locks the one would wait for.
        var other = both.Single(other => other != one);
        await other.SettleAsync();
        await using var paused = await other.PauseAsync();
        await act();
    }

    private async Task<Used> UsedByServiceAsync() => new(
        await db.WalBytesAsync(), db.CpuSeconds(), service.CpuSeconds(), Shell.CpuSeconds(Environment.ProcessId),
        await service.AllocatedBytesAsync());

    private async Task PostAsync(int accounts, double? goal)
    {
        var name = PostingOn(accounts);
        if (!IsWanted(name)) return;
        Progress.Say(name);
        await using var posting = new LedgerPosting(Settings(db.Port), LedgerPosting.BooksOf(shops, accounts));

        // Nothing of the ledger has run in this process before, nor on these connections.
        await WarmingUp.RunAsync(Environment.ProcessId, LongestFirstWarmUp, slice => Load.RunAsync(8, slice, Post));
        await db.GrowOldAsync();
        rows.Add(await InTurnsAsync(name, name, 8, 24_000, goal, slice => Load.RunAsync(8, slice, Post), pause: null, UsedAsync));

        async ValueTask<bool> Post(int client)
        {
            await posting.PostAsync();
            return true;
        }

        async Task<Used> UsedAsync() =>
            new(await db.WalBytesAsync(), db.CpuSeconds(), Shell.CpuSeconds(Environment.ProcessId), null, GC.GetTotalAllocatedBytes());
    }

    /// <summary>
    /// A row and its floor, a part of the one and a part of the other in turn, so that both meet the machine at the same pace.
    /// </summary>
    /// <param name="name">Of the row.</param>
    /// <param name="floorName">Of its floor.</param>
    /// <param name="clients">Of each.</param>
    /// <param name="floorOperations">How often the floor runs.</param>
    /// <param name="goal">The share of the floor that is wanted.</param>
    /// <param name="load">Runs the row for a while.</param>
    /// <param name="pause">Keeps the service still while the floor runs.</param>
    /// <param name="use">What was used until now.</param>
    private async Task<Row> InTurnsAsync(
        string name, string floorName, int clients, int floorOperations, double? goal, Func<TimeSpan, Task<Taken>> load,
        Func<Task<IAsyncDisposable>>? pause, Func<Task<Used>> use)
    {
        var (floor, play) = (floors[floorName], ++plays);
        var (taken, played, used, floorWal) = (new List<Taken>(), new List<Taken>(), new List<Used>(), 0L);
        for (var turn = 0; turn < Turns; turn++)
        {
            var before = await use();
            taken.Add(await load(Duration / Turns));
            used.Add((await use()).Since(before));
            await using var paused = pause is null ? null : await pause();
            var wal = await db.WalBytesAsync();
            played.Add(await floor.PlayAsync(db, Folder, floorName.Replace(' ', '-'), clients, floorOperations, play, turn, Turns));
            floorWal += await db.WalBytesAsync() - wal;
        }

        var ((measured, count), (floorMeasured, floorCount)) = (Taken.Together(taken), Taken.Together(played));
        return new(name, measured)
        {
            WalBytes = used.Sum(one => one.WalBytes) / count,
            DatabaseCpuSeconds = used.Sum(one => one.DatabaseCpuSeconds) / count,
            CpuSeconds = used.Sum(one => one.CpuSeconds) / count,
            LoadCpuSeconds = used[0].LoadCpuSeconds is null ? null : used.Sum(one => one.LoadCpuSeconds) / count,
            AllocatedBytes = used.Sum(one => one.AllocatedBytes) / count,
            Floor = floorMeasured,
            FloorWalBytes = (double)floorWal / floorCount,
            RoundTrips = floor.RoundTrips,
            Statements = floor.Statements,
            Goal = goal,
        };
    }

    private async Task WebhooksAsync(HttpClient operators)
    {
        const int perSecond = 200;
        Progress.Say("Warming up: webhooks");
        await service.WarmUpAsync(LongestFirstWarmUp, slice => PingAsync(perSecond / 2, slice));
        Progress.Say(WebhookRow);
        await service.SettleAsync();
        await PingAsync(perSecond, WarmUp);
        await db.GrowOldAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));

        var before = await UsedByServiceAsync();
        var asked = await PingAsync(perSecond, Duration);

        // Before the wait, in which the load does nothing; the others still have to do with the last events.
        var load = Shell.CpuSeconds(Environment.ProcessId) - before.LoadCpuSeconds;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var used = (await UsedByServiceAsync()).Since(before);
        var received = asked.Where(event_ => gateway.Arrived.ContainsKey(event_.Result)).ToList();
        var row = new Row(WebhookRow, Latencies(received))
        {
            IsAtARate = true,
            WalBytes = used.WalBytes / asked.Count,
            CpuSeconds = used.CpuSeconds / asked.Count,
            DatabaseCpuSeconds = used.DatabaseCpuSeconds / asked.Count,
            LoadCpuSeconds = load / asked.Count,
            AllocatedBytes = used.AllocatedBytes / asked.Count,
        };
        using var bare = new HttpClient();
        var posts = await Load.RunAtRateAsync(Listeners, perSecond, Duration, (_, number) => Post(bare, $"bare-{number}"));
        rows.Add(row with { FloorIs = "HttpClient", Floor = Latencies(posts) });
        facts.Add(new("webhook: p95 at 200 events a second", $"{row.Measured.P95 * 1000:N1} ms", "≤ 100 ms", row.Measured.P95 <= 0.1));
        if (received.Count < asked.Count)
            facts.Add(new("webhook: not received within two seconds", $"{asked.Count - received.Count}", "= 0", Met: false));
        await DrainAsync(operators, bare);

        Measured Latencies(List<(long Due, string Result)> events) => Measured.Of(
            events.Select(event_ => Stopwatch.GetElapsedTime(event_.Due, gateway.Arrived[event_.Result]).TotalSeconds),
            Duration.TotalSeconds);
    }

    /// <summary>Events that wait for an address, and how fast they go once there is one.</summary>
    private async Task DrainAsync(HttpClient operators, HttpClient bare)
    {
        const int events = 4000;
        Progress.Say("webhook: draining");
        var waiting = await Service.RegisterAsync(operators, Listeners, _ => null, "Late");
        var left = events;
        var connected = waiting.Select(_ => new ApiClient(service.Port)).ToList();
        await Load.RunAsync(Listeners, TimeSpan.FromMinutes(2), client =>
        {
            if (Interlocked.Decrement(ref left) < 0) return new(false);
            connected[client].Ping(waiting[client]);
            return new(true);
        });
        connected.ForEach(client => client.Dispose());
        var before = gateway.Arrived.Count;
        var began = Stopwatch.GetTimestamp();
        foreach (var shop in waiting) using (await operators.PatchAsJsonAsync(
            $"admin/apps/{shop.Id}/settings", new { webhookUrl = $"{gateway.Url}hook/late{shop.Id}" })) { }
        while (gateway.Arrived.Count - before < events && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2)) await Task.Delay(5);
        var arrived = gateway.Arrived.Count - before;
        var perSecond = arrived / Stopwatch.GetElapsedTime(began).TotalSeconds;

        var posted = 0;
        var (floor, _) = await Load.RunAsync(Listeners, TimeSpan.FromSeconds(3), _ =>
        {
            Post(bare, $"loop-{Interlocked.Increment(ref posted)}");
            return new(true);
        });
        facts.Add(new($"webhook: drained a second, {arrived} events of {Listeners} receivers", $"{perSecond:N0}"));
        facts.Add(new("webhook: a bare loop of posts a second", $"{floor.PerSecond:N0}"));
        facts.Add(new("webhook: drained, to the bare loop", $"{perSecond / floor.PerSecond:N2}"));
    }

    /// <summary>Asks for so many events a second, of each listener's in turn.</summary>
    private async Task<List<(long Due, string Result)>> PingAsync(int perSecond, TimeSpan duration)
    {
        const int clients = 32;
        var connected = Enumerable.Range(0, clients).Select(_ => new ApiClient(service.Port)).ToList();
        var result = await Load.RunAtRateAsync(
            clients, perSecond, duration, (client, number) => EventOf(connected[client].Ping(listening[number % listening.Count])));
        connected.ForEach(client => client.Dispose());
        return result;
    }

    private static string EventOf(ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        return JsonElement.ParseValue(ref reader).GetProperty("data").GetProperty("id").GetString()!;
    }

    private string Post(HttpClient bare, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{gateway.Url}hook/bare")
        {
            Content = new StringContent(new string('x', 400))
        };
        request.Headers.Add("webhook-id", id);
        using var answer = bare.Send(request);
        return id;
    }

    /// <summary>A row over HTTP: so many clients that run one operation.</summary>
    /// <param name="Name">Of the row.</param>
    /// <param name="Clients">How many.</param>
    /// <param name="Operation">What they run.</param>
    /// <param name="FloorOperations">How often the floor runs it.</param>
    /// <param name="Goal">The share of the floor that is wanted.</param>
    /// <param name="LeavesWork">Whether workers have to do with it for long afterwards: then nothing else is measured behind it.</param>
    private sealed record Work(
        string Name, int Clients, string Operation, int FloorOperations = 0, double? Goal = null, bool LeavesWork = false);

    /// <summary>What one of two servers that were measured in turns can do, and what an operation takes of its processor.</summary>
    private readonly record struct Compared(double PerSecond, double CpuMicros);

    /// <summary>What the service, the database and the load have used since they began.</summary>
    private sealed record Used(double WalBytes, double DatabaseCpuSeconds, double CpuSeconds, double? LoadCpuSeconds, double AllocatedBytes)
    {
        public Used Since(Used before) => new(
            WalBytes - before.WalBytes, DatabaseCpuSeconds - before.DatabaseCpuSeconds, CpuSeconds - before.CpuSeconds,
            LoadCpuSeconds - before.LoadCpuSeconds, AllocatedBytes - before.AllocatedBytes);
    }
}
