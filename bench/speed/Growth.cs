using System.Diagnostics;
using System.Text.Json.Nodes;

namespace OiPayments.Bench;

/// <summary>The same operations beside ever more payments that are there already.</summary>
internal sealed class Growth
{
    private const int Clients = 8, Shops = 20, Sampled = 100_000, Accounts = Shops * 2 * 2;
    private const string Statuses = "SUCCEEDED EXPIRED CANCELLED FAILED PENDING";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestFirstWarmUp = TimeSpan.FromSeconds(60);

    private readonly List<GrowthRow> rows = [];
    private readonly List<FilledDatabase> databases = [];
    private FakeGateway gateway = null!;
    private PostgreSql db = null!;
    private Service service = null!;
    private long size;

    /// <summary>The published server.</summary>
    public required string Program { get; init; }

    public required string Folder { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>How many payments, the fewest first.</summary>
    public required IReadOnlyList<long> Sizes { get; init; }

    /// <summary>Fills a database; see the script itself.</summary>
    public required string FillScript { get; init; }

    public async Task<GrowthResults> RunAsync()
    {
        using var fake = gateway = new FakeGateway();
        var version = "";
        foreach (var next in Sizes)
        {
            size = next;
            var folder = Directory.CreateDirectory($"{Folder}/{size}").FullName;
            var shops = await FillAsync(folder);
            await using (db = await PostgreSql.StartAsync(folder))
            {
                version = $"PostgreSQL {await db.AskAsync("SHOW server_version")}";
                await using (service = await Service.StartAsync(Program, folder, Settings(folder))) await MeasureAsync(shops);
                await PostAsync(folder, shops);
            }

            // The next one needs the room.
            Directory.Delete(folder, recursive: true);
            if (next != Sizes[^1]) Progress.Say($"So far:\n{Results().ToTable()}");
        }

        return Results();

        GrowthResults Results() => new(Machine.Description, version, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z", databases, rows);
    }

    private Dictionary<string, string?> Settings(string folder) => Service.Settings(folder, gateway, "PostgreSql", db.ConnectionString());

    /// <summary>A database with so many payments of as many applications as the script wants.</summary>
    private async Task<List<Shop>> FillAsync(string folder)
    {
        List<Shop> shops;
        await using (db = await PostgreSql.StartAsync(folder, isFilling: true))
        {
            await Service.MigrateAsync(Program, Settings(folder));
            await using (var registering = await Service.StartAsync(Program, folder, Settings(folder)))
            {
                using var operators = await registering.SignInAsync();
                shops = await Service.RegisterAsync(operators, Shops, _ => null, "Shop");
            }

            Progress.Say($"Making {size:N0} payments");
            var began = Stopwatch.GetTimestamp();
            var indexes = await IndexesAsync();
            foreach (var index in indexes) await db.AskAsync($"DROP INDEX {index[0]}");

            // The fewest are made under the eyes of the foreign keys: the script that passes there is the one that makes the most.
            await Shell.RunAsync("psql", "-q", "-d", $"host=127.0.0.1 port={db.Port} user=bench dbname=bench options='-c session_replication_role={(size == Sizes[0] ? "origin" : "replica")}'",
                "-v", $"payments={size}", "-f", FillScript);
            foreach (var index in indexes) await db.AskAsync((string)index[1]);
            var others = (await IndexesAsync()).Select(index => index[1]).Except(indexes.Select(index => index[1])).ToList();
            if (others.Count > 0) throw new InvalidOperationException($"The indexes are not as they were: {string.Join("; ", others)}.");
            databases.Add(new(size, Stopwatch.GetElapsedTime(began).TotalSeconds, (long)(await db.AskAsync("SELECT pg_database_size('bench')"))!));
        }

        // What was written without waiting has to be on the disk before anything is timed that waits.
        await Shell.RunAsync("sync");
        return shops;
    }

    /// <summary>
    /// Name and definition of each index of all rows that no constraint needs: made at once, it is the same and sooner there. Those of some rows
    /// stay: the database may write their condition another way when it is told it again.
    /// </summary>
    private Task<List<object[]>> IndexesAsync() => db.ListAsync("""
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'public'::regnamespace AND i.indpred IS NULL AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid) ORDER BY c.relname
        """);

    private async Task MeasureAsync(List<Shop> shops)
    {
        using var operators = await service.SignInAsync();
        var asOperator = $"Authorization: {operators.DefaultRequestHeaders.Authorization}\r\n";
        var payments = await SampleAsync(shops);
        var largest = payments.GroupBy(payment => payment.Credentials).MaxBy(group => group.Count())!.Key;
        var statuses = Statuses.Split(' ');
        using var client = new ApiClient(service.Port);
        var cursors = payments.Select(payment => payment.Credentials).Distinct().ToDictionary(credentials => credentials, credentials => NextPage(client.Get("payments?size=5", credentials)));
        var asked = new List<(string Name, Func<ApiClient, bool> Ask)>
        {
            ("read payment", AsItsOwner(payment => payment.Path)),
            ("list payments", AsItsOwner(_ => "payments")),
            ("list payments, following the cursor", AsItsOwner(payment => $"payments?cursor={cursors[payment.Credentials]}")),
            ("list payments of a status", AsItsOwner(_ => $"payments?status={Any(statuses)}")),
            ("list payments of a customer", AsItsOwner(payment => $"payments?customerReference={payment.Customer}")),
            ("operators' search by reference", As(asOperator, payment => $"admin/payments?search={payment.Reference}")),
            ("balances of the largest application", As(largest, _ => "ledger/accounts")),
            ("trial balance of the largest application", As(largest, _ => "ledger/trial-balance")),
        };
        Progress.Say("Warming up");
        await service.WarmUpAsync(LongestFirstWarmUp, async slice =>
        {
            foreach (var (_, ask) in asked) await service.LoadAsync(Clients, slice / asked.Count, ask);
        });
        foreach (var (name, ask) in asked) await MeasureAsync(name, ask, mayGrowBy: 1.3);

        // Only now, so that the reads had nothing but what the script made.
        var open = await Pool.OpenAttemptAsync(db, client, shops[0], service.Web);
        var paid = await Pool.OpenAttemptAsync(db, client, shops[0], service.Web);
        client.Notify(ApiClient.NoticeOf(paid.Transaction));
        var enough = (int)(600 * (Duration + WarmUp).TotalSeconds);
        var toConfirm = await Pool.FillAsync(db, open.Id, shops, 1_000_000_000_000, enough, 0);
        var toRefund = await Pool.FillAsync(db, paid.Id, shops, 2_000_000_000_000, enough, 0);
        await MeasureAsync("create payment", Operation.Create(shops[0]).Run);
        await MeasureAsync("confirm payment", Operation.Confirm(toConfirm).Run);
        await MeasureAsync("refund", Operation.Refund("refund", toRefund).Run);

        // Whatever is asked of applications: the more payments one has, the more often it asks.
        Func<ApiClient, bool> AsItsOwner(Func<FilledPayment, string> path) => client =>
        {
            var payment = Any(payments);
            client.Get(path(payment), payment.Credentials);
            return true;
        };

        Func<ApiClient, bool> As(string credentials, Func<FilledPayment, string> path) => client =>
        {
            client.Get(path(Any(payments)), credentials);
            return true;
        };
    }

    private static string NextPage(ReadOnlySpan<byte> answer) => Uri.EscapeDataString((string)JsonNode.Parse(answer)!["pagination"]!["nextCursor"]!);

    private static T Any<T>(IReadOnlyList<T> of) => of[Random.Shared.Next(of.Count)];

    /// <summary>Any of all payments.</summary>
    private async Task<List<FilledPayment>> SampleAsync(List<Shop> shops)
    {
        var byId = shops.ToDictionary(shop => (long)shop.Id);
        var rows = await db.ListAsync($"SELECT application_id, mode, id, reference, customer_reference FROM payments ORDER BY random() LIMIT {Sampled}");
        return [.. rows.Select(row => new FilledPayment($"payments/{row[2]}", (string)row[3], (string)row[4], (string)row[1] == "TEST" ? byId[(long)row[0]].Credentials : byId[(long)row[0]].LiveCredentials))];
    }

    private async Task MeasureAsync(string name, Func<ApiClient, bool> ask, double? mayGrowBy = null)
    {
        Progress.Say($"{name}, {size:N0} payments");
        await service.LoadAsync(Clients, WarmUp, ask);
        var cpu = service.CpuSeconds() + db.CpuSeconds();
        var (measured, count) = await service.LoadAsync(Clients, Duration, ask);
        Keep(name, new(measured, (service.CpuSeconds() + db.CpuSeconds() - cpu) / count), mayGrowBy);
    }

    private async Task PostAsync(string folder, List<Shop> shops)
    {
        const string name = "ledger posting";
        Progress.Say($"{name}, {size:N0} payments");
        await using var posting = new LedgerPosting(Settings(folder), LedgerPosting.BooksOf(shops, Accounts));
        await Load.RunAsync(Clients, WarmUp, PostAsync);
        var cpu = Shell.CpuSeconds(Environment.ProcessId) + db.CpuSeconds();
        var (measured, count) = await Load.RunAsync(Clients, Duration, PostAsync);
        Keep(name, new(measured, (Shell.CpuSeconds(Environment.ProcessId) + db.CpuSeconds() - cpu) / count));

        async ValueTask<bool> PostAsync(int client)
        {
            await posting.PostAsync();
            return true;
        }
    }

    private void Keep(string name, Grown result, double? mayGrowBy = null)
    {
        if (rows.Find(row => row.Name == name) is not { } row) rows.Add(row = new(name, mayGrowBy));
        row.At[size] = result;
    }

    private sealed record FilledPayment(string Path, string Reference, string Customer, string Credentials);
}
