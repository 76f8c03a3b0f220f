using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Payments;
using OiPayments.Reconciliation;
using OiPayments.Statements;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>Settlement files of a gateway as a test writes them, and what becomes of them.</summary>
internal static class SettlementsUnderTest
{
    public const string Header = "Transaction ID,Validation ID,Bank Transaction,Type,Amount,Fee,VAT,Net,Date,Settled On,Batch";

    /// <summary>How files with <see cref="Header"/> are read.</summary>
    public static JsonObject Mapping => new()
    {
        ["columns"] = new JsonArray(
            Column("Transaction ID", "TRANSACTION_ID"), Column("Validation ID", "VALIDATION_ID"),
            Column("Bank Transaction", "BANK_TRANSACTION_ID"), Column("Type", "KIND"), Column("Amount", "GROSS"), Column("Fee", "FEE"),
            Column("VAT", "FEE_VAT"), Column("Net", "NET"), Column("Date", "TRANSACTED_AT", "yyyy-MM-dd HH:mm:ss"),
            Column("Settled On", "SETTLED_ON", "yyyy-MM-dd"), Column("Batch", "PAYOUT_REFERENCE")),
        ["kinds"] = new JsonObject
        {
            ["Sale"] = "PAYMENT",
            ["Refund"] = "REFUND",
            ["Chargeback"] = "CHARGEBACK",
            ["Fee reversal"] = "FEE_REVERSAL",
            ["Adjustment"] = "ADJUSTMENT",
            ["Payout"] = "PAYOUT",
        },
        ["currency"] = "BDT",
    };

    extension(TestServer server)
    {
        /// <summary>Says how TEST files are laid out, as <see cref="Mapping"/>.</summary>
        public async Task MapAsync(JsonObject? mapping = null, int expectedDays = 3) => (await server.Operator.SendAsync(
            HttpMethod.Put, "admin/reconciliation/mappings",
            new JsonObject { ["mode"] = "TEST", ["mapping"] = mapping ?? Mapping, ["expectedDays"] = expectedDays }.ToJsonString())).Data();

        public Task<Answer> UploadAsync(string file, bool dryRun = false, string name = "settlement.csv", HttpClient? by = null) =>
            server.UploadAsync(Encoding.UTF8.GetBytes(file), dryRun, name, by);

        public async Task<Answer> UploadAsync(byte[] file, bool dryRun = false, string name = "settlement.csv", HttpClient? by = null)
        {
            using var form = new MultipartFormDataContent { { new StringContent("TEST"), "mode" } };
            if (dryRun) form.Add(new StringContent("true"), "dryRun");
            form.Add(new ByteArrayContent(file), "file", name);
            var path = new Uri("admin/reconciliation/statements", UriKind.Relative);
            using var response = await (by ?? server.Operator).PostAsync(path, form);
            return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
        }

        /// <summary>The file, when nothing is left to be done with it.</summary>
        public Task<JsonNode> WhenReadAsync(Answer uploaded) => Eventually.BecomesAsync(
            async () => (await server.Operator.ReadAsync($"admin/reconciliation/statements/{uploaded.Data()["id"]}")).Data(),
            statement => (string?)statement["status"] is "CHECKED" or "REFUSED"
                || (statement["endedAt"] is not null && server.IsLeft(statement)));

        /// <summary>Uploads and waits.</summary>
        public async Task<JsonNode> ImportAsync(params IEnumerable<string> rows) =>
            await server.WhenReadAsync(await server.UploadAsync(File(rows)));

        public async Task<List<JsonNode>> ResultsAsync(string query) =>
            [.. (await server.Operator.ReadAsync($"admin/reconciliation/results?mode=TEST&size=200&order=ASC&{query}"))
                .Data().AsArray().Select(result => result!)];

        /// <summary>The transaction id at the gateway that a payment was paid with, and the gateway's other ids.</summary>
        public Task<PaidWith> PaidWithAsync(JsonNode payment) => server.WithDbAsync(async db =>
        {
            var id = new Id<Payment>((long)payment["id"]!);
            var attempt = await db.AcrossApplications<PaymentAttempt>().AsNoTracking()
                .OrderBy(a => a.Id).FirstAsync(a => a.PaymentId == id);
            return new PaidWith(attempt.TransactionId, attempt.ValidationId ?? "", attempt.BankTransactionId ?? "");
        });

        /// <summary>A settlement file about the application's own store, and a flag that it brought.</summary>
        public Task<(string Statement, string Flag)> SettledAsync(TestApplication shop) => server.WithDbAsync(async db =>
        {
            var (ids, now) = (server.Services.GetRequiredService<IIdSource>(), server.Clock.GetUtcNow());
            var owner = shop.TestScope.ApplicationId;
            var statement = new SettlementStatement
            {
                ApplicationId = owner,
                Id = await ids.NextAsync<SettlementStatement>(default),
                Mode = Mode.Test,
                Gateway = "SSLCOMMERZ",
                FileName = "settlement.csv",
                SizeBytes = 1,
                Digest = new('0', SettlementStatement.DigestLength),
                IsDryRun = false,
                CreatedBy = "operator:1",
                CreatedAt = now,
            };
            statement.BeginReading(node: 1, until: now);
            statement.Count(now);
            statement.Leave();
            var flag = new SettlementResult
            {
                ApplicationId = owner,
                Id = await ids.NextAsync<SettlementResult>(default),
                Mode = Mode.Test,
                Gateway = "SSLCOMMERZ",
                CreatedAt = now,
                Period = new(2026, 1, 15),
                StatementId = statement.Id,
                StatementOwner = owner,
                Row = 2,
                Kind = SettlementRowKind.Adjustment,
                Currency = Currency.Bdt,
            };
            flag.Conclude(Comparison.Flag(ResultReason.Adjustment, "The gateway took something."));
            db.AddRange(statement, flag);
            await db.SaveAsync(default);
            return ($"{statement.Id}", $"{flag.Id}");
        });

        private bool IsLeft(JsonNode statement) => server.WithDbAsync(db =>
        {
            var id = new Id<SettlementStatement>((long)statement["id"]!);
            return db.AcrossApplications<SettlementStatement>().AnyAsync(s => s.Id == id && s.DueAt == null);
        }).GetAwaiter().GetResult();
    }

    public static string File(params IEnumerable<string> rows) => string.Join("\r\n", (string[])[Header, .. rows, ""]);

    /// <summary>A row about a payment of 1,250.50 with a fee of 31.26, but for what is named.</summary>
    public static string Row(
        PaidWith paid, string type = "Sale", decimal gross = 1250.50m, decimal? fee = 31.26m, decimal? net = null, string batch = "B-1",
        string settled = "2026-01-18") => string.Join(
        ',', paid.TransactionId, paid.ValidationId, paid.BankTransactionId, type, Number(gross), Number(fee), "",
        Number(net ?? (gross - fee.GetValueOrDefault())), "2026-01-15 15:00:00", settled, batch);

    private static string Number(decimal? number) => number?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static JsonObject Column(string header, string field, string? pattern = null) => new()
    {
        ["header"] = header,
        ["field"] = field,
        ["datePattern"] = pattern,
    };
}

/// <summary>What the gateway knows a payment by.</summary>
internal sealed record PaidWith(string TransactionId, string ValidationId, string BankTransactionId);
