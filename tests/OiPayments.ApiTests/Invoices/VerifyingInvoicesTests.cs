using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>Breaks what must be true of invoices in the database on purpose, and sees it reported.</summary>
public class VerifyingInvoicesTests
{
    private const string Numbered =
        "The numbers of every series of invoices and credit notes are 1, 2, 3 and so on, without a double, and without a gap but a "
        + "restore's";
    private const string Settled =
        "What is paid, withheld and credited of each invoice is the sum of its payments, certificates and credit notes";

    private const string Booked =
        "What invoices are owed and what was withheld is what the books say, in each application, mode and currency";

    [Theory]
    [InlineData(Numbered, "UPDATE invoices SET sequence = 7, number = 'INV-2026-000007' WHERE sequence = 2", "from 1 to 7")]
    [InlineData(Numbered, "UPDATE invoice_series SET last = 4", "has given 4 numbers; 3 documents have one")]
    [InlineData(Numbered, "DELETE FROM invoice_series", "which has given none")]
    [InlineData(Booked, "UPDATE invoices SET status = 'VOID' WHERE sequence = 1", "are owed 100000 BDT")]
    [InlineData(
        Booked, "UPDATE invoices SET total_minor = total_minor + 1, subtotal_minor = subtotal_minor + 1 WHERE sequence = 2",
        "and the books say 200000")]
    public async Task What_is_broken_is_reported_and_nothing_else(string invariant, string breakage, string example)
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        await shop.InvoiceAsync();
        await shop.Test.PostAsync($"invoices/{(await shop.InvoiceAsync())["id"]}/void", invoice);
        await shop.DraftAsync();
        Assert.Empty(await BrokenAsync(server));

        await server.AllowChangesAsync();
        await server.ExecuteAsync(breakage);

        var broken = Assert.Single(await BrokenAsync(server));
        Assert.Equal(invariant, broken.Name);
        Assert.Contains(example, broken.Examples, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE payments SET invoice_id = NULL", "says that 100000 minor units are paid, and they come to 0")]
    [InlineData("UPDATE payments SET invoice_id = 999", "something is for invoice 999, which was never issued")]
    [InlineData("UPDATE invoices SET currency = 'USD' WHERE paid_minor > 0", "has payments of another mode or currency")]
    public async Task What_settles_an_invoice_is_counted_again(string breakage, string example)
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject())).Data();
        await server.PayAsync((string)link["reference"]!);
        Assert.Empty(await BrokenAsync(server));

        await server.AllowChangesAsync();
        await server.ExecuteAsync(breakage);

        var broken = Assert.Single(await BrokenAsync(server));
        Assert.Equal(Settled, broken.Name);
        Assert.Contains(example, broken.Examples, StringComparison.Ordinal);
    }

    private static async Task<List<(string Name, string Examples)>> BrokenAsync(TestServer server) =>
    [
        .. (await server.Operator.ReadAsync("admin/verify")).Data()["invariants"]!.AsArray()
            .Where(one => !(bool)one!["holds"]!)
            .Select(one => ((string)one!["name"]!, one["examples"]!.ToJsonString())),
    ];
}
