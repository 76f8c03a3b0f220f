using System.Diagnostics;
using OiPayments.Lists;

namespace OiPayments.Bench;

/// <summary>The same operations beside ever more payments that are there already.</summary>
internal sealed class Growth
{
    private const int Clients = 8, Turns = 4, Shops = 20, Sampled = 100_000, Newest = 10_000, Accounts = Shops * 2 * 2;
    private const string Posting = "ledger posting";
    private const string Statuses = "SUCCEEDED EXPIRED CANCELLED FAILED PENDING";
    private const string StatusesOfInvoices = "DRAFT ISSUED PARTIALLY_PAID PAID VOID";

    // In the script, from a payment's number to the number of its invoice.
    private const long FromPaymentToInvoice = 80_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestFirstWarmUp = TimeSpan.FromSeconds(60);

    private readonly List<GrowthRow> rows = [];
    private readonly List<FilledDatabase> databases = [];
    private FakeGateway gateway = null!;

    /// <summary>The published server.</summary>
    public required string Program { get; init; }

    public required string Folder { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>How many payments, the fewest first.</summary>
    public required IReadOnlyList<long> Sizes { get; init; }

    /// <summary>Fills a database; see the script itself.</summary>
    public required string FillScript { get; init; }

    /// <summary>Only the rows whose name has one of these in it; all of them when there are none.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    public async Task<GrowthResults> RunAsync()
    {
        using var fake = gateway = new FakeGateway();
        var filled = new List<Filled>();
        try
        {
            foreach (var size in Sizes) filled.Add(await FillAsync(size));
            foreach (var one in filled) await StartAsync(one);
            foreach (var read in filled[0].Reads.Select(read => read.Name).Where(IsWanted))
                await MeasureAsync(filled, read, one => one.Reads.Find(other => other.Name == read).Ask, mayGrowBy: 1.3);
            Progress.Say($"So far:\n{(await ResultsAsync()).ToTable()}");

            // Only now, so that the reads had nothing but what the script made.
            foreach (var one in filled) await MakeWritesAsync(one);
            foreach (var write in filled[0].Writes.Select(write => write.Name).Where(IsWanted))
                await MeasureAsync(filled, write, one => one.Writes.Find(other => other.Name == write).Run);
            foreach (var one in filled) await one.StopServiceAsync();
            foreach (var one in filled.Where(_ => IsWanted(Posting))) await PostAsync(one);
            return await ResultsAsync();
        }
        finally
        {
            foreach (var one in filled) await one.DisposeAsync();
        }

        async Task<GrowthResults> ResultsAsync() =>
            new(
                Machine.Description, $"PostgreSQL {await filled[0].Db.AskAsync("SHOW server_version")}",
                $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z", databases, rows);
    }

    private Dictionary<string, string?> Settings(string folder, PostgreSql db) =>
        Service.Settings(folder, gateway, "PostgreSql", db.ConnectionString());

    /// <summary>A database with so many payments of as many applications as the script wants.</summary>
    private async Task<Filled> FillAsync(long size)
    {
        var folder = Directory.CreateDirectory($"{Folder}/{size}").FullName;
        List<Shop> shops;
        await using (var db = await PostgreSql.StartAsync(folder, isFilling: true))
        {
            await Service.MigrateAsync(Program, Settings(folder, db));
            await using (var registering = await Service.StartAsync(Program, folder, Settings(folder, db)))
            {
                using var operators = await registering.SignInAsync();
                shops = await Service.RegisterAsync(operators, Shops, _ => null, "Shop");
            }

            Progress.Say($"Making {size:N0} payments");
            var began = Stopwatch.GetTimestamp();
            var indexes = await IndexesAsync(db);
            foreach (var index in indexes) await db.AskAsync($"DROP INDEX {index[0]}");

            // The fewest are made under the eyes of the foreign keys: the script that passes there is the one that makes the most.
            await Shell.RunAsync(
                "psql", "-q", "-d",
                $"host=127.0.0.1 port={db.Port} user=bench dbname=bench options='-c "
                    + $"session_replication_role={(size == Sizes[0] ? "origin" : "replica")}'",
                "-v", $"payments={size}", "-f", FillScript);
            foreach (var index in indexes) await db.AskAsync((string)index[1]);
            var others = (await IndexesAsync(db)).Select(index => index[1]).Except(indexes.Select(index => index[1])).ToList();
            if (others.Count > 0) throw new InvalidOperationException($"The indexes are not as they were: {string.Join("; ", others)}.");
            databases.Add(new(
                size, Stopwatch.GetElapsedTime(began).TotalSeconds, (long)(await db.AskAsync("SELECT pg_database_size('bench')"))!));
        }

        // What was written without waiting has to be on the disk before anything is timed that waits.
        await Shell.RunAsync("sync");
        return new(size, folder, shops);
    }

    /// <summary>
    /// Name and definition of each index of all rows that no constraint needs: made at once, it is the same and sooner there. Those of some
    /// rows stay: the database may write their condition another way when it is told it again.
    /// </summary>
    private static Task<List<object[]>> IndexesAsync(PostgreSql db) => db.ListAsync("""
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'public'::regnamespace AND i.indpred IS NULL AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid) ORDER BY c.relname
        """);

    /// <summary>The server on such a database, warm.</summary>
    private async Task StartAsync(Filled filled)
    {
        filled.Db = await PostgreSql.StartAsync(filled.Folder);
        filled.Service = await Service.StartAsync(Program, filled.Folder, Settings(filled.Folder, filled.Db));
        filled.Operators = await filled.Service.SignInAsync();
        filled.Reads = await ReadsAsync(filled);
        Progress.Say($"Warming up beside {filled.Size:N0} payments");
        await filled.Service.WarmUpAsync(LongestFirstWarmUp, async slice =>
        {
            foreach (var (_, ask) in filled.Reads) await filled.Service.LoadAsync(Clients, slice / filled.Reads.Count, ask);
        });
    }

    private static async Task<List<(string Name, Func<ApiClient, bool> Ask)>> ReadsAsync(Filled filled)
    {
        var asOperator = $"Authorization: {filled.Operators.DefaultRequestHeaders.Authorization}\r\n";
        var (payments, last) = (await SampleAsync(filled, "random()", Sampled), await SampleAsync(filled, "id DESC", Newest));
        var largest = payments.GroupBy(payment => payment.Credentials).MaxBy(group => group.Count())!.Key;

        // Of whose lists every page is full beside any number, whatever is asked for.
        var ofTheLargest = payments.Where(payment => payment.Credentials == largest).ToList();
        var (statuses, ofInvoices) = (Statuses.Split(' '), StatusesOfInvoices.Split(' '));
        var tomorrow = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1);
        return
        [
            ("read payment", AsItsOwner(payment => payment.Path)),
            ("list payments", AsItsOwner(_ => "payments")),
            ("list payments, following a cursor", As(largest, _ => $"payments?cursor={Any(ofTheLargest).Cursor}")),
            ("list payments of a status", As(largest, _ => $"payments?status={Any(statuses)}")),
            ("list payments of a customer", AsItsOwner(payment => $"payments?customerReference={payment.Customer}")),
            ("read invoice", AsItsOwner(payment => payment.Invoice)),
            ("read invoice, one of the last 10,000", client =>
            {
                var payment = Any(last);
                client.Get(payment.Invoice, payment.Credentials);
                return true;
            }),
            ("list invoices", AsItsOwner(_ => "invoices")),
            ("list invoices of a status", As(largest, _ => $"invoices?status={Any(ofInvoices)}")),
            ("list invoices overdue", As(largest, _ => "invoices?overdue=true")),
            ("list invoices due before a day", As(largest, _ => $"invoices?dueBefore={tomorrow:O}")),
            ("list invoices of a customer", AsItsOwner(payment => $"invoices?customerReference={payment.Customer}")),
            ("operators' list of invoices", As(asOperator, _ => "admin/invoices")),
            ("operators' list of invoices of a status", As(asOperator, _ => $"admin/invoices?status={Any(ofInvoices)}")),
            ("operators' list of invoices overdue", As(asOperator, _ => "admin/invoices?overdue=true")),
            ("list events", AsItsOwner(_ => "events")),
            ("operators' list of payments", As(asOperator, _ => "admin/payments")),
            ("operators' list of payments of a status", As(asOperator, _ => $"admin/payments?status={Any(statuses)}")),
            ("operators' list of refunds", As(asOperator, _ => "admin/refunds")),
            ("operators' list of webhooks", As(asOperator, _ => "admin/webhooks")),
            ("operators' list of webhooks parked", As(asOperator, _ => "admin/webhooks?deliveryStatus=PARKED")),
            ("operators' list of gateway callbacks", As(asOperator, _ => "admin/gateway-callbacks")),
            ("operators' list of the audit log", As(asOperator, _ => "admin/audit-logs")),
            ("operators' search by reference", As(asOperator, payment => $"admin/payments?search={payment.Reference}")),
            ("balances of the largest application", As(largest, _ => "ledger/accounts")),
            ("trial balance of the largest application", As(largest, _ => "ledger/trial-balance")),
        ];

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

    private async Task MakeWritesAsync(Filled filled)
    {
        var (db, shops) = (filled.Db, filled.Shops);
        using var client = new ApiClient(filled.Service.Port);
        var open = await Pool.OpenAttemptAsync(db, client, shops[0], filled.Service.Web);
        var paid = await Pool.OpenAttemptAsync(db, client, shops[0], filled.Service.Web);
        client.Notify(ApiClient.NoticeOf(paid.Transaction));
        var enough = (int)(600 * (Duration + WarmUp).TotalSeconds);
        filled.Writes =
        [
            ("create payment", Operation.Create(shops[0]).Run),
            ("confirm payment", Operation.Confirm(await Pool.FillAsync(db, open.Id, shops, 1_000_000_000_000, enough, 0)).Run),
            ("refund", Operation.Refund("refund", await Pool.FillAsync(db, paid.Id, shops, 2_000_000_000_000, enough, 0)).Run),
        ];
    }

    private bool IsWanted(string name) =>
        Only.Count == 0 || Only.Any(only => name.Contains(only, StringComparison.OrdinalIgnoreCase));

    private static T Any<T>(IReadOnlyList<T> of) => of[Random.Shared.Next(of.Count)];

    /// <summary>The first so many of all payments.</summary>
    private static async Task<List<FilledPayment>> SampleAsync(Filled filled, string order, int count)
    {
        var byId = filled.Shops.ToDictionary(shop => (long)shop.Id);
        var rows = await filled.Db.ListAsync(
            $"SELECT application_id, mode, id, reference, customer_reference, created_at FROM payments ORDER BY {order} LIMIT {count}");
        return [.. rows.Select(row => new FilledPayment(
            $"payments/{row[2]}", $"invoices/{(long)row[2] + FromPaymentToInvoice}", (string)row[3], (string)row[4],
            new Cursor((DateTime)row[5], (long)row[2]).ToString(),
            (string)row[1] == "TEST" ? byId[(long)row[0]].Credentials : byId[(long)row[0]].LiveCredentials))];
    }

    /// <summary>
    /// Beside every number of payments, a part of the one and a part of the other in turn: the machine's pace changes from second to
    /// second, and a ratio is to say nothing of it.
    /// </summary>
    private async Task MeasureAsync(
        List<Filled> filled, string name, Func<Filled, Func<ApiClient, bool>> operation, double? mayGrowBy = null)
    {
        Progress.Say(name);
        var (taken, cpu) = (filled.ToDictionary(one => one, _ => new List<Taken>()), filled.ToDictionary(one => one, _ => 0.0));
        foreach (var one in filled) await AloneAsync(one, () => one.Service.LoadAsync(Clients, WarmUp, operation(one)));
        for (var turn = 0; turn < Turns; turn++)
        {
            // The other way round in every second turn.
            foreach (var one in turn % 2 == 0 ? filled : Enumerable.Reverse(filled))
            {
                await AloneAsync(one, async () =>
                {
                    var before = one.Service.CpuSeconds() + one.Db.CpuSeconds();
                    taken[one].Add(await one.Service.LoadAsync(Clients, Duration / Turns, operation(one)));
                    cpu[one] += one.Service.CpuSeconds() + one.Db.CpuSeconds() - before;
                });
            }
        }

        foreach (var one in filled)
        {
            var (measured, count) = Taken.Together(taken[one]);
            Keep(name, one.Size, new(measured, cpu[one] / count), mayGrowBy);
        }

        async Task AloneAsync(Filled one, Func<Task> act)
        {
            var paused = new List<IAsyncDisposable>();
            foreach (var other in filled.Where(other => other != one)) paused.Add(await other.Service.PauseAsync());
            await act();
            foreach (var stopped in paused) await stopped.DisposeAsync();
        }
    }

    private async Task PostAsync(Filled filled)
    {
        Progress.Say($"{Posting}, {filled.Size:N0} payments");
        await using var posting = new LedgerPosting(Settings(filled.Folder, filled.Db), LedgerPosting.BooksOf(filled.Shops, Accounts));
        if (filled.Size == Sizes[0])
            await WarmingUp.RunAsync(Environment.ProcessId, LongestFirstWarmUp, slice => Load.RunAsync(Clients, slice, PostAsync));
        await Load.RunAsync(Clients, WarmUp, PostAsync);
        var cpu = Shell.CpuSeconds(Environment.ProcessId) + filled.Db.CpuSeconds();
        var (measured, count) = await Load.RunAsync(Clients, Duration, PostAsync);
        Keep(Posting, filled.Size, new(measured, (Shell.CpuSeconds(Environment.ProcessId) + filled.Db.CpuSeconds() - cpu) / count));

        async ValueTask<bool> PostAsync(int client)
        {
            await posting.PostAsync();
            return true;
        }
    }

    private void Keep(string name, long size, Grown result, double? mayGrowBy = null)
    {
        if (rows.Find(row => row.Name == name) is not { } row) rows.Add(row = new(name, mayGrowBy));
        row.At[size] = result;
    }

    /// <summary>A database that was filled, and what runs on it from <see cref="StartAsync"/> on.</summary>
    private sealed class Filled(long size, string folder, List<Shop> shops) : IAsyncDisposable
    {
        private Service? service;

        public long Size => size;
        public string Folder => folder;
        public List<Shop> Shops => shops;
        public PostgreSql Db { get; set; } = null!;

        public Service Service
        {
            get => service ?? throw new InvalidOperationException("It does not run.");
            set => service = value;
        }

        public HttpClient Operators { get; set; } = null!;
        public List<(string Name, Func<ApiClient, bool> Ask)> Reads { get; set; } = [];
        public List<(string Name, Func<ApiClient, bool> Run)> Writes { get; set; } = [];

        public async Task StopServiceAsync()
        {
            if (service is null) return;
            Operators?.Dispose();
            await service.DisposeAsync();
            service = null;
        }

        public async ValueTask DisposeAsync()
        {
            await StopServiceAsync();
            if (Db is not null) await Db.DisposeAsync();
        }
    }

    /// <param name="Path">Of the payment.</param>
    /// <param name="Invoice">The path of the invoice that it pays.</param>
    /// <param name="Reference">Of the payment.</param>
    /// <param name="Customer">The customer's reference.</param>
    /// <param name="Cursor">To what stands behind it in its application's list.</param>
    /// <param name="Credentials">Of its application, in its mode.</param>
    private sealed record FilledPayment(string Path, string Invoice, string Reference, string Customer, string Cursor, string Credentials);
}
