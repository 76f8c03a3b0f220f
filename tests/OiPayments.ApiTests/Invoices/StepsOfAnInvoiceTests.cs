using System.Data.Common;
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
        foreach (var from in Enum.GetValues<InvoiceStatus>())
        {
            foreach (var to in Enum.GetValues<InvoiceStatus>().Where(to => to != from))
            {
                var id = (long)(from is InvoiceStatus.Draft ? await shop.DraftAsync() : await shop.InvoiceAsync())["id"]!;
                if (from is not (InvoiceStatus.Draft or InvoiceStatus.Issued)) await MoveAsync(id, from);
                var refused = await Record.ExceptionAsync(() => MoveAsync(id, to));
                var isRefused = refused?.Message.Contains("cannot", StringComparison.Ordinal) is true;
                if (isRefused == InvoiceLifecycle.Steps.Allows(from, to)) differences.Add($"{from} to {to}: {refused?.Message}");
            }
        }

        Assert.Empty(differences);

        // With what goes together with the status, so that nothing but the step can be refused.
        Task<int> MoveAsync(long id, InvoiceStatus to)
        {
            var paid = to switch { InvoiceStatus.PartiallyPaid => 1, InvoiceStatus.Paid => 100_000, _ => 0 };
            var sql = $"UPDATE invoices SET status = '{WireNames<InvoiceStatus>.Of(to)}', paid_minor = {paid} WHERE id = {id}";
            return server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));
        }
    }

    [Theory]
    [InlineData("paid_minor = 100000")]
    [InlineData("status = 'PAID'")]
    [InlineData("status = 'PAID', paid_minor = 99999")]
    [InlineData("status = 'PARTIALLY_PAID', paid_minor = -1")]
    [InlineData("status = 'VOID', withheld_minor = 1")]
    [InlineData("status = 'PAID', credited_minor = 100001")]
    public async Task The_database_refuses_figures_that_do_not_go_together(string change)
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        var sql = $"UPDATE invoices SET {change} WHERE id = {invoice["id"]}";
        await Assert.ThrowsAnyAsync<DbException>(() => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }
}
