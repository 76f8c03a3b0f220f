using System.Text.Json.Nodes;
using OiPayments.Operators;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>A list over many applications is merged from theirs, which nobody may be able to tell.</summary>
public class ListsAcrossApplicationsTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("DESC")]
    [InlineData("ASC")]
    public async Task Pages_over_applications_and_modes_follow_each_other_without_a_gap(string order)
    {
        List<TestApplication> shops = [await server.RegisterAsync(), await server.RegisterAsync(), await server.RegisterAsync()];
        var opened = new List<string>();
        for (var number = 0; number < 23; number++)
        {
            var shop = shops[number * 7 % 3];
            var client = number % 4 == 0 ? shop.Live : shop.Test;
            opened.Add($"{(await client.PostAsync("payments", new JsonObject { ["amountMinor"] = 1000, ["customerReference"] = "c" })).Data()["id"]}");
            if (number % 3 == 0) server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        if (order == "DESC") opened.Reverse();
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], shops);

        Assert.Equal(opened, await WalkAsync(support, order, byCursor: false));
        Assert.Equal(opened, await WalkAsync(support, order, byCursor: true));
        var first = (await support.ReadAsync($"admin/payments?order={order}&size=5")).Json["pagination"]!;
        Assert.Equal((23, 5), ((int)first["totalElements"]!, (int)first["totalPages"]!));
        Assert.Null(first["totalIsExact"]);
        Assert.Equal(6, (int)(await support.ReadAsync("admin/payments?mode=LIVE&size=5")).Json["pagination"]!["totalElements"]!);
    }

    [Fact]
    public async Task Beyond_ten_thousand_nobody_counts()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.ManyPaymentsAsync(shop, 10_001);
        await server.ManyPaymentsAsync(other, 2);
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], shop, other);

        var pagination = (await support.ReadAsync("admin/payments?size=1")).Json["pagination"]!;
        Assert.Equal((10_000, false), ((int)pagination["totalElements"]!, (bool?)pagination["totalIsExact"]));
        var own = (await shop.Test.ReadAsync("payments?size=1")).Json["pagination"]!;
        Assert.Equal((10_000, false), ((int)own["totalElements"]!, (bool?)own["totalIsExact"]));
        var deep = (await support.ReadAsync("admin/payments?size=200&page=40")).Data().AsArray();
        Assert.Equal(200, deep.Count);
        Assert.Equal(2, (int)(await support.ReadAsync($"admin/payments?size=1&applicationId={other.Id}")).Json["pagination"]!["totalElements"]!);
    }

    private static async Task<List<string>> WalkAsync(HttpClient who, string order, bool byCursor)
    {
        var (seen, page, next) = (new List<string>(), 0, "");
        while (true)
        {
            var answer = await who.ReadAsync($"admin/payments?order={order}&size=5{(byCursor ? next : $"&page={page++}")}");
            seen.AddRange(answer.Data().AsArray().Select(payment => $"{payment!["id"]}"));
            if ((string?)answer.Json["pagination"]!["nextCursor"] is not { } cursor) return seen;
            next = $"&cursor={cursor}";
        }
    }
}
