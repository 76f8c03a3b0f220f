using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>Its clock runs for days, so the server is its own. It begins on 15 January 2026, 15:00 in Dhaka.</summary>
public class TellingOfOverdueInvoicesTests
{
    [Fact]
    public async Task The_application_is_told_once_at_its_own_midnight()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var (dhaka, newYork) = (
            await server.RegisterAsync(), await server.RegisterAsync(settings: new() { ["timeZone"] = "America/New_York" }));
        var inDhaka = await dhaka.InvoiceAsync(new() { ["dueDate"] = "2026-01-15" });
        var inNewYork = await newYork.InvoiceAsync(new() { ["dueDate"] = "2026-01-15" });
        var paid = await dhaka.InvoiceAsync(new() { ["dueDate"] = "2026-01-15" });
        await server.PayAsync((string)(await LinkAsync(dhaka, paid))["reference"]!);
        var gone = await dhaka.InvoiceAsync(new() { ["dueDate"] = "2026-01-15" });
        await dhaka.Test.PostAsync($"invoices/{gone["id"]}/void", new JsonObject());
        var parts = await dhaka.InvoiceAsync(new()
        {
            ["installments"] = new JsonArray(
                new JsonObject { ["dueDate"] = "2026-01-15", ["amountMinor"] = 40_000 },
                new JsonObject { ["dueDate"] = "2026-01-16", ["amountMinor"] = 60_000 }),
        });
        await dhaka.DraftAsync(new() { ["dueDate"] = "2026-01-15" });

        // 18:00 UTC is midnight in Dhaka, and 13:00 in New York.
        server.Clock.AdjustTime(new(2026, 1, 15, 17, 59, 59, TimeSpan.Zero));
        Assert.False((bool)(await dhaka.ReadInvoiceAsync(inDhaka))["overdue"]!);
        server.Clock.AdjustTime(new(2026, 1, 15, 18, 0, 0, TimeSpan.Zero));
        Assert.Equal([(long)inDhaka["id"]!, (long)parts["id"]!], await ToldAsync(dhaka, atLeast: 2));
        Assert.True((bool)(await dhaka.ReadInvoiceAsync(inDhaka))["overdue"]!);
        Assert.False((bool)(await newYork.ReadInvoiceAsync(inNewYork))["overdue"]!);
        var overdue = (await dhaka.Test.ReadAsync("invoices?overdue=true")).Data().AsArray();
        Assert.Equal(2, overdue.Count);
        Assert.Equal(
            [true, false], (await dhaka.ReadInvoiceAsync(parts))["installments"]!.AsArray().Select(part => (bool)part!["overdue"]!));

        server.Clock.AdjustTime(new(2026, 1, 16, 5, 0, 0, TimeSpan.Zero));
        Assert.Equal([(long)inNewYork["id"]!], await ToldAsync(newYork, atLeast: 1));
        server.Clock.AdjustTime(new(2026, 1, 17, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(
            [true, true], (await dhaka.ReadInvoiceAsync(parts))["installments"]!.AsArray().Select(part => (bool)part!["overdue"]!));

        // What was told once is not told again: not of another instalment, and not after a part was paid.
        await server.PayAsync((string)(await LinkAsync(dhaka, parts, new() { ["installment"] = 1 }))["reference"]!);
        server.Clock.AdjustTime(new(2026, 1, 18, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal([(long)inDhaka["id"]!, (long)parts["id"]!], await ToldAsync(dhaka, atLeast: 2));
        Assert.True((bool)(await dhaka.ReadInvoiceAsync(parts))["overdue"]!);
        await server.HoldsAsync();

        async Task<IEnumerable<long>> ToldAsync(TestApplication shop, int atLeast)
        {
            var told = await Eventually.BecomesAsync(
                async () =>
                {
                    server.Clock.Advance(TimeSpan.FromSeconds(1));
                    return (await shop.Test.ReadAsync("events?type=invoice.overdue")).Data();
                },
                events => events.AsArray().Count >= atLeast);
            return told.AsArray().Select(e => (long)e!["data"]!["id"]!).Order();
        }
    }

    [Theory]
    [InlineData("Mars/Olympus", "VALIDATION_ERROR")]
    [InlineData("", "VALIDATION_ERROR")]
    [InlineData("Europe/Berlin", null)]
    public async Task A_time_zone_is_one_of_the_list(string zone, string? errorCode)
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();

        var set = await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["timeZone"] = zone });

        Assert.Equal(errorCode, set.ErrorCode);
        if (errorCode is null) Assert.Equal(zone, (string?)set.Data()["timeZone"]);
    }

    private static async Task<JsonNode> LinkAsync(TestApplication shop, JsonNode invoice, JsonObject? body = null) =>
        (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", body ?? [])).Data();
}
