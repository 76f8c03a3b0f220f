using System.Net;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

public class ReadingPaymentsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Another_applications_payment_is_not_there()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var payment = await shop.OpenPaymentAsync();

        NotFound(await other.Test.ReadAsync($"payments/{payment["id"]}"));
        Assert.Empty((await other.Test.ReadAsync("payments")).Data().AsArray());
        Assert.Empty((await other.Test.ReadAsync($"payments?reference={payment["reference"]}")).Data().AsArray());
    }

    [Fact]
    public async Task The_other_modes_payment_is_not_there()
    {
        var shop = await server.RegisterAsync();
        var test = await shop.OpenPaymentAsync();
        var live = (await shop.Live.PostAsync("payments", new JsonObject { ["amountMinor"] = 1000, ["customerReference"] = "c" })).Data();

        NotFound(await shop.Live.ReadAsync($"payments/{test["id"]}"));
        NotFound(await shop.Test.ReadAsync($"payments/{live["id"]}"));
        Assert.Equal(
            (string?)live["reference"], (string?)Assert.Single((await shop.Live.ReadAsync("payments")).Data().AsArray())!["reference"]);
        Assert.Empty((await shop.Live.ReadAsync($"payments?reference={test["reference"]}")).Data().AsArray());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("pay_abc")]
    public async Task What_nobody_has_is_not_there(string id)
    {
        NotFound(await (await server.RegisterAsync()).Test.ReadAsync($"payments/{id}"));
    }

    [Fact]
    public async Task What_is_read_later_is_what_was_answered_to_the_last_digit()
    {
        var shop = await server.RegisterAsync();
        server.Clock.Advance(TimeSpan.FromTicks(1234567));

        var payment = await shop.OpenPaymentAsync();

        Assert.True(JsonNode.DeepEquals(payment, await shop.ReadPaymentAsync(payment)));
        Assert.Matches(@"^2026-01-15T\d\d:\d\d:\d\d\.\d{1,6}Z$", (string)payment["createdAt"]!);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_what_was_asked()
    {
        var shop = await server.RegisterAsync();
        var first = await shop.OpenPaymentAsync(new() { ["customerReference"] = "a & b" });
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await shop.OpenPaymentAsync(new() { ["customerReference"] = "c" });
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var third = await shop.OpenPaymentAsync(new() { ["customerReference"] = "c" });
        await server.PayAsync((string)second["reference"]!);
        var (firstTime, secondTime) = ((string)first["createdAt"]!, (string)second["createdAt"]!);

        Assert.Equal([first], await IdsAsync(shop, "customerReference=a%20%26%20b"), Same);
        Assert.Equal([third, second], await IdsAsync(shop, "customerReference=c"), Same);
        Assert.Empty(await IdsAsync(shop, "customerReference=C"));
        Assert.Equal([second], await IdsAsync(shop, $"reference={second["reference"]}"), Same);
        Assert.Equal([second], await IdsAsync(shop, "status=SUCCEEDED"), Same);
        Assert.Equal([third, first], await IdsAsync(shop, "status=PENDING"), Same);
        Assert.Equal([third, second], await IdsAsync(shop, $"from={secondTime}"), Same);
        Assert.Equal([first], await IdsAsync(shop, $"to={secondTime}"), Same);
        Assert.Equal([first], await IdsAsync(shop, $"from={firstTime}&to={secondTime}"), Same);
        Assert.Equal([first, second, third], await IdsAsync(shop, "order=ASC"), Same);
        Assert.Equal([third, second, first], await IdsAsync(shop, "order=DESC&sortBy=createdAt"), Same);
        Assert.Equal([third], await IdsAsync(shop, "customerReference=c&status=PENDING"), Same);
    }

    [Fact]
    public async Task A_page_says_where_it_stands()
    {
        var shop = await server.RegisterAsync();
        for (var number = 0; number < 5; number++) await shop.OpenPaymentAsync();

        var whole = await shop.Test.ReadAsync("payments");
        var last = await shop.Test.ReadAsync("payments?page=2&size=2");
        var beyond = await shop.Test.ReadAsync("payments?page=7&size=2");

        Assert.Equal("""{"page":0,"size":20,"totalElements":5,"totalPages":1}""", whole.Json["pagination"]!.ToJsonString());
        Assert.Equal("""{"page":2,"size":2,"totalElements":5,"totalPages":3}""", last.Json["pagination"]!.ToJsonString());
        Assert.Single(last.Data().AsArray());
        Assert.Equal("""{"page":7,"size":2,"totalElements":5,"totalPages":3}""", beyond.Json["pagination"]!.ToJsonString());
        Assert.Empty(beyond.Data().AsArray());
        Assert.Equal("""{"page":0,"size":20,"totalElements":0,"totalPages":0}""",
            (await (await server.RegisterAsync()).Test.ReadAsync("payments")).Json["pagination"]!.ToJsonString());
    }

    [Theory]
    [InlineData("size=201", "size")]
    [InlineData("size=0", "size")]
    [InlineData("size=ten", "size")]
    [InlineData("page=-1", "page")]
    [InlineData("page=1.5", "page")]
    [InlineData("page=99999999999", "page")]
    [InlineData("page=2147483647&size=200", "page")]
    [InlineData("order=asc", "order")]
    [InlineData("sortBy=amountMinor", "sortBy")]
    [InlineData("status=PAID", "status")]
    [InlineData("status=succeeded", "status")]
    [InlineData("status=1", "status")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01T00:00:00Z", "to")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=__________________________", "cursor")]
    [InlineData("cursor=_____________________w", "cursor")]
    [InlineData("customerReference=a%00b", "customerReference")]
    public async Task A_question_that_makes_no_sense_is_refused_by_name(string query, string field)
    {
        var answer = await (await server.RegisterAsync()).Test.ReadAsync("payments?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal([field], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
    }

    [Theory]
    [InlineData("from=0001-01-01T00:00:00Z")]
    [InlineData("to=9999-12-31T23:59:59.9999999Z")]
    [InlineData("from=2026-01-15")]
    [InlineData("from=2026-01-15T15:00:00%2B06:00")]
    public async Task Any_instant_can_be_asked_about(string query)
    {
        var shop = await server.RegisterAsync();
        await shop.OpenPaymentAsync();

        Assert.Single((await shop.Test.ReadAsync("payments?" + query)).Data().AsArray());
    }

    [Theory]
    [InlineData("DESC")]
    [InlineData("ASC")]
    public async Task Following_the_cursor_visits_each_once_while_others_are_opened(string order)
    {
        var shop = await server.RegisterAsync();
        var there = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            // Some at the very same instant: the cursor has to tell those apart too.
            if (number % 3 == 0) server.Clock.Advance(TimeSpan.FromMilliseconds(1));
            there.Add((string)(await shop.OpenPaymentAsync())["reference"]!);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await shop.Test.ReadAsync($"payments?size=2&order={order}" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(page.Data().AsArray().Select(payment => (string)payment!["reference"]!));
            Assert.Equal(cursor is not null, page.Json["pagination"]!["totalElements"] is null);
            cursor = (string?)page.Json["pagination"]!["nextCursor"];
            if (seen.Count < 7) await shop.OpenPaymentAsync();
        }
        while (cursor is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(order == "ASC" ? there : Enumerable.Reverse(there), seen.Where(there.Contains));
    }

    private static void NotFound(Answer answer)
    {
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("RESOURCE_NOT_FOUND", answer.ErrorCode);
    }

    private static bool Same(JsonNode? expected, JsonNode? actual) => (long)expected!["id"]! == (long)actual!["id"]!;

    private static async Task<JsonNode?[]> IdsAsync(TestApplication shop, string query)
    {
        var answer = await shop.Test.ReadAsync("payments?" + query);
        Assert.Equal(answer.Data().AsArray().Count, (int)answer.Json["pagination"]!["totalElements"]!);
        return [.. answer.Data().AsArray()];
    }
}
