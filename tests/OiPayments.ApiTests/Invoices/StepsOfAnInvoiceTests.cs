using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Invoices;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>On a database of its own: a step past the service is in no book.</summary>
public class StepsOfAnInvoiceTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_database_and_the_code_allow_the_same_steps()
    {
        var shop = await server.RegisterAsync();
        var differences = new List<string>();
        foreach (var from in new[] { InvoiceStatus.Draft, InvoiceStatus.Issued, InvoiceStatus.Void })
        {
            foreach (var to in Enum.GetValues<InvoiceStatus>().Where(to => to != from))
            {
                var invoice = from is InvoiceStatus.Draft ? await shop.DraftAsync() : await shop.InvoiceAsync();
                if (from is InvoiceStatus.Void) (await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).Data();
                var sql = $"UPDATE invoices SET status = '{WireNames<InvoiceStatus>.Of(to)}' WHERE id = {invoice["id"]}";
                var refused = await Record.ExceptionAsync(() => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
                var isRefused = refused?.Message.Contains("cannot", StringComparison.Ordinal) is true;
                if (isRefused == InvoiceLifecycle.Steps.Allows(from, to)) differences.Add($"{from} to {to}: {refused?.Message}");
            }
        }

        Assert.Empty(differences);
    }
}
