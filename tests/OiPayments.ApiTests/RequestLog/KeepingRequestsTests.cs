using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.RequestLog;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.RequestLog;

/// <summary><c>GET /requests</c>: what an application asked of late.</summary>
public class KeepingRequestsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task It_says_how_each_was_answered_under_the_id_of_the_answer_and_holds_no_personal_data()
    {
        var (shop, neighbour) = (await server.RegisterAsync(), await server.RegisterAsync());
        var made = await shop.Test.PostAsync("payments", new JsonObject
        {
            ["amountMinor"] = 100000,
            ["customerReference"] = "customer-77",
            ["customerEmail"] = "rahima@example.com",
        });
        await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = -1 });
        await shop.Test.ReadAsync("payments?customerReference=customer-77");
        await shop.Live.ReadAsync("app/me");
        await neighbour.Test.ReadAsync("app/me");

        var kept = await KeptAsync(shop, 3);

        Assert.Equal(
            [
                "GET /api/v1/payments 200 ", "POST /api/v1/payments 400 VALIDATION_ERROR", "POST /api/v1/payments 201 "
            ],
            kept.Select(r => $"{r!["method"]} {r["path"]} {r["status"]} {r["errorCode"]}"));
        Assert.Equal(made.Headers.GetValues("X-Request-Id").Single(), (string?)kept[2]!["requestId"]);
        Assert.DoesNotContain("rahima", kept.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("customer-77", kept.ToJsonString(), StringComparison.Ordinal);

        var refused = (await shop.Test.ReadAsync("requests?errorCode=VALIDATION_ERROR")).Json["data"]!.AsArray();
        Assert.Equal("VALIDATION_ERROR", (string?)Assert.Single(refused)!["errorCode"]);
        var found = (await shop.Test.ReadAsync($"requests?requestId={kept[2]!["requestId"]}")).Json["data"]!.AsArray();
        Assert.Equal("POST", (string?)Assert.Single(found)!["method"]);
    }

    [Fact]
    public async Task Whoever_was_not_let_in_is_in_nobodys_list_and_gets_an_id_all_the_same()
    {
        var answer = await server.Anonymous.ReadAsync("payments");

        Assert.Equal("UNAUTHORIZED", answer.ErrorCode);
        Assert.Single(answer.Headers.GetValues("X-Request-Id"));
    }

    [Fact]
    public async Task A_flood_is_kept_in_part_and_what_is_refused_meanwhile_is_kept()
    {
        var shop = await server.RegisterAsync();
        for (var i = 0; i < 130; i++) await shop.Live.ReadAsync("app/me");
        await shop.Live.ReadAsync("payments/1");

        await Eventually.BecomesAsync(
            async () => (await shop.Live.ReadAsync("requests?status=404")).Json["data"]!.AsArray().Count, count => count == 1);
        var all = await server.WithDbAsync(db => db.Of<LoggedRequest>(shop.TestScope.ApplicationId).CountAsync());
        Assert.InRange(all, 100, 130);
    }

    [Fact]
    public void A_node_that_many_flood_keeps_a_part_of_it_and_every_refusal()
    {
        var notes = new RequestNotes(server.Clock);
        for (uint application = 1; application <= 20; application++)
        {
            for (var i = 0; i < 100; i++) notes.Add(Note(application, 200));
            notes.Add(Note(application, 404));
        }

        var kept = notes.Take(int.MaxValue);

        Assert.Equal(20, kept.Count(note => note.Status == 404));
        Assert.Equal(500, kept.Count(note => note.Status == 200));

        RequestNote Note(uint application, int status) => new(
            new(new(application), Mode.Test), default, server.Clock.GetUtcNow(), "GET", "/api/v1/app/me", status, ErrorCode: null, "id", 1);
    }

    [Fact]
    public async Task They_are_kept_for_seven_days()
    {
        var shop = await server.RegisterAsync();
        await shop.Test.ReadAsync("app/me");
        await KeptAsync(shop, 1);
        var now = server.Clock.GetUtcNow();

        Assert.Equal(0, await PurgeAsync(now + TimeSpan.FromDays(6)));
        Assert.True(await PurgeAsync(now + TimeSpan.FromDays(7.1)) > 0);
        Assert.Equal(0, await server.WithDbAsync(db => db.Of<LoggedRequest>(shop.TestScope.ApplicationId)
            .CountAsync(r => r.Path == "/api/v1/app/me")));
    }

    private Task<int> PurgeAsync(DateTimeOffset now) => server.WithDbAsync(db => new RequestRetention(new()).DeleteAsync(db, now, default));

    private static async Task<JsonArray> KeptAsync(TestApplication shop, int count) => await Eventually.BecomesAsync(
        async () => new JsonArray([
            .. (await shop.Test.ReadAsync("requests?size=50")).Json["data"]!.AsArray()
                .Where(r => (string?)r!["path"] != "/api/v1/requests").Select(r => r!.DeepClone())
        ]),
        kept => kept.Count == count);
}
