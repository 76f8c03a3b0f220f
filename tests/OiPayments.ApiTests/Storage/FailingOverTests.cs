using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Invoices;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// A real standby that has to have every commit: what was acknowledged is there after a failover, and what was not is called unknown.
/// Takes half a minute: two servers of PostgreSQL start, stop and change places.
/// </summary>
public sealed class FailingOverTests : IAsyncLifetime
{
    private PrimaryAndStandby? servers;
    private TestServer? started;

    private PrimaryAndStandby Servers => servers!;

    private TestServer Server => started!;

    public async ValueTask InitializeAsync()
    {
        if (TestDatabase.Kind != "postgresql") return;
        servers = new();
        await Schema.MigrateAsync("PostgreSql", servers.Connection);
        await servers.WaitForEveryCommitAsync();
        started = new(new()
        {
            ["ConnectionStrings:Database"] = servers.Connection,
            ["Database:PipelinedSaves"] = TestDatabase.IsPipelined ? "true" : "false",
        });
        await started.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null) await started.DisposeAsync();
        servers?.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_failover_and_what_the_standby_did_not_confirm_is_called_unknown()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite has no standby.");
        var shop = await Server.RegisterAsync();
        var acknowledged = new List<long>();
        for (var number = 0; number < 5; number++) acknowledged.Add(IdOf(await CreateAsync(shop, $"before-{number}")));
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync()).Status);

        // New rows alone, and a draft with its lines and its place in the books, which Entity Framework may write.
        Servers.StopStandby();
        var unconfirmed = await Task.WhenAll(CreateAsync(shop, "while-away"), shop.Test.PostAsync("invoices", InvoicesUnderTest.Body()));
        var (status, why) = await Eventually.BecomesAsync(ReadyAsync, ready => ready.Status == HttpStatusCode.ServiceUnavailable);

        Assert.All(unconfirmed, answer =>
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNAVAILABLE"), (answer.Status, answer.ErrorCode));
            Assert.Contains("The outcome is unknown", answer.Text, StringComparison.Ordinal);
            Assert.NotNull(answer.Headers.RetryAfter);
        });
        Assert.Contains("asks for a standby", why, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);

        Servers.StartStandby();
        await Eventually.BecomesAsync(ReadyAsync, ready => ready.Status == HttpStatusCode.OK);
        acknowledged.Add(IdOf(await Eventually.BecomesAsync(
            () => CreateAsync(shop, "while-away"), answer => answer.Status is HttpStatusCode.Created)));

        Servers.FailOver();
        var after = await Eventually.BecomesAsync(() => CreateAsync(shop, "after"), answer => answer.Status is HttpStatusCode.Created);
        acknowledged.Add(IdOf(after));

        var listed = (await shop.Test.ReadAsync("payments?size=100")).Data().AsArray();
        Assert.Equal(acknowledged.Order(), listed.Select(payment => (long)payment!["id"]!).Order());
        for (var number = 0; number < 5; number++)
        {
            var again = await CreateAsync(shop, $"before-{number}");
            Assert.True(again.Headers.Contains("Idempotency-Replayed"));
            Assert.Equal(acknowledged[number], IdOf(again));
        }
    }

    private static Task<Answer> CreateAsync(TestApplication shop, string key) => shop.Test.PostAsync(
        "payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = key }, ("Idempotency-Key", key));

    private static long IdOf(Answer answer) => (long)answer.Data()["id"]!;

    private async Task<(HttpStatusCode Status, string Body)> ReadyAsync()
    {
        using var answer = await Server.Browser.GetAsync(new Uri(Server.ManagementUrl, "/health/ready"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
