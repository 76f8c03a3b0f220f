#pragma warning disable RS0030 // Random: these draws are no secrets, and the same each time, so that a failure comes again.
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Reports;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Reports;

/// <summary>Reports are told from days that are counted behind everybody's back, and must never show it.</summary>
public class CountingForReportsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 9, 18, 0, 0, TimeSpan.Zero);
    private static readonly PaymentStatus[] Ends = [.. Enum.GetValues<PaymentStatus>().Where(s => s is not PaymentStatus.Pending)];
    private static readonly string?[] Channels = ["BKASH-BKash", "VISA", "", null];
    private static readonly string[] Zones = ["Asia/Dhaka", "UTC", "Europe/Berlin"];

    private readonly List<Known> known = [];
    private readonly Random random = new(20260310);
    private long ids = 70_000_000;

    [Fact]
    public async Task At_any_moment_a_report_is_the_sum_of_the_payments()
    {
        var shops = new[] { await server.RegisterAsync(), await server.RegisterAsync(), await server.RegisterAsync() };
        using var finance = await server.OperatorWithAsync([Permission.ReportRead], shops);
        var scopes = shops.SelectMany(shop => Enum.GetValues<Mode>().Select(mode => new Scope(new((uint)shop.Id), mode))).ToList();

        for (var round = 0; round < 12; round++)
        {
            // Opened and paid in any order of time: what is saved late belongs to a day that was counted long ago.
            foreach (var scope in scopes) await OpenAsync(scope, random.Next(30));
            for (var step = 0; step < 60; step++) await TakeStepAsync();
            await CompareAsync(finance, shops);
            var (begun, counted) = (scopes[random.Next(scopes.Count)], scopes[random.Next(scopes.Count)]);
            await CountAsync(begun, BeginAsync);
            await CompareAsync(finance, shops);
            await CountAsync(counted, async (count, scope) => { _ = await count.CountNextAsync(scope, default); });
            await CompareAsync(finance, shops);
        }

        foreach (var scope in scopes) await CountAsync(scope, BeginAsync);
        foreach (var scope in scopes) await CountAsync(scope, async (count, of) => { _ = await count.CountNextAsync(of, default); });
        Assert.Equal(0, await server.WithDbAsync(db => db.AcrossApplications<PaymentStep>().CountAsync()));
        await CompareAsync(finance, shops);
        Assert.True(await server.WithDbAsync(db => db.AcrossApplications<PaidDay>().SumAsync(d => d.Payments)) > 100);
    }

    [Fact]
    public async Task Of_two_that_count_at_once_one_writes_nothing()
    {
        var shop = await server.RegisterAsync();
        using var finance = await server.OperatorWithAsync([Permission.ReportRead], shop);
        var scope = new Scope(new((uint)shop.Id), Mode.Test);
        await OpenAsync(scope, 20);
        for (var step = 0; step < 40; step++) await TakeStepAsync();

        Assert.Equal((true, false), await BothAsync((count, of) => count.BeginAsync(of, default)));
        await CompareAsync(finance, [shop]);
        Assert.Equal((true, false), await BothAsync((count, of) => count.CountNextAsync(of, default)));
        await CompareAsync(finance, [shop]);

        async Task<(bool One, bool Other)> BothAsync(Func<CountDays, Scope, Task> countAsync)
        {
            await using var one = server.Services.CreateAsyncScope();
            await using var other = server.Services.CreateAsyncScope();
            foreach (var services in new[] { one, other })
                await countAsync(services.ServiceProvider.GetRequiredService<CountDays>(), scope);
            return (await SaveAsync(one.ServiceProvider), await SaveAsync(other.ServiceProvider));
        }
    }

    private static Task<bool> SaveAsync(IServiceProvider services) =>
        services.GetRequiredService<OiPaymentsDb>().TrySaveAsync(CancellationToken.None);

    private async Task BeginAsync(CountDays count, Scope scope)
    {
        if (await server.WithDbAsync(db => db.Of<ReportCount>(scope).AnyAsync())) return;
        await count.BeginAsync(scope, CancellationToken.None);
    }

    private async Task CountAsync(Scope scope, Func<CountDays, Scope, Task> count)
    {
        await using var services = server.Services.CreateAsyncScope();
        await count(services.ServiceProvider.GetRequiredService<CountDays>(), scope);
        Assert.True(await SaveAsync(services.ServiceProvider));
    }

    private DateTimeOffset AnyTime() => random.Next(6) switch
    {
        0 => Midnight.AddDays(random.Next(10)),
        1 => Midnight.AddDays(random.Next(10)).AddMicroseconds(-1),
        _ => Midnight.AddSeconds(random.Next(10 * 86400)),
    };

    private async Task OpenAsync(Scope scope, int count)
    {
        var opened = Enumerable.Range(0, count).Select(_ => new Known(
            scope, new(ids++), AnyTime(), Currency.Of(random.Next(4) == 0 ? "USD" : "BDT"), 100 + random.Next(1000))).ToList();
        known.AddRange(opened);
        await server.WithDbAsync(db =>
        {
            db.AddRange(opened.Select(one => new Payment
            {
                ApplicationId = scope.ApplicationId,
                Id = one.Id,
                Mode = scope.Mode,
                Reference = Reference.New(Payment.ReferencePrefix, scope.ApplicationId).Text,
                AmountMinor = one.AmountMinor,
                Currency = one.Currency,
                Gateway = "SSLCOMMERZ",
                CustomerReference = "customer",
                CreatedAt = one.CreatedAt,
                ExpiresAt = one.CreatedAt.AddHours(1),
            }));
            return db.TrySaveAsync(CancellationToken.None);
        });
    }

    private async Task TakeStepAsync()
    {
        var open = known.Where(one => one.Status is not PaymentStatus.Succeeded).ToList();
        if (open.Count == 0) return;
        var payment = open[random.Next(open.Count)];
        payment.Status = payment.Status is PaymentStatus.Pending ? Ends[random.Next(Ends.Length)] : PaymentStatus.Succeeded;
        if (payment.Status is PaymentStatus.Succeeded)
            (payment.PaidAt, payment.Channel, payment.FeeMinor) = (AnyTime(), Channels[random.Next(4)], random.Next(3) == 0 ? null : 7);
        await server.WithDbAsync(db => db.Of<Payment>(payment.Scope).Where(p => p.Id == payment.Id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Status, payment.Status).SetProperty(p => p.PaidAt, payment.PaidAt)
                .SetProperty(p => p.Channel, payment.Channel).SetProperty(p => p.FeeMinor, payment.FeeMinor)));
    }

    private async Task CompareAsync(HttpClient finance, TestApplication[] shops)
    {
        for (var draw = 0; draw < 4; draw++)
        {
            var mode = Enum.GetValues<Mode>()[random.Next(2)];
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]);
            var from = new DateOnly(2026, 3, 7 + random.Next(9));
            var (to, only) = (from.AddDays(random.Next(12)), random.Next(3) == 0 ? shops[random.Next(shops.Length)].Id : (long?)null);
            var (begin, end) = (TimeZones.StartOf(zone, from), TimeZones.StartOf(zone, to.AddDays(1)));
            var asked = known.Where(one => one.Scope.Mode == mode && (only is null || one.Scope.ApplicationId.Value == only)).ToList();
            var query = $"mode={WireNames<Mode>.Of(mode)}&timeZone={zone.Id}&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}"
                + (only is null ? "" : $"&applicationId={only}");
            foreach (var by in Enum.GetValues<ReportGrouping>())
            {
                var paid = asked.Where(one => one.PaidAt >= begin && one.PaidAt < end)
                    .GroupBy(one => Key(by, zone, one, one.PaidAt.GetValueOrDefault()))
                    .Select(g => $"{g.Key} {g.Count()} {g.Sum(one => one.AmountMinor)} {g.Sum(one => one.FeeMinor ?? 0)}");
                Assert.Equal(
                    paid.Order(StringComparer.Ordinal),
                    (await RowsAsync("volume", by, row => $"{row["payments"]} {row["amountMinor"]} {row["feeMinor"]}"))
                        .Order(StringComparer.Ordinal));
                if (by is ReportGrouping.Channel) continue;
                var opened = asked.Where(one => one.CreatedAt >= begin && one.CreatedAt < end)
                    .GroupBy(one => Key(by, zone, one, one.CreatedAt))
                    .Select(g => $"{g.Key} {g.Count()} {Of(g, PaymentStatus.Succeeded)} {Of(g, PaymentStatus.Failed)} "
                        + $"{Of(g, PaymentStatus.Expired)} {Of(g, PaymentStatus.Cancelled)} {Of(g, PaymentStatus.Pending)}");
                Assert.Equal(
                    opened.Order(StringComparer.Ordinal),
                    (await RowsAsync(
                        "success-rate", by, row => $"{row["opened"]} {row["succeeded"]} {row["failed"]} {row["expired"]} "
                            + $"{row["cancelled"]} {row["pending"]}")).Order(StringComparer.Ordinal));
            }

            async Task<List<string>> RowsAsync(string report, ReportGrouping by, Func<JsonNode, string> numbers) =>
                [.. (await finance.ReadAsync($"admin/reports/{report}?{query}&groupBy={WireNames<ReportGrouping>.Of(by)}"))
                    .Data()["rows"]!.AsArray()
                    .Select(row => $"{row!["day"]}{row["applicationId"]}{row["channel"]} {row["currency"]} {numbers(row)}")];
        }

        static int Of(IEnumerable<Known> some, PaymentStatus status) => some.Count(one => one.Status == status);
    }

    private static string Key(ReportGrouping by, TimeZoneInfo zone, Known one, DateTimeOffset time) => by switch
    {
        ReportGrouping.Day => $"{TimeZones.DayOf(zone, time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {one.Currency.Code}",
        ReportGrouping.Application => $"{one.Scope.ApplicationId.Value} {one.Currency.Code}",
        _ => $"{one.Channel} {one.Currency.Code}",
    };

    private sealed record Known(Scope Scope, Id<Payment> Id, DateTimeOffset CreatedAt, Currency Currency, long AmountMinor)
    {
        public PaymentStatus Status { get; set; } = PaymentStatus.Pending;
        public DateTimeOffset? PaidAt { get; set; }
        public string? Channel { get; set; }
        public long? FeeMinor { get; set; }
    }
}
