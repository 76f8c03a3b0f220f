using System.Linq.Expressions;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Invoices;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Lists;

/// <summary>
/// Every list gives each row once, in one order, whichever way it is gone through. Many rows were made at the same moment.
/// </summary>
public class PagingTests(PagingTests.ServerWithRows rows) : IClassFixture<PagingTests.ServerWithRows>
{
    [Theory]
    [InlineData("admin/payments")]
    [InlineData("admin/payments?mode=LIVE")]
    [InlineData("admin/payments?status=FAILED")]
    [InlineData("admin/payments?applicationId={second}")]
    [InlineData("admin/payments?applicationId={second}&mode=TEST&status=PENDING")]
    [InlineData("admin/payments?from={from}&to={to}")]
    [InlineData("admin/invoices")]
    [InlineData("admin/invoices?mode=LIVE&status=ISSUED")]
    [InlineData("admin/invoices?overdue=true")]
    [InlineData("admin/invoices?overdue=false")]
    [InlineData("admin/gateway-callbacks")]
    [InlineData("admin/gateway-callbacks?mode=TEST")]
    [InlineData("admin/gateway-callbacks?applicationId=0")]
    [InlineData("admin/gateway-callbacks?outcome=DUPLICATE")]
    [InlineData("admin/webhooks")]
    [InlineData("admin/webhooks?applicationId={second}")]
    [InlineData("admin/webhooks?deliveryStatus=PARKED")]
    [InlineData("admin/webhooks?mode=LIVE&deliveryStatus=DELIVERED&type=payment.failed")]
    [InlineData("admin/webhooks/{event}/attempts")]
    [InlineData("admin/audit-logs")]
    [InlineData("admin/audit-logs?applicationId={second}")]
    [InlineData("admin/audit-logs?applicationId=0")]
    [InlineData("admin/audit-logs?actorType=SYSTEM&targetType=webhook")]
    [InlineData("admin/apps")]
    [InlineData("admin/apps/{second}/credentials")]
    [InlineData("admin/users")]
    public Task Operators_lists_have_each_row_once_and_in_order(string list) => HasEachOnceAsync(rows.Server.Operator, list);

    [Theory]
    [InlineData("admin/payments")]
    [InlineData("admin/webhooks")]
    [InlineData("admin/webhooks?deliveryStatus=PARKED")]
    [InlineData("admin/audit-logs")]
    [InlineData("admin/gateway-callbacks")]
    public async Task Who_was_granted_some_applications_walks_through_theirs_alone(string list)
    {
        using var some = await rows.Server.OperatorWithAsync([Permission.PaymentRead, Permission.AuditRead], rows.Shops[1], rows.Shops[2]);

        await HasEachOnceAsync(some, list, reach: [rows.Shops[1].Id, rows.Shops[2].Id]);
    }

    [Theory]
    [InlineData("payments")]
    [InlineData("payments?status=FAILED")]
    [InlineData("invoices")]
    [InlineData("invoices?status=ISSUED")]
    [InlineData("invoices?overdue=true")]
    [InlineData("invoices?dueBefore=2026-03-01")]
    [InlineData("events")]
    [InlineData("events?deliveryStatus=PARKED")]
    [InlineData("events?type=payment.failed")]
    [InlineData("events?afterSequence=50")]
    [InlineData("events/{reference}/attempts")]
    public Task Applications_lists_have_each_row_once_and_in_order(string list) => HasEachOnceAsync(rows.Shops[1].Test, list);

    [Theory]
    [InlineData("admin/payments")]
    [InlineData("admin/gateway-callbacks")]
    [InlineData("admin/webhooks")]
    [InlineData("admin/audit-logs")]
    [InlineData("admin/apps")]
    [InlineData("admin/users")]
    public async Task A_cursor_that_is_none_of_ours_is_refused_and_so_is_a_page_that_lies_too_deep(string list)
    {
        var wrong = await rows.Server.Operator.ReadAsync($"{list}?cursor=yesterday");
        var deep = await rows.Server.Operator.ReadAsync($"{list}?page=50001");
        var beyond = await rows.Server.Operator.ReadAsync($"{list}?page=40000&size=20");

        Assert.Equal(
            (HttpStatusCode.BadRequest, "Is not a cursor of ours; start again without it."),
            (wrong.Status, (string?)wrong.Json["data"]!["cursor"]));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "Is too deep; follow pagination.nextCursor instead."),
            (deep.Status, (string?)deep.Json["data"]!["page"]));
        Assert.Empty(beyond.Data().AsArray());
        Assert.NotNull(beyond.Json["pagination"]!["totalElements"]);
    }

    [Fact]
    public async Task A_cursor_that_somebody_made_up_leads_to_a_page_of_its_own_list()
    {
        foreach (var number in new[] { long.MinValue, -1, long.MaxValue })
        {
            var cursor = new Cursor(rows.Server.Clock.GetUtcNow().AddDays(1), number);
            Assert.NotEmpty((await rows.Server.Operator.ReadAsync($"admin/apps?cursor={cursor}")).Data().AsArray());
        }
    }

    private async Task HasEachOnceAsync(HttpClient who, string list, IReadOnlyList<int>? reach = null)
    {
        var path = list.Replace("{second}", $"{rows.Shops[1].Id}", StringComparison.Ordinal)
            .Replace("{event}", $"{rows.Event.Id}", StringComparison.Ordinal)
            .Replace("{reference}", rows.Event.Reference, StringComparison.Ordinal)
            .Replace("{from}", $"{rows.Begin.AddSeconds(1):s}Z", StringComparison.Ordinal)
            .Replace("{to}", $"{rows.Begin.AddSeconds(5):s}Z", StringComparison.Ordinal);
        var expected = await rows.ExpectedAsync(list, reach);
        Assert.True(expected.Count > 4, $"{expected.Count} rows are too few to tell anything.");

        Assert.Equal(expected, await WalkAsync(who, path, "ASC", byCursor: false, expected.Count));
        Assert.Equal(expected, await WalkAsync(who, path, "ASC", byCursor: true, expected.Count));
        Assert.Equal(Enumerable.Reverse(expected), await WalkAsync(who, path, "DESC", byCursor: false, expected.Count));
        Assert.Equal(Enumerable.Reverse(expected), await WalkAsync(who, path, "DESC", byCursor: true, expected.Count));
    }

    private static async Task<List<string>> WalkAsync(HttpClient who, string path, string order, bool byCursor, int total)
    {
        var (seen, page, cursor) = (new List<string>(), 0, (string?)null);
        while (true)
        {
            var answer =
                await who.ReadAsync(
                    $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}order={order}&size=7{(cursor is null ? $"&page={page++}" : $"&cursor={cursor}")}");
            seen.AddRange(answer.Data().AsArray().Select(row => (row!["durationMs"] ?? row["id"])!.ToString()));
            var pagination = answer.Json["pagination"]!;
            Assert.Equal(cursor is null ? total : null, (int?)pagination["totalElements"]);
            Assert.Null(pagination["totalIsExact"]);
            var next = (string?)pagination["nextCursor"];
            Assert.True(next is not null || seen.Count >= total, $"It ended after {seen.Count} of {total}.");
            if (next is null) return seen;
            if (byCursor) cursor = next;
        }
    }

    /// <summary>
    /// Three applications with rows of both modes, four of them at each moment, which came in another order than they are numbered.
    /// </summary>
    public sealed class ServerWithRows : IAsyncLifetime
    {
        private const int Rows = 120;
        private const int Attempts = 9;

        public TestServer Server { get; } = new();

        public IReadOnlyList<TestApplication> Shops { get; private set; } = [];

        /// <summary>When the first rows were made.</summary>
        public DateTimeOffset Begin { get; private set; }

        internal WebhookEvent Event { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Server.InitializeAsync();
            Begin = new(Server.Clock.GetUtcNow().UtcDateTime.Date.AddDays(-1), TimeSpan.Zero);
            Shops = [await Server.RegisterAsync(), await Server.RegisterAsync(), await Server.RegisterAsync()];
            Server.Clock.Advance(TimeSpan.FromMilliseconds(1));
            for (var more = 0; more < 3; more++) await Server.RegisterAsync();
            for (var person = 0; person < 6; person++) (await Server.OperatorWithAsync([Permission.AppRead])).Dispose();
            for (var key = 0; key < 5; key++)
                (await Server.Operator.PostAsync($"admin/apps/{Shops[1].Id}/credentials/rotate", new JsonObject { ["mode"] = "LIVE" }))
                    .Data();
            await Server.WithDbAsync(async db =>
            {
                for (var number = 0; number < Rows; number++) Add(db, number);
                await db.SaveAsync(CancellationToken.None);
                return 0;
            });
        }

        /// <summary>What the list has, the oldest first: all of it, sorted here.</summary>
        internal Task<List<string>> ExpectedAsync(string list, IReadOnlyList<int>? reach) => Server.WithDbAsync(async db =>
        {
            var second = new ApplicationId((uint)Shops[1].Id);
            return list switch
            {
                "admin/payments" => await OfAsync<Payment>(_ => true),
                "admin/payments?mode=LIVE" => await OfAsync<Payment>(p => p.Mode == Mode.Live),
                "admin/payments?status=FAILED" => await OfAsync<Payment>(p => p.Status == PaymentStatus.Failed),
                "admin/payments?applicationId={second}" => await OfAsync<Payment>(p => p.ApplicationId == second),
                "admin/payments?applicationId={second}&mode=TEST&status=PENDING" =>
                    await OfAsync<Payment>(p => p.ApplicationId == second && p.Mode == Mode.Test && p.Status == PaymentStatus.Pending),
                "admin/payments?from={from}&to={to}" =>
                    await OfAsync<Payment>(p => p.CreatedAt >= Begin.AddSeconds(1) && p.CreatedAt < Begin.AddSeconds(5)),
                "payments" => await OfAsync<Payment>(p => p.ApplicationId == second && p.Mode == Mode.Test),
                "payments?status=FAILED" =>
                    await OfAsync<Payment>(p => p.ApplicationId == second && p.Mode == Mode.Test && p.Status == PaymentStatus.Failed),
                "admin/invoices" => await OfAsync<Invoice>(_ => true),
                "admin/invoices?mode=LIVE&status=ISSUED" =>
                    await OfAsync<Invoice>(i => i is { Mode: Mode.Live, Status: InvoiceStatus.Issued }),
                "admin/invoices?overdue=true" => await OfAsync<Invoice>(i => i.OverdueAt < Begin),
                "admin/invoices?overdue=false" => await OfAsync<Invoice>(i => i.OverdueAt is null || i.OverdueAt > Begin),
                "invoices" => await OfAsync<Invoice>(i => i.ApplicationId == second && i.Mode == Mode.Test),
                "invoices?status=ISSUED" =>
                    await OfAsync<Invoice>(i => i.ApplicationId == second && i is { Mode: Mode.Test, Status: InvoiceStatus.Issued }),
                "invoices?overdue=true" or "invoices?dueBefore=2026-03-01" =>
                    await OfAsync<Invoice>(i => i.ApplicationId == second && i.Mode == Mode.Test && i.OverdueAt < Begin),
                "admin/gateway-callbacks" => await OfAsync<GatewayCallback>(_ => true),
                "admin/gateway-callbacks?mode=TEST" => await OfAsync<GatewayCallback>(c => c.Mode == Mode.Test),
                "admin/gateway-callbacks?applicationId=0" => await OfAsync<GatewayCallback>(c => c.ApplicationId == ApplicationId.Nobody),
                "admin/gateway-callbacks?outcome=DUPLICATE" => await OfAsync<GatewayCallback>(c => c.Outcome == CallbackOutcome.Duplicate),
                "admin/webhooks" => await OfAsync<WebhookEvent>(_ => true),
                "admin/webhooks?applicationId={second}" => await OfAsync<WebhookEvent>(e => e.ApplicationId == second),
                "admin/webhooks?deliveryStatus=PARKED" => await OfAsync<WebhookEvent>(e => StatusOf(e.Id.Value) == DeliveryStatus.Parked),
                "admin/webhooks?mode=LIVE&deliveryStatus=DELIVERED&type=payment.failed" =>
                    await OfAsync<WebhookEvent>(e => e.Mode == Mode.Live
                        && StatusOf(e.Id.Value) == DeliveryStatus.Delivered
                        && e.Type == "payment.failed"),
                "admin/webhooks/{event}/attempts" or "events/{reference}/attempts" =>
                    [.. Enumerable.Range(0, Attempts).Select(place => $"{place}")],
                "events" => await NumberedAsync(_ => true),
                "events?deliveryStatus=PARKED" => await NumberedAsync(e => StatusOf(e.Id.Value) == DeliveryStatus.Parked),
                "events?type=payment.failed" => await NumberedAsync(e => e.Type == "payment.failed"),
                "events?afterSequence=50" => await NumberedAsync(e => SequenceOf(e.Id.Value) > 50),
                "admin/audit-logs" => await OfAsync<AuditEntry>(_ => true),
                "admin/audit-logs?applicationId={second}" => await OfAsync<AuditEntry>(e => e.ApplicationId == second),
                "admin/audit-logs?applicationId=0" => await OfAsync<AuditEntry>(e => e.ApplicationId == AuditEntry.OfTheService),
                "admin/audit-logs?actorType=SYSTEM&targetType=webhook" =>
                    await OfAsync<AuditEntry>(e => e is { ActorType: ActorType.System, TargetType: "webhook" }),
                "admin/apps" => [.. (await db.Directory<Application>().ToListAsync())
                    .Where(a => IsInReach(a.Id))
                    .OrderBy(a => a.CreatedAt)
                    .ThenBy(a => a.Id)
                    .Select(a => $"{a.Id}")],
                "admin/apps/{second}/credentials" =>
                    [.. (await db.Directory<Credential>().Where(c => c.ApplicationId == second).ToListAsync())
                    .OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Select(c => $"{c.Id}")],
                "admin/users" =>
                    [.. (await db.Directory<Operator>().ToListAsync()).OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).Select(o => $"{o.Id}")],
                _ => throw new ArgumentOutOfRangeException(nameof(list), list, "Nobody knows what it has."),
            };

            bool IsInReach(ApplicationId application) => reach is null || reach.Contains((int)application.Value);

            async Task<List<string>> OfAsync<T>(Func<T, bool> isListed)
                where T : class, IListed<T> =>
                [.. (await db.AcrossApplications<T>().AsNoTracking().ToListAsync())
                    .Where(row => IsInReach(row.ApplicationId) && isListed(row))
                    .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => $"{row.Id}")];

            async Task<List<string>> NumberedAsync(Func<WebhookEvent, bool> isListed) =>
                [.. (await db.Of<WebhookEvent>(new Scope(second, Mode.Test)).AsNoTracking().ToListAsync())
                    .Where(isListed)
                    .OrderBy(e => SequenceOf(e.Id.Value))
                    .Select(e => e.Reference)];
        });

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        // From one to the next both change, so that every combination comes.
        private ApplicationId OwnerOf(int number) => new((uint)Shops[number * 7 % 3].Id);

        private static Mode ModeOf(int number) => number % 4 < 2 ? Mode.Test : Mode.Live;

        private DateTimeOffset TimeOf(int number) => Begin.AddSeconds((number * 11 % Rows) / 4);

        private static DeliveryStatus StatusOf(long id) => id % 2 == 0 ? DeliveryStatus.Parked : DeliveryStatus.Delivered;

        // Numbered the other way round, as events are that committed late.
        private static long SequenceOf(long id) => 4_000_120 - id;

        private void Add(OiPaymentsDb db, int number)
        {
            var (owner, mode, time) = (OwnerOf(number), ModeOf(number), TimeOf(number));
            var payment = new Payment
            {
                ApplicationId = owner,
                Id = new(1_000_000 + number),
                Mode = mode,
                Reference = Reference.New(Payment.ReferencePrefix, owner).Text,
                AmountMinor = 100,
                Currency = Currency.Bdt,
                Gateway = "SSLCOMMERZ",
                CustomerReference = "c",
                CreatedAt = time,
                ExpiresAt = time.AddYears(10),
            };
            db.Add(payment);
            if (number % 8 < 4) db.Entry(payment).Property(p => p.Status).CurrentValue = PaymentStatus.Failed;

            var invoice = db.Add(new Invoice
            {
                ApplicationId = owner,
                Id = new(7_000_000 + number),
                Mode = mode,
                Reference = Reference.New(Invoice.ReferencePrefix, owner).Text,
                CreatedAt = time,
            });
            if (number % 8 < 6)
            {
                // Of those that are owed two in three are overdue, which was told.
                var over = number % 8 < 4 ? Begin.AddDays(-1) : Begin.AddYears(1);
                Set(i => i.Status, InvoiceStatus.Issued);
                Set(i => i.Number, $"INV-{number}");
                Set(i => i.Series, "INV-{seq}");
                Set(i => i.Sequence, number + 1);
                Set(i => i.SubtotalMinor, 100);
                Set(i => i.TotalMinor, 100);
                Set(i => i.NextDueDate, DateOnly.FromDateTime(over.Date));
                Set(i => i.OverdueAt, over);
                Set(i => i.OverdueToldAt, over);
            }

            void Set<T>(Expression<Func<Invoice, T>> what, T value) => invoice.Property(what).CurrentValue = value;

            var callback = new GatewayCallback
            {
                ApplicationId = number % 5 == 0 ? ApplicationId.Nobody : owner,
                Id = new(2_000_000 + number),
                Mode = mode,
                Gateway = "SSLCOMMERZ",
                Kind = CallbackKind.Ipn,
                RawPayload = "",
                CreatedAt = time,
            };
            callback.Conclude(number % 2 == 0 ? CallbackOutcome.Duplicate : CallbackOutcome.Forged, null);
            db.Add(callback);

            var raised = new WebhookEvent
            {
                ApplicationId = owner,
                Id = new(4_000_000 + number),
                Reference = Reference.New(WebhookEvent.ReferencePrefix, owner).Text,
                Mode = mode,
                Type = number % 8 < 4 ? "payment.failed" : "payment.succeeded",
                Subject = payment.Reference,
                SchemaVersion = 1,
                Payload = """{"data":{}}""",
                CreatedAt = time,
            };
            db.Add(raised);
            db.Add(new WebhookDelivery
            {
                ApplicationId = owner,
                EventId = raised.Id,
                Mode = mode,
                Status = StatusOf(raised.Id.Value),
                Sequence = SequenceOf(raised.Id.Value),
                UpdatedAt = time
            });
            if (Event is null && owner.Value == Shops[1].Id && mode is Mode.Test)
            {
                Event = raised;
                for (var place = 0; place < Attempts; place++)
                {
                    db.Add(new WebhookAttempt
                    {
                        ApplicationId = owner,
                        Id = new(5_000_000 + place),
                        EventId = raised.Id,
                        Mode = mode,
                        StartedAt = Begin.AddSeconds(place / 2),
                        DurationMs = place,
                        RequestHeaders = "{}",
                    });
                }
            }

            db.Add(new AuditEntry
            {
                ApplicationId = number % 5 == 0 ? AuditEntry.OfTheService : owner,
                Id = new(6_000_000 + number),
                ActorType = ActorType.System,
                ActorName = "OI Payments",
                Action = "webhook.resend",
                TargetType = number % 2 == 0 ? "webhook" : "application",
                TargetId = $"{number}",
                CreatedAt = time,
            });
        }
    }
}
