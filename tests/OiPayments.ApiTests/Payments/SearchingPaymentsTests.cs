using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Payments;

public class SearchingPaymentsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly Permission[] Support = [Permission.PaymentRead, Permission.PaymentExport, Permission.CustomerRead];
    private static readonly Permission[] Viewer = [
        Permission.PaymentRead, Permission.PaymentExport, Permission.RefundRead, Permission.LedgerRead
    ];

    [Fact]
    public async Task Whatever_a_caller_knows_finds_the_payment_newest_first()
    {
        var shop = await server.RegisterAsync();
        var (older, paid) = (await RahimasAsync(shop), await PaidRahimasAsync(shop));
        await shop.OpenPaymentAsync(new() { ["amountMinor"] = 123456 });
        var refund = (await shop.RefundAsync(paid, 100)).Data();
        using var support = await server.OperatorWithAsync(Support, shop);

        // At once, though nothing has indexed it: what its own columns and its refund say.
        string reference = (string)paid["reference"]!, refunded = (string)refund["reference"]!;
        foreach (var text in new[]
        {
            $"#{paid["id"]}", $"{paid["id"]}", reference, reference[..9], reference[4..12], (string)paid["gatewayTxnId"]!, refunded,
            refunded[..9], refunded[4..12], refunded[^6..]
        })
            Assert.Equal($"{text}: {Id(paid)}", $"{text}: {string.Join(' ', await FindAsync(support, text))}");

        await IndexedAsync();
        foreach (var text in new[]
                 {
                     "Rahima", "khatun rah", "RAHIMA@example.com", "rahima@", "rahima", "01711-234567", "+8801711234567", "০১৭১১২৩৪৫৬৭",
                     "4567", "ord-A-77", "ORD-A",
                     "4321.50", "4,321.5", "৳4,321.50", "৪,৩২১.৫০",
                 })
            Assert.Equal($"{text}: {Id(paid)} {Id(older)}", $"{text}: {string.Join(' ', await FindAsync(support, text))}");
        Assert.Equal([Id(paid)], await FindAsync(support, reference[^6..]));
        Assert.Equal([Id(paid)], await FindAsync(support, "rahima&status=SUCCEEDED"));
        Assert.Equal([Id(older)], await FindAsync(support, $"rahima&reference={older["reference"]}"));
        foreach (var text in new[] { "Karim", "ahima", "rahima karim", "%25", "#999999999", "4321" })
            Assert.Empty(await FindAsync(support, text));
    }

    [Fact]
    public async Task Nobody_finds_people_or_sees_them_whole_without_the_permission()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (payment, foreign) = (await RahimasAsync(mine), await RahimasAsync(others));
        await IndexedAsync();
        using var viewer = await server.OperatorWithAsync(Viewer);
        using var support = await server.OperatorWithAsync(Support, mine);

        // Of the three, one search is for each kind; what is no person is found by whoever may see payments.
        foreach (var text in new[] { "Rahima", "rahima khatun", "rahima@example.com", "rahima@", "01711234567", "4567" })
        {
            Assert.Empty(await FindAsync(viewer, text));
            Assert.DoesNotContain((string)payment["reference"]!, await ExportAsync(viewer, text), StringComparison.Ordinal);
            Assert.Equal([Id(payment)], await FindAsync(support, text));
        }

        Assert.Equal([Id(foreign)], await FindAsync(viewer, $"ord-A-77&applicationId={others.Id}"));
        Assert.Equal(
            ("R••••• K•••••", "r••••@example.com", "••••••4567"),
            Customer((await viewer.ReadAsync($"admin/payments/{payment["id"]}")).Data()["payment"]!));
        Assert.Equal(
            ("R••••• K•••••", "r••••@example.com", "••••••4567"),
            Customer((await viewer.ReadAsync($"admin/payments?reference={payment["reference"]}")).Data()[0]!));
        Assert.Equal(
            ("Rahima Khatun", "rahima@example.com", "+8801711234567"),
            Customer((await support.ReadAsync($"admin/payments/{payment["id"]}")).Data()["payment"]!));
        Assert.Equal(
            ("Rahima Khatun", "rahima@example.com", "+8801711234567"),
            Customer((await mine.Test.ReadAsync($"payments/{payment["id"]}")).Data()));
        Assert.EndsWith(
            "R••••• K•••••,r••••@example.com,••••••4567", Lines(await ExportAsync(viewer, (string)payment["reference"]!))[1],
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Rahima Khatun,rahima@example.com,'+8801711234567", Lines(await ExportAsync(support, (string)payment["reference"]!))[1],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_are_in_no_event_and_searches_in_no_log()
    {
        var shop = await server.RegisterAsync();
        await PaidRahimasAsync(shop);
        using var support = await server.OperatorWithAsync(Support, shop);
        await FindAsync(support, "rahima@example.com");
        await ExportAsync(support, "rahima@example.com");

        var told = await server.WithDbAsync(db => db.Of<WebhookEvent>(shop.TestScope).Select(e => e.Payload).ToListAsync());
        var noted = await server.WithDbAsync(db => db.AcrossApplications<OiPayments.Audit.AuditEntry>()
            .Where(e => e.Action == "payment.export")
            .Select(e => e.After!)
            .ToListAsync());

        Assert.NotEmpty(told);
        Assert.Contains(noted, line => line.Contains("search", StringComparison.Ordinal));
        Assert.All(
            told.Concat(noted).Append(server.Log.Text), text => Assert.DoesNotContain("rahima", text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Filters_come_before_any_cut_and_another_applications_payments_crowd_nobody_out()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var ids = await OrdersAsync(shop, 260, "order_");
        await OrdersAsync(other, 260, "order_");
        await server.ExecuteAsync(
            $"UPDATE payments SET status = 'SUCCEEDED' WHERE application_id = {shop.Id} AND id IN ({ids[3]}, {ids[100]}, {ids[257]}, "
                + $"{ids[258]}, {ids[259]})");
        await server.ExecuteAsync(
            $"UPDATE payments SET mode = 'LIVE' WHERE application_id = {other.Id} AND id < {1_000_000_000L * other.Id + 3}");
        using var both = await server.OperatorWithAsync(Support);

        var paid = await both.ReadAsync($"admin/payments?search=order_&status=SUCCEEDED&applicationId={shop.Id}");
        var newest = await both.ReadAsync($"admin/payments?search=order_&applicationId={shop.Id}");
        var live = await both.ReadAsync($"admin/payments?search=order_&applicationId={other.Id}&mode=LIVE");
        var everywhere = await both.ReadAsync("admin/payments?search=order_&size=1");

        Assert.Equal([ids[259], ids[258], ids[257], ids[100], ids[3]], paid.Data().AsArray().Select(p => (long)p!["id"]!));
        Assert.Equal((5, null), Total(paid));
        Assert.Equal(6, Lines(await ExportAsync(both, $"order_&status=SUCCEEDED&applicationId={shop.Id}")).Length);
        Assert.Equal((260, null), Total(newest));
        Assert.Equal(ids[259], (long)newest.Data()[0]!["id"]!);
        Assert.Equal((3, null), Total(live));
        Assert.Equal((520, null), Total(everywhere));
    }

    [Fact]
    public async Task What_fits_very_many_is_told_newest_first_with_every_filter_says_so_and_is_exported_whole()
    {
        const int Many = 10_030;
        var (big, small) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (ids, few) = (await OrdersAsync(big, Many, "many_"), await OrdersAsync(small, 30, "many_"));
        await server.ExecuteAsync(
            $"UPDATE payments SET status = 'SUCCEEDED' WHERE application_id = {big.Id} AND id IN ({ids[0]}, {ids[5000]}, {ids[^1]})");

        // Most of them fit in two ways, and are to be told once.
        await server.ExecuteAsync(
            "INSERT INTO payment_terms (application_id, payment_id, mode, term, created_at) "
            + $"SELECT application_id, id, mode, 'm:many_beans', created_at FROM payments WHERE application_id IN ({big.Id}, {small.Id}) "
            + $"AND id <> {ids[5000]}");
        using var support = await server.OperatorWithAsync(Support);

        List<long> seen = [];
        (long Total, bool? IsExact)? first = null;
        for (string? cursor = null, next = ""; next is not null && seen.Count < 120; cursor = next)
        {
            var page = await support.ReadAsync($"admin/payments?search=many_&size=40{(cursor is null ? "" : $"&cursor={cursor}")}");
            first ??= Total(page);
            seen.AddRange(page.Data().AsArray().Select(p => (long)p!["id"]!));
            next = (string?)page.Json["pagination"]!["nextCursor"];
        }

        // Both applications' orders are a second apart, up to now.
        var expected = Enumerable.Range(0, 30)
            .SelectMany(back => new[] { ids[^(back + 1)], few[^(back + 1)] }.OrderDescending())
            .Concat(ids.AsEnumerable().Reverse().Skip(30))
            .Take(120);
        Assert.Equal(expected, seen);
        Assert.Equal((1000L, (bool?)false), first);

        var paid = await support.ReadAsync("admin/payments?search=many_&status=SUCCEEDED");
        Assert.Equal([ids[^1], ids[5000], ids[0]], paid.Data().AsArray().Select(p => (long)p!["id"]!));
        Assert.Equal((3, null), Total(paid));
        Assert.Equal((30, null), Total(await support.ReadAsync($"admin/payments?search=many_&applicationId={small.Id}")));
        Assert.Equal(Many + 31, Lines(await ExportAsync(support, "many_")).Length);
    }

    /// <summary>Pending TEST payments a second apart up to now, with customer references that count up.</summary>
    private Task<List<long>> OrdersAsync(TestApplication shop, int count, string prefix) => server.WithDbAsync(async db =>
    {
        var (now, first, ids) = (server.Clock.GetUtcNow(), 1_000_000_000L * shop.Id, new List<long>());
        for (var number = 0; number < count; number++)
        {
            var reference = Reference.New(Payment.ReferencePrefix, new((uint)shop.Id));
            ids.Add(first + number);
            db.Add(new Payment
            {
                ApplicationId = reference.ApplicationId,
                Id = new(first + number),
                Mode = Mode.Test,
                Reference = reference.Text,
                AmountMinor = 100,
                Currency = Currency.Bdt,
                Gateway = "SSLCOMMERZ",
                CustomerReference = $"{prefix}{number:0000}",
                CreatedAt = now - TimeSpan.FromSeconds(count - number),
                ExpiresAt = now + TimeSpan.FromHours(1),
            });
        }

        await db.SaveAsync(CancellationToken.None);
        return ids;
    });

    private static JsonObject Rahima() => new()
    {
        ["amountMinor"] = 432150,
        ["customerName"] = "Rahima Khatun",
        ["customerEmail"] = "rahima@example.com",
        ["customerPhone"] = "01711 234567",
        ["metadata"] = new JsonObject { ["order"] = "ord-A-77" },
    };

    private static Task<JsonNode> RahimasAsync(TestApplication shop) => shop.OpenPaymentAsync(Rahima());

    private async Task<JsonNode> PaidRahimasAsync(TestApplication shop)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        return await server.PaidPaymentAsync(shop, Rahima());
    }

    private Task<int> IndexedAsync() => Eventually.BecomesAsync(
        () => server.WithDbAsync(db => db.AcrossApplications<UnindexedPayment>().CountAsync()), waiting => waiting == 0);

    private static async Task<string[]> FindAsync(HttpClient who, string search)
    {
        var (text, filters) = search.IndexOf('&', StringComparison.Ordinal) is > 0 and var at ? (search[..at], search[at..]) : (search, "");
        return [.. (await who.ReadAsync($"admin/payments?search={Escaped(text)}{filters}"))
            .Data()
            .AsArray()
            .Select(payment => Id(payment!))];
    }

    private static async Task<string> ExportAsync(HttpClient who, string search)
    {
        var (text, filters) = search.IndexOf('&', StringComparison.Ordinal) is > 0 and var at ? (search[..at], search[at..]) : (search, "");
        return await who.GetStringAsync(new Uri($"admin/payments/export?search={Escaped(text)}{filters}", UriKind.Relative));
    }

    private static string Escaped(string text) => text.Contains("%25", StringComparison.Ordinal) ? text : Uri.EscapeDataString(text);

    private static string[] Lines(string csv) => csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static (long Total, bool? IsExact) Total(Answer page) =>
        ((long)page.Json["pagination"]!["totalElements"]!, (bool?)page.Json["pagination"]!["totalIsExact"]);

    private static (string?, string?, string?) Customer(JsonNode payment) =>
        ((string?)payment["customerName"], (string?)payment["customerEmail"], (string?)payment["customerPhone"]);

    private static string Id(JsonNode payment) => $"{payment["id"]}";
}
