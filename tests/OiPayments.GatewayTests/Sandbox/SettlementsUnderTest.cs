using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OiPayments.Statements;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>What a sandbox says of its days, read as the product reads files of gateways and banks.</summary>
internal static class SettlementsUnderTest
{
    extension(SandboxUnderTest sandbox)
    {
        /// <summary>Pays an order now; answers its <c>bank_tran_id</c>.</summary>
        public async Task<string> PayAsync(string transactionId, string amount, string store = "testbox", string password = "qwerty")
        {
            var key = await sandbox.OpenKeyAsync(
                ("tran_id", transactionId), ("total_amount", amount), ("store_id", store), ("store_passwd", password));
            var ended = await sandbox.EndAsync(key, new { outcome = "success" });
            return (string)ended["redirect"]!["fields"]!["bank_tran_id"]!;
        }

        /// <summary>Begins a refund; answers its <c>refund_ref_id</c>.</summary>
        public async Task<string> RefundAsync(string bank, string amount)
        {
            var begun = await sandbox.QueryAsync(
                $"bank_tran_id={bank}&refund_trans_id=R-{bank[..20]}-{amount}&refund_amount={amount}&refund_remarks=Wrong+size");
            Assert.Equal("success", (string?)begun["status"]);
            return (string)begun["refund_ref_id"]!;
        }

        public async Task<byte[]> FileAsync(string path)
        {
            using var answer = await sandbox.Http.GetAsync($"/control/{path}");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return await answer.Content.ReadAsByteArrayAsync();
        }

        /// <summary>The rows of a settlement file, by the mapping that is proposed for it.</summary>
        public async Task<List<SettlementRow>> RowsAsync(string file)
        {
            await using var stream = new MemoryStream(await sandbox.FileAsync($"settlements/{file}"));
            var preview = await SettlementFile.PreviewAsync(stream, Currency.Bdt, CancellationToken.None);
            return await SettlementFile.ReadAsync(stream, preview.Proposal, CancellationToken.None).ToListAsync();
        }

        /// <summary>The one statement of a bank's file, by the mapping that is proposed for it where it needs one.</summary>
        public async Task<BankStatement> StatementAsync(string file)
        {
            await using var stream = new MemoryStream(await sandbox.FileAsync($"bank-statements/{file}"));
            var preview = await BankStatementFile.PreviewAsync(stream, Currency.Bdt, CancellationToken.None);
            return Assert.Single(await BankStatementFile.ReadAsync(stream, preview.Proposal, CancellationToken.None).ToListAsync());
        }

        /// <summary>Why there is no file.</summary>
        public async Task<(HttpStatusCode Status, string Problem)> NoFileAsync(string path)
        {
            using var answer = await sandbox.Http.GetAsync($"/control/{path}");
            return (answer.StatusCode, (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!);
        }
    }

    /// <summary>What counts of a row: kind, transaction, gross, fee with its VAT, net.</summary>
    public static (SettlementRowKind Kind, string? Id, long? Gross, long? Fee, long? Net) Short(SettlementRow row) => (
        row.Kind, row.TransactionId, row.GrossMinor, row.FeeMinor is { } fee ? fee + (row.FeeVatMinor ?? 0) : null, row.NetMinor);
}
