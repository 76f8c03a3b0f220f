using System.Net;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>Two servers on one database: what an operator does at the first, the second heeds within a second.</summary>
public sealed class SeenFromAnotherNodeTests : IAsyncLifetime
{
    private TestServer? first;
    private TestServer? second;

    private TestServer First => first ?? throw new InvalidOperationException("Not started.");

    private TestServer Second => second ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var database = await (await TestDatabase.GetAsync()).CreateAsync();
        first = new(new() { ["ConnectionStrings:Database"] = database });
        second = new(new() { ["ConnectionStrings:Database"] = database });
        await first.InitializeAsync();
        await second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (second is not null) await second.DisposeAsync();
        if (first is not null) await first.DisposeAsync();
    }

    [Fact]
    public async Task A_revoked_credential()
    {
        var (shop, elsewhere, id) = await UseOnBothAsync();

        await First.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/{id}/revoke", new JsonObject());

        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
        await IsRefusedWithinASecondAsync(elsewhere);
    }

    [Fact]
    public async Task A_disabled_application_and_one_that_is_enabled_again()
    {
        var (shop, elsewhere, _) = await UseOnBothAsync();

        await First.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["status"] = "DISABLED" });

        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
        await IsRefusedWithinASecondAsync(elsewhere);
        await First.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["status"] = "ACTIVE" });
        Second.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.ReadAsync("app/me")).Status);
    }

    [Fact]
    public async Task A_rotated_credential_at_the_end_of_its_grace()
    {
        var (shop, elsewhere, _) = await UseOnBothAsync();

        var rotated = (await First.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/rotate", new JsonObject { ["mode"] = "TEST" }))
            .Data();

        using var renewed = Second.ClientWith((string)rotated["apiKey"]!, (string)rotated["apiSecret"]!);
        Assert.Equal(HttpStatusCode.OK, (await renewed.ReadAsync("app/me")).Status);
        Second.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.ReadAsync("app/me")).Status);
        await IsRefusedWithinASecondAsync(elsewhere);
        Assert.Equal(HttpStatusCode.OK, (await renewed.ReadAsync("app/me")).Status);
    }

    [Fact]
    public async Task A_credential_that_may_only_read_from_now_on()
    {
        var (shop, elsewhere, id) = await UseOnBothAsync();

        await First.Operator.PatchAsync($"admin/apps/{shop.Id}/credentials/{id}", new JsonObject { ["readOnly"] = true });

        Second.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("FORBIDDEN", (await elsewhere.PostAsync("payments", new JsonObject())).ErrorCode);
    }

    /// <summary>An application whose credential both nodes have just used, and know.</summary>
    private async Task<(TestApplication Shop, HttpClient Elsewhere, JsonNode CredentialId)> UseOnBothAsync()
    {
        var shop = await First.RegisterAsync();
        var secrets = shop.Registered["credentials"]!;
        var elsewhere = Second.ClientWith((string)secrets["testApiKey"]!, (string)secrets["testApiSecret"]!);
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.ReadAsync("app/me")).Status);
        var rows = (await First.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials")).Data().AsArray();
        return (shop, elsewhere, rows.Single(row => (string?)row!["mode"] == "TEST")!["id"]!);
    }

    private async Task IsRefusedWithinASecondAsync(HttpClient client)
    {
        Second.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("UNAUTHORIZED", (await client.ReadAsync("app/me")).ErrorCode);
    }
}
