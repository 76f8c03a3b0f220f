using System.Net;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>One invoice is read by one query with all that belongs to it; lists read each kind of it by itself.</summary>
public class ReadingAnInvoiceTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task An_invoice_with_many_of_everything_reads_as_it_stands_in_the_list()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["lineItems"] = new JsonArray([.. Enumerable.Range(1, 500).Select(Line)]),
            ["installments"] = new JsonArray([.. Enumerable.Range(1, 12).Select(Installment)]),
        });
        for (var part = 1; part <= 4; part++)
        {
            var link = (await shop.Test.PostAsync(
                $"invoices/{invoice["id"]}/payable-link", new JsonObject { ["installment"] = part })).Data();
            if (part < 3) await server.PayAsync((string)link["reference"]!);
        }

        // What stands beside it is not its own.
        await shop.InvoiceAsync(new() { ["installments"] = new JsonArray(Part("2026-03-01", 40_000), Part("2026-04-01", 60_000)) });

        var read = await shop.ReadInvoiceAsync(invoice);
        Assert.Equal(Enumerable.Range(1, 500), read["lineItems"]!.AsArray().Select(line => (int)line!["id"]!));
        Assert.Equal(Enumerable.Range(1, 12), read["installments"]!.AsArray().Select(one => (int)one!["installment"]!));
        var payments = read["payments"]!.AsArray().Select(payment => (string)payment!["status"]!);
        Assert.Equal(["PENDING", "PENDING", "SUCCEEDED", "SUCCEEDED"], payments);
        var byReference = (await shop.Test.ReadAsync($"invoices/{invoice["reference"]}")).Data();
        var listed = (await shop.Test.ReadAsync("invoices")).Data().AsArray().Single(one => (long)one!["id"]! == (long)read["id"]!)!;
        Assert.Equal(listed.ToJsonString(), read.ToJsonString());
        Assert.Equal(listed.ToJsonString(), byReference.ToJsonString());

        static JsonNode Line(int number) => new JsonObject { ["description"] = $"Line {number}", ["qty"] = 1, ["unitAmountMinor"] = 1_200 };
        static JsonNode Installment(int number) => Part($"2026-{number:00}-28", 50_000);
        static JsonNode Part(string day, long amount) => new JsonObject { ["dueDate"] = day, ["amountMinor"] = amount };
    }

    [Fact]
    public async Task A_name_that_is_another_applications_or_modes_or_nobodys_is_not_found()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var invoice = await shop.InvoiceAsync();

        foreach (var name in (string[])[$"{invoice["id"]}", $"{invoice["reference"]}"])
        {
            Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync($"invoices/{name}")).Status);
            foreach (var stranger in (HttpClient[])[shop.Live, other.Test, other.Live])
            {
                Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.ReadAsync($"invoices/{name}")).ErrorCode);
                Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.PostAsync($"invoices/{name}/void", new JsonObject())).ErrorCode);
            }
        }

        foreach (var nobody in (string[])["1", "inv_x", "rahima", $"{invoice["reference"]}0"])
            Assert.Equal("RESOURCE_NOT_FOUND", (await shop.Test.ReadAsync($"invoices/{nobody}")).ErrorCode);
    }
}
