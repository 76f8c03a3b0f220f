using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Refunds;
using OiPayments.Reconciliation.Banks;
using OiPayments.Statements;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>Bank statements as a test writes them, and what becomes of them.</summary>
internal static class BanksUnderTest
{
    /// <summary>A payout's reference that no other test has; MT940 has room for 16 letters.</summary>
    public static string NewPayout() => $"PO{RandomNumberGenerator.GetHexString(12)}";

    extension(TestServer server)
    {
        /// <summary>Saves an account for TEST payouts, of a name that no other test has.</summary>
        public async Task<BankUnderTest> BankAsync(string? number = "1501", JsonObject? mapping = null)
        {
            var name = $"Bank {RandomNumberGenerator.GetHexString(12)}";
            var saved = (await server.Operator.SendAsync(
                HttpMethod.Put, "admin/reconciliation/bank-accounts",
                new JsonObject { ["mode"] = "TEST", ["name"] = name, ["number"] = number, ["mapping"] = mapping }.ToJsonString())).Data();
            return new(server, name, (long)saved["id"]!);
        }

        /// <summary>A paid payment of 1,250.50 that a payout of 1,219.24 has settled, and the payout's reference.</summary>
        public async Task<(TestApplication Shop, string Payout)> PaidOutAsync(string settled = "2026-01-15")
        {
            await server.MapAsync();
            var (shop, payout) = (await server.RegisterAsync(), NewPayout());
            var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
            await server.ImportAsync(Row(paid, batch: payout, settled: settled));
            return (shop, payout);
        }

        /// <summary>A line of a bank that nothing here knows, of the application's own account.</summary>
        public Task<string> BankEntryOfAsync(TestApplication shop) => server.WithDbAsync(async db =>
        {
            var (ids, now, owner) = (
                server.Services.GetRequiredService<IIdSource>(), server.Clock.GetUtcNow(), shop.TestScope.ApplicationId);
            var account = new BankAccount
            {
                ApplicationId = owner,
                Id = await ids.NextAsync<BankAccount>(default),
                Mode = Mode.Test,
                Name = "City Bank",
                Currency = Currency.Bdt,
                CreatedAt = now,
            };
            var file = ImportBankFile.Describe(
                account, await ids.NextAsync<BankFile>(default), new("statement.sta", 1, new('0', BankFile.DigestLength)), [], 0,
                "operator:1", now);
            var line = new BankLine { Number = 1, BookedOn = new(2026, 1, 15), AmountMinor = -2000, Text = "CHARGES", Raw = "CHARGES" };
            var entry = BankEntry.Of(
                file, await ids.NextAsync<BankEntry>(default), line, account.Currency, BankEntry.FingerprintOf(line), 1);
            db.AddRange(account, file, entry);
            await db.SaveAsync(default);
            return $"{entry.Id}";
        });

        public async Task<JsonNode> PayoutAsync(string reference)
        {
            var payouts = (await server.Operator.ReadAsync("admin/reconciliation/payouts?mode=TEST&size=200")).Data().AsArray();
            return payouts.Single(payout => (string?)payout!["reference"] == reference)!;
        }

        /// <summary>What agrees in taka, and by how much it does not.</summary>
        public async Task<JsonNode> AgreementAsync(string query = "") =>
            (await server.Operator.ReadAsync($"admin/reconciliation/agreement?mode=TEST{query}")).Data();
    }
}

/// <summary>An account at a bank.</summary>
internal sealed record BankUnderTest(TestServer Server, string Name, long Id)
{
    public Task<Answer> UploadAsync(string file, bool dryRun = false, HttpClient? by = null) =>
        UploadAsync(Encoding.UTF8.GetBytes(file), dryRun, by);

    public async Task<Answer> UploadAsync(byte[] file, bool dryRun = false, HttpClient? by = null)
    {
        using var form = new MultipartFormDataContent { { new StringContent("TEST"), "mode" }, { new StringContent(Name), "bankAccount" } };
        if (dryRun) form.Add(new StringContent("true"), "dryRun");
        form.Add(new ByteArrayContent(file), "file", "statement.sta");
        using var response = await (by ?? Server.Operator).PostAsync(
            new Uri("admin/reconciliation/bank-statements", UriKind.Relative), form);
        return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    public async Task<List<JsonNode>> EntriesAsync(JsonNode file) =>
        [.. (await Server.Operator.ReadAsync($"admin/reconciliation/bank-entries?mode=TEST&size=200&order=ASC&fileId={file["id"]}"))
            .Data().AsArray().Select(entry => entry!)];

    public static BankLineUnderTest Line(decimal amount, string reference, string bank = "NONREF", string text = "") =>
        new(amount, reference, bank, text);

    /// <summary>An MT940 statement of one day whose balances fit its lines.</summary>
    public static string Statement(int number, decimal opening, DateOnly day, params IReadOnlyList<BankLineUnderTest> lines) => string.Join(
        "\r\n",
        [
            ":20:STATEMENT", ":25:1501", $":28C:{number}/1", $":60F:{Balance(day, opening)}",
            .. lines.SelectMany(line => line.Written(day)),
            $":62F:{Balance(day, opening + lines.Sum(line => line.Amount))}", "-", "",
        ]);

    private static string Balance(DateOnly day, decimal amount) =>
        $"{(amount < 0 ? 'D' : 'C')}{day:yyMMdd}BDT{Number(Math.Abs(amount))}";

    internal static string Number(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
}

/// <summary>One line of it.</summary>
internal sealed record BankLineUnderTest(decimal Amount, string Reference, string Bank, string Text)
{
    public IEnumerable<string> Written(DateOnly day)
    {
        yield return $":61:{day:yyMMdd}{day:MMdd}{(Amount < 0 ? 'D' : 'C')}{BankUnderTest.Number(Math.Abs(Amount))}NTRF{Reference}//{Bank}";
        yield return $":86:{Text}";
    }
}
