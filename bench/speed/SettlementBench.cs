using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace OiPayments.Bench;

/// <summary>
/// A settlement file of many rows against as many payments: uploaded, read, compared and booked, beside what PostgreSQL takes to write the
/// same rows by itself, from a copy of them.
/// </summary>
internal sealed class SettlementBench
{
    private const int Shops = 20, BatchSize = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private FakeGateway gateway = null!;

    /// <summary>The published server.</summary>
    public required string Program { get; init; }

    public required string Folder { get; init; }

    /// <summary>Of the file, and payments.</summary>
    public required int Rows { get; init; }

    public async Task<SettlementResults> RunAsync()
    {
        using var fake = gateway = new FakeGateway();
        await using var db = await PostgreSql.StartAsync($"{Folder}/database");
        var settings = Service.Settings(Folder, gateway, "PostgreSql", db.ConnectionString());
        await Service.MigrateAsync(Program, settings);
        await using var service = await Service.StartAsync(Program, Folder, settings);
        using var operators = await service.SignInAsync();
        var shops = await Service.RegisterAsync(operators, Shops, _ => null, "Shop");
        var file = $"{Folder}/settlement.csv";
        Progress.Say($"Making {Rows:N0} payments");
        await FillAsync(db, shops, file);

        // What was counted for reports before is counted anew, at once and not step by step.
        await db.AskAsync("DELETE FROM report_counts; TRUNCATE report_steps");
        await db.GrowOldAsync();
        await SayHowToReadAsync(operators);
        await service.SettleAsync();

        Progress.Say($"Importing {new FileInfo(file).Length / 1_000_000} MB");
        var (idle, peak, cpu, databaseCpu) = (service.ResidentBytes(), 0L, service.CpuSeconds(), db.CpuSeconds());
        var began = Stopwatch.GetTimestamp();
        var statement = await UploadAsync(operators, file);
        var uploaded = Stopwatch.GetElapsedTime(began);
        while ((string?)statement["endedAt"] is null)
        {
            await Task.Delay(Pause);
            peak = Math.Max(peak, service.ResidentBytes());
            statement = await ReadAsync(operators, statement);
        }

        var took = Stopwatch.GetElapsedTime(began);
        if ((int)statement["matched"]! != Rows) throw new InvalidOperationException($"Not all rows agree: {statement.ToJsonString()}");
        (cpu, databaseCpu) = (service.CpuSeconds() - cpu, db.CpuSeconds() - databaseCpu);
        return new(
            Machine.Description, $"PostgreSQL {await db.AskAsync("SHOW server_version")}", $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z", Rows,
            uploaded.TotalSeconds, took.TotalSeconds, cpu, databaseCpu, (peak - idle) / 1_000_000.0, await FloorAsync(db));
    }

    /// <summary>Paid payments, and the file that settles them.</summary>
    private async Task FillAsync(PostgreSql db, List<Shop> shops, string file)
    {
        await using var csv = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await csv.WriteLineAsync("Transaction ID,Validation ID,Bank Transaction,Type,Amount,Fee,Net,Settled On,Batch");
        for (var first = 0; first < Rows; first += BatchSize)
        {
            var count = Math.Min(BatchSize, Rows - first);
            var numbers = Enumerable.Range(first, count).Select(number => (long)number).ToArray();
            var owners = numbers.Select(number => (long)shops[(int)(number % shops.Count)].Id).ToArray();
            var ids = owners.Select(owner => Reference.New("oi", new((uint)owner)).Text).ToArray();
            await db.AskAsync(
                """
                INSERT INTO payments (application_id, id, mode, reference, amount_minor, currency, gateway, customer_reference, metadata,
                    created_at, expires_at, status, updated_at, paid_at, refund_held_minor, refunded_minor, version)
                SELECT owner, 10000000 + n, 'TEST', 'pay_' || substr(md5('p' || n), 1, 25), 125050, 'BDT', 'SSLCOMMERZ', 'customer', '{}',
                    now(), now(), 'SUCCEEDED', now(), now(), 0, 0, 3
                FROM unnest($1, $2) AS of (owner, n)
                """, owners, numbers);
            await db.AskAsync(
                """
                INSERT INTO payment_attempts (application_id, id, payment_id, mode, transaction_id, created_at, status, validation_id,
                    bank_transaction_id, channel, is_risky, charged_minor, charged_currency, fee_minor, updated_at, times_asked, version)
                SELECT owner, 30000000 + n, 10000000 + n, 'TEST', id, now(), 'PAID', 'V' || n, 'B' || n, 'BKASH-BKash', FALSE, 125050, 'BDT',
                    3126, now(), 0, 2
                FROM unnest($1, $2, $3) AS of (owner, n, id)
                """, owners, numbers, ids);
            foreach (var (number, id) in numbers.Zip(ids))
            {
                await csv.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{id},V{number},B{number},Sale,1250.50,31.26,1219.24,2026-06-07,B-{number % 50}"));
            }
        }
    }

    private static async Task SayHowToReadAsync(HttpClient operators)
    {
        (string Header, string Field)[] columns =
        [
            ("Transaction ID", "TRANSACTION_ID"), ("Validation ID", "VALIDATION_ID"), ("Bank Transaction", "BANK_TRANSACTION_ID"),
            ("Type", "KIND"), ("Amount", "GROSS"), ("Fee", "FEE"), ("Net", "NET"), ("Settled On", "SETTLED_ON"),
            ("Batch", "PAYOUT_REFERENCE"),
        ];
        using var answer = await operators.PutAsJsonAsync("admin/reconciliation/mappings", new
        {
            mode = "TEST",
            mapping = new
            {
                columns = columns.Select(column => new { header = column.Header, field = column.Field }),
                kinds = new Dictionary<string, string> { ["Sale"] = "PAYMENT" },
            },
        });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode> UploadAsync(HttpClient operators, string file)
    {
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("TEST"), "mode" },
            { new StreamContent(content), "file", "settlement.csv" },
        };
        using var answer = await operators.PostAsync(new Uri("admin/reconciliation/statements", UriKind.Relative), form);
        return Data(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode> ReadAsync(HttpClient operators, JsonNode statement) => Data(
        await operators.GetStringAsync(new Uri($"admin/reconciliation/statements/{statement["id"]}", UriKind.Relative)));

    private static JsonNode Data(string answer) =>
        JsonNode.Parse(answer)!["data"] ?? throw new InvalidOperationException(answer);

    /// <summary>Seconds that PostgreSQL takes to write the same rows, with the same indexes, in one statement for each thousand.</summary>
    private async Task<double> FloorAsync(PostgreSql db)
    {
        Progress.Say("The floor: PostgreSQL writes the same rows");
        await db.AskAsync("CREATE TABLE copied AS SELECT *, row_number() OVER (ORDER BY id) AS place FROM settlement_results");
        await db.AskAsync("CREATE INDEX ON copied (place)");
        await db.AskAsync("ALTER TABLE copied ALTER id DROP NOT NULL");
        var columns = string.Join(
            ", ", (await db.ListAsync("SELECT column_name FROM information_schema.columns WHERE table_name = 'settlement_results'"))
                .Select(row => (string)row[0]));
        await db.AskAsync("TRUNCATE settlement_results");
        var began = Stopwatch.GetTimestamp();
        for (var first = 0; first < Rows; first += 1000)
        {
            await db.AskAsync(
                $"INSERT INTO settlement_results ({columns}) SELECT {columns} FROM copied WHERE place > {first} AND place <= {first + 1000}");
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}

/// <summary>How an import went.</summary>
/// <param name="UploadSeconds">Until the file is kept.</param>
/// <param name="Seconds">Until its rows count, the upload included.</param>
/// <param name="ServerCpuSeconds">Of the service.</param>
/// <param name="DatabaseCpuSeconds">Of PostgreSQL.</param>
/// <param name="MegabytesAboveIdle">The most that the service had while it read.</param>
/// <param name="FloorSeconds">What PostgreSQL takes to write the rows.</param>
internal sealed record SettlementResults(
    string Machine, string Database, string At, int Rows, double UploadSeconds, double Seconds, double ServerCpuSeconds,
    double DatabaseCpuSeconds, double MegabytesAboveIdle, double FloorSeconds) : IResults
{
    public string ToTable() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Machine}; {Database}; {At}

        | rows | upload s | all s | rows/s | server CPU µs a row | database CPU µs a row | MB above idle | floor rows/s | ratio |
        |---|---|---|---|---|---|---|---|---|
        | {Rows:N0} | {UploadSeconds:0.0} | {Seconds:0.0} | {Rows / Seconds:N0} | {ServerCpuSeconds / Rows * 1e6:0} | {DatabaseCpuSeconds / Rows * 1e6:0} | {MegabytesAboveIdle:0} | {Rows / FloorSeconds:N0} | {FloorSeconds / Seconds:0.00} |
        """);

    public string ToSvg() => "";
}
