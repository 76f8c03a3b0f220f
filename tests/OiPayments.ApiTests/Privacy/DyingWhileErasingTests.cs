using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Crashing;
using OiPayments.ApiTests.Payments;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Privacy;

/// <summary>A node dies in the middle of an erasure, and the same request completes it elsewhere.</summary>
public sealed class DyingWhileErasingTests : IAsyncLifetime
{
    private readonly TestServer server = new([], clock: TimeProvider.System);

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(CrashPoints.AfterErasureBatch, 50)]
    [InlineData($"{CrashPoints.AfterEffect}@/api/v1/admin/privacy/erase", 150)]
    public async Task A_batch_is_erased_whole_or_not_at_all_and_the_rest_is_found_again(string point, int left)
    {
        var shop = await server.RegisterAsync();
        await server.ManyPaymentsAsync(shop, 150, "rahima");
        await server.WithDbAsync(db => db.Of<Payment>(shop.TestScope).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Status, PaymentStatus.Cancelled).SetProperty(p => p.DueAt, (DateTimeOffset?)null)));
        using var dying = NodeProcess.Start(
            "Development", null, $"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}",
            $"--Testing:CrashAt={point}");
        await dying.ListensAsync();
        using var client = new HttpClient { BaseAddress = dying.Api };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await server.OperatorTokenAsync());
        var request = new JsonObject { ["applicationId"] = shop.Id, ["customerReference"] = "rahima", ["dryRun"] = false };

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("admin/privacy/erase", request));
        await dying.EndsAsync();

        Assert.Equal(NodeProcess.KilledBySignal9, dying.ExitCode);
        Assert.Equal(left, await CountLeftAsync(shop));
        var rest = (await server.Operator.PostAsync("admin/privacy/erase", request)).Data();
        Assert.True((bool)rest["isComplete"]!);
        Assert.Equal(left, (int)rest["records"]!.AsArray().Single(kind => (string?)kind!["kind"] == "payments")!["count"]!);
        Assert.Equal(0, await CountLeftAsync(shop));
        var lines = (await server.Operator.ReadAsync($"admin/audit-logs?action=privacy.erase&applicationId={shop.Id}")).Data().AsArray();
        Assert.Equal(150, lines.SelectMany(line => line!["after"]!["payments"]!.AsArray()).Select(id => (long)id!).Distinct().Count());
    }

    private Task<int> CountLeftAsync(TestApplication shop) => server.WithDbAsync(
        db => db.Of<Payment>(shop.TestScope).CountAsync(p => p.CustomerReference == "rahima" && p.ErasedAt == null));
}
