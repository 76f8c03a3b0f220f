using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

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
            var created = await client.PostAsync("payments", new JsonObject { ["amountMinor"] = 1000, ["customerReference"] = "c" });
            opened.Add($"{created.Data()["id"]}");
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
    public async Task Beyond_a_thousand_nobody_counts()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.ManyPaymentsAsync(shop, 1_401);
        await server.ManyPaymentsAsync(other, 2);
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], shop, other);

        var pagination = (await support.ReadAsync("admin/payments?size=1")).Json["pagination"]!;
        Assert.Equal((1000, false), ((int)pagination["totalElements"]!, (bool?)pagination["totalIsExact"]));
        var own = (await shop.Test.ReadAsync("payments?size=1")).Json["pagination"]!;
        Assert.Equal((1000, false), ((int)own["totalElements"]!, (bool?)own["totalIsExact"]));
        var deep = (await support.ReadAsync("admin/payments?size=200&page=6")).Data().AsArray();
        Assert.Equal(200, deep.Count);
        Assert.Equal(
            2, (int)(await support.ReadAsync($"admin/payments?size=1&applicationId={other.Id}")).Json["pagination"]!["totalElements"]!);
    }

    [Fact]
    public async Task Nor_are_more_than_a_thousand_events_callbacks_or_lines_of_the_audit_log_counted()
    {
        var shop = await server.RegisterAsync();
        var (owner, now) = (new ApplicationId((uint)shop.Id), server.Clock.GetUtcNow());
        await server.WithDbAsync(async db =>
        {
            for (var number = 1; number <= 1001; number++)
            {
                db.Add(new GatewayCallback
                {
                    ApplicationId = owner,
                    Id = new(3_000_000_000 + number),
                    Mode = Mode.Test,
                    Gateway = "SSLCOMMERZ",
                    Kind = CallbackKind.Ipn,
                    RawPayload = "",
                    CreatedAt = now,
                });
                db.Add(new WebhookEvent
                {
                    ApplicationId = owner,
                    Id = new(3_000_000_000 + number),
                    Reference = Reference.New(WebhookEvent.ReferencePrefix, owner).Text,
                    Mode = Mode.Test,
                    Type = "ping",
                    Subject = "application:0",
                    SchemaVersion = 1,
                    Payload = """{"data":{}}""",
                    CreatedAt = now,
                });
                db.Add(new WebhookDelivery
                {
                    ApplicationId = owner,
                    EventId = new(3_000_000_000 + number),
                    Mode = Mode.Test,
                    Status = DeliveryStatus.Delivered,
                    Sequence = number,
                    UpdatedAt = now,
                });
                db.Add(new AuditEntry
                {
                    ApplicationId = owner,
                    Id = new(3_000_000_000 + number),
                    ActorType = ActorType.System,
                    ActorName = "OI Payments",
                    Action = "webhook.resend",
                    TargetType = "webhook",
                    TargetId = "1",
                    CreatedAt = now,
                });
            }

            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        using var support = await server.OperatorWithAsync([Permission.PaymentRead, Permission.AuditRead], shop);

        foreach (var list in new[]
        {
            "admin/gateway-callbacks?size=1", "admin/webhooks?size=1", "admin/webhooks?deliveryStatus=DELIVERED&mode=TEST&size=1",
            "admin/audit-logs?size=1"
        })
            Assert.Equal((1000, false), CountedIn(await support.ReadAsync(list)));
        Assert.Equal((1000, false), CountedIn(await shop.Test.ReadAsync("events?size=1")));
        Assert.Single((await shop.Test.ReadAsync("events?size=200&page=5")).Data().AsArray());

        static (int?, bool?) CountedIn(Answer page) =>
            ((int?)page.Json["pagination"]!["totalElements"], (bool?)page.Json["pagination"]!["totalIsExact"]);
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
