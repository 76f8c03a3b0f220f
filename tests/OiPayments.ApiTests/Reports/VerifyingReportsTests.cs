using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.Persistence;
using OiPayments.Reports;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Reports;

/// <summary>Breaks what reports are told from on purpose, and sees it reported.</summary>
public class VerifyingReportsTests
{
    private const string Rule = "What reports are told from is the sum of the payments";

    [Theory]
    [InlineData("UPDATE report_paid_days SET amount_minor = amount_minor + 1", "125051 BDT")]
    [InlineData("UPDATE report_ended_days SET payments = payments + 1", "2 opened on")]
    [InlineData("DELETE FROM report_paid_days", "1 paid on")]
    [InlineData("DELETE FROM report_steps", "2 paid on")]
    public async Task What_is_not_the_sum_is_reported(string breaking, string told)
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);
        await CountAsync(server, (count, scope) => count.BeginAsync(scope, default), shop);
        await CountAsync(server, (count, scope) => count.CountNextAsync(scope, default), shop);

        // One is counted, and the other waits.
        await server.PaidPaymentAsync(shop);
        Assert.Equal(1, await server.WithDbAsync(db => db.Of<PaidDay>(shop.TestScope).SumAsync(d => d.Payments)));
        Assert.True((bool)(await FindingAsync(server))["holds"]!);

        await server.ExecuteAsync(breaking);

        var finding = await FindingAsync(server);
        Assert.False((bool)finding["holds"]!);
        Assert.Contains(told, finding["examples"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task CountAsync(TestServer server, Func<CountDays, Scope, Task> count, TestApplication shop)
    {
        await using var services = server.Services.CreateAsyncScope();
        await count(services.ServiceProvider.GetRequiredService<CountDays>(), shop.TestScope);
        await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().SaveAsync(default);
    }

    private static async Task<JsonNode> FindingAsync(TestServer server) => Assert.Single(
        (await server.Operator.ReadAsync("admin/verify")).Data()["invariants"]!.AsArray(), one => (string?)one!["name"] == Rule)!;
}
