using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>Small settlement files as a gateway would send them.</summary>
internal static class SettlementFiles
{
    extension(TestServer server)
    {
        /// <summary>A row about a payment of 1,250.50 that agrees, and one about a transaction that nobody here knows.</summary>
        public async Task<string> SettlementOfAsync(JsonNode payment)
        {
            var id = new Id<Payment>((long)payment["id"]!);
            var transaction = await server.WithDbAsync(db => db.AcrossApplications<PaymentAttempt>().AsNoTracking()
                .Where(attempt => attempt.PaymentId == id).Select(attempt => attempt.TransactionId).SingleAsync());
            return string.Create(CultureInfo.InvariantCulture, $"""
                Transaction ID,Type,Amount,Service Charge,Net,Settlement Date,Batch
                {transaction},Sale,"1,250.50",31.26,"1,219.24",18/01/2026,BATCH-{payment["id"]}
                ORDER-{payment["id"]},Sale,500.00,12.50,487.50,18/01/2026,BATCH-{payment["id"]}

                """);
        }

        /// <summary>Says how TEST files are laid out that are as <see cref="SettlementOfAsync"/> writes them.</summary>
        public async Task MapSettlementAsync() => (await server.Operator.SendAsync(HttpMethod.Put, "admin/reconciliation/mappings", """
            {"mode":"TEST","mapping":{"columns":[
            {"header":"Transaction ID","field":"TRANSACTION_ID"},{"header":"Type","field":"KIND"},{"header":"Amount","field":"GROSS"},
            {"header":"Service Charge","field":"FEE"},{"header":"Net","field":"NET"},
            {"header":"Settlement Date","field":"SETTLED_ON","datePattern":"dd/MM/yyyy"},{"header":"Batch","field":"PAYOUT_REFERENCE"}],
            "kinds":{"Sale":"PAYMENT","Refund":"REFUND"},"currency":"BDT"}}
            """)).Data();

        /// <summary>Uploads a file about TEST payments in the service's store, and waits until it is read.</summary>
        /// <returns>Its number.</returns>
        public async Task<long> UploadSettlementAsync(string file, bool isDryRun)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent("TEST"), "mode" }, { new StringContent(isDryRun ? "true" : "false"), "dryRun" },
                { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "settlement.csv" },
            };
            using var response = await server.Operator.PostAsync(new Uri("admin/reconciliation/statements", UriKind.Relative), form);
            var id = (long)new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync()).Data()["id"]!;
            await Eventually.BecomesAsync(
                async () => (await server.Operator.ReadAsync($"admin/reconciliation/statements/{id}")).Data(),
                statement => statement["endedAt"] is not null);
            return id;
        }

        /// <summary>Saves a TEST account of the company and uploads a statement of it: a payout that arrived, and one that differs.</summary>
        public async Task UploadBankStatementAsync(JsonNode arrived, JsonNode differs)
        {
            (await server.Operator.SendAsync(
                HttpMethod.Put, "admin/reconciliation/bank-accounts", """{"mode":"TEST","name":"City Bank"}""")).Data();
            using var form = new MultipartFormDataContent
            {
                { new StringContent("TEST"), "mode" }, { new StringContent("City Bank"), "bankAccount" },
                { new ByteArrayContent(Encoding.UTF8.GetBytes(BankStatementOf(arrived, differs))), "file", "statement.sta" },
            };
            using var response = await server.Operator.PostAsync(new Uri("admin/reconciliation/bank-statements", UriKind.Relative), form);
            new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync()).Data();
        }
    }

    /// <summary>An MT940 statement with the payouts of two files that <c>SettlementOfAsync</c> wrote, the second one short of a taka.</summary>
    public static string BankStatementOf(JsonNode arrived, JsonNode differs) => string.Create(CultureInfo.InvariantCulture, $"""
        :20:1
        :25:1501203477881
        :28C:1/1
        :60F:C260118BDT250000,00
        :61:2601190119C1706,74NTRFBATCH-{arrived["id"]}//FT26019001
        :86:SSLCOMMERZ PAYOUT
        :61:2601190119C1705,74NTRFBATCH-{differs["id"]}//FT26019002
        :86:SSLCOMMERZ PAYOUT
        :61:2601190119D115,00NCHGNONREF//FT26019003
        :86:ONLINE CHARGES
        :62F:C260119BDT253297,48
        -

        """);
}
