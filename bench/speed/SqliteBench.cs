using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OiPayments.Access;

namespace OiPayments.Bench;

/// <summary>The shorter table, for an installation on SQLite: each operation beside what SQLite does with the same statements.</summary>
internal sealed class SqliteBench
{
    private const int Recorded = 400, ToOperateOn = 2_000, Shops = 5, Accounts = 10, Openers = 8;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    // What is confirmed is used up, and is opened one by one.
    private static readonly TimeSpan ConfirmingWarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestFirstWarmUp = TimeSpan.FromSeconds(15);

    private readonly List<Row> rows = [];
    private readonly Dictionary<string, (Measured Measured, double StatementsOfEach)> floors = [];
    private FakeGateway gateway = null!;
    private Service service = null!;
    private Shop shop = null!;

    /// <summary>The published server.</summary>
    public required string Program { get; init; }

    public required string Folder { get; init; }

    public required TimeSpan Duration { get; init; }

    private Dictionary<string, string?> Settings => Service.Settings(Folder, gateway, "Sqlite", connection: null);

    private string Database => $"{Folder}/files/oipayments.db";

    private string Log => $"{Folder}/statements";

    public async Task<Results> RunAsync()
    {
        using var fake = gateway = new FakeGateway();
        List<Shop> shops;
        await using (service = await Service.StartAsync(Program, Folder, Settings, Log))
        {
            using var operators = await service.SignInAsync();
            shops = await Service.RegisterAsync(operators, Shops, _ => null, "Shop");
            shop = shops[0];
            await RecordAsync();
        }

        await using (service = await Service.StartAsync(Program, Folder, Settings))
        {
            var paid = await OpenAsync(ToOperateOn);
            Operation[] operations = [Operation.Create(shop), Operation.Confirm(paid), Operation.Read(paid)];
            foreach (var operation in operations)
            {
                Progress.Say($"Warming up: {operation.Name}");
                if (operation == operations[1]) await service.LoadAsync(8, ConfirmingWarmUp, operation.Run);
                else await service.WarmUpAsync(LongestFirstWarmUp, slice => service.LoadAsync(8, slice, operation.Run));
            }

            await MeasureAsync("create payment, 1 client", 1, operations[0]);
            await MeasureAsync("create payment, 8 clients", 8, operations[0]);
            await MeasureAsync("confirm payment, 8 clients", 8, operations[1]);
            await MeasureAsync("read payment, 8 clients", 8, operations[2]);
            await MeasureAsync("refund, 8 clients", 8, Operation.Refund("refund", Confirmed(paid)));
        }

        await PostAsync(LedgerPosting.BooksOf(shops, Accounts));
        using var connection = new SqliteConnection();
        return new(Machine.Description, $"SQLite {connection.ServerVersion}", $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z", rows, []);
    }

    /// <summary>So many payments whose customers are at the gateway.</summary>
    private async Task<Pool> OpenAsync(int count)
    {
        Progress.Say($"Opening {count} payments to operate on");
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service.Web };
        var (ids, left) = (new ConcurrentBag<long>(), count);
        var connected = Enumerable.Range(0, Openers).Select(_ => new ApiClient(service.Port)).ToList();
        await Load.RunAsync(Openers, TimeSpan.FromMinutes(5), async client =>
        {
            if (Interlocked.Decrement(ref left) < 0) return false;
            ids.Add(await Pool.OpenAttemptAsync(connected[client], shop, browser));
            return true;
        });
        connected.ForEach(client => client.Dispose());
        var transactions = Ask(
            "SELECT payment_id, transaction_id FROM payment_attempts",
            row => (Id: row.GetInt64(0), Transaction: row.GetString(1))).ToDictionary(row => row.Id, row => row.Transaction);
        return Pool.Of([.. ids.Order().Select(id => new PooledPayment(shop, id, transactions[id]))]);
    }

    private Pool Confirmed(Pool among)
    {
        var succeeded = Ask("SELECT id FROM payments WHERE status = 'SUCCEEDED'", row => row.GetInt64(0)).ToHashSet();
        return Pool.Of([.. among.Payments.Where(payment => succeeded.Contains(payment.Id))]);
    }

    private List<T> Ask<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<T>();
        while (reader.Read()) found.Add(read(reader));
        return found;
    }

    /// <summary>Runs each operation so often with one client, and says to a copy of the database what was said then.</summary>
    private async Task RecordAsync()
    {
        using var client = new ApiClient(service.Port);
        var paid = await OpenAsync(Recorded);
        await RecordAsync(Operation.Create(shop));
        await RecordAsync(Operation.Read(paid));
        await RecordAsync(Operation.Confirm(paid));
        await RecordAsync(Operation.Refund("refund", Confirmed(paid)));

        Task RecordAsync(Operation operation) => this.RecordAsync(operation.Name, Log, () =>
        {
            operation.Run(client);
            return Task.CompletedTask;
        });
    }

    private async Task RecordAsync(string name, string log, Func<Task> run)
    {
        Progress.Say($"Recording what {name} says to the database, and saying it again");

        // So that nothing of before is still under way.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var copy = $"{Folder}/{name}.db";
        SqliteFloor.Copy(Database, copy);
        var began = new List<long>();
        for (var number = 0; number < Recorded; number++)
        {
            began.Add(Stopwatch.GetTimestamp());
            await run();
        }

        began.Add(Stopwatch.GetTimestamp());
        floors[name] = SqliteFloor.Play(copy, StatementLog.Read(log), began);
    }

    private async Task MeasureAsync(string name, int clients, Operation operation)
    {
        Progress.Say(name);
        await service.LoadAsync(clients, WarmUp, operation.Run);
        var (cpu, allocated, load) = (service.CpuSeconds(), await service.AllocatedBytesAsync(), Shell.CpuSeconds(Environment.ProcessId));
        var (measured, count) = await service.LoadAsync(clients, Duration, operation.Run);
        load = Shell.CpuSeconds(Environment.ProcessId) - load;
        Keep(operation.Name, new(name, measured)
        {
            CpuSeconds = (service.CpuSeconds() - cpu) / count,
            LoadCpuSeconds = load / count,
            AllocatedBytes = (double)(await service.AllocatedBytesAsync() - allocated) / count,
        });
    }

    private async Task PostAsync(IReadOnlyList<Scope> books)
    {
        const string name = "ledger posting";
        var log = $"{Folder}/posting";
        using (new StatementRecorder(log))
        await using (var recorded = new LedgerPosting(Settings, books)) await RecordAsync(name, log, recorded.PostAsync);

        Progress.Say(name);
        await using var posting = new LedgerPosting(Settings, books);
        await WarmingUp.RunAsync(Environment.ProcessId, LongestFirstWarmUp, slice => Load.RunAsync(8, slice, PostAsync));
        var (cpu, allocated) = (Shell.CpuSeconds(Environment.ProcessId), GC.GetTotalAllocatedBytes());
        var (measured, count) = await Load.RunAsync(8, Duration, PostAsync);
        Keep(name, new($"{name}, {Accounts} accounts", measured)
        {
            CpuSeconds = (Shell.CpuSeconds(Environment.ProcessId) - cpu) / count,
            AllocatedBytes = (double)(GC.GetTotalAllocatedBytes() - allocated) / count,
        });

        async ValueTask<bool> PostAsync(int client)
        {
            await posting.PostAsync();
            return true;
        }
    }

    private void Keep(string floor, Row row) =>
        rows.Add(row with
        {
            Floor = floors[floor].Measured,
            FloorIs = "Microsoft.Data.Sqlite",
            Statements = (int)Math.Round(floors[floor].StatementsOfEach)
        });
}
