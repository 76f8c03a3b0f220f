using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Webhooks;
using OiPayments.Audit;
using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Budget;

/// <summary>How often a request speaks to the database, counted on the wire. SQLite has no wire; there is nothing to count.</summary>
public sealed class DatabaseBudgetTests : IAsyncLifetime
{
    private RoundTrips? trips;
    private TestServer? started;

    private TestServer Server => started ?? throw new InvalidOperationException("Not started.");

    private RoundTrips Trips => trips ?? throw new InvalidOperationException("Not started.");

    /// <summary>
    /// What was said since the last reset, but for what goes on behind the requests: the sealing of the audit log, which registering an
    /// application set off, the indexing of payments, the log of requests, and the numbering and recording of events.
    /// </summary>
    private List<string> Seen => [.. Trips.Seen.Where(round => !IsBehindTheRequests(round))];

    private static bool IsBehindTheRequests(string round) =>
        IsKeepingRecords(round) || IsIndexing(round) || IsTelling(round);

    private static bool IsKeepingRecords(string round) => round.Contains("audit_", StringComparison.Ordinal) || IsLogOfRequests(round);

    private static bool IsTelling(string round) =>
        round.Contains("row_number()", StringComparison.Ordinal)
            || round.Contains("INSERT INTO webhook_attempts", StringComparison.Ordinal);

    private static bool IsIndexing(string round) =>
        round.Contains("payments_unindexed", StringComparison.Ordinal)
            && !round.Contains("INSERT INTO payments_unindexed", StringComparison.Ordinal);

    /// <summary>The log is written in batches of its own; an entry in the round of a payment would count.</summary>
    private static bool IsLogOfRequests(string round)
    {
        const string Entry = "INSERT INTO logged_requests";
        return round.Contains(Entry, StringComparison.Ordinal)
            && !round.Replace(Entry, "", StringComparison.Ordinal).Contains("INSERT INTO", StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        if (TestDatabase.Kind != "postgresql") return;

        var connection = new NpgsqlConnectionStringBuilder(await (await TestDatabase.GetAsync()).CreateAsync());
        trips = new(connection.Port);
        connection.Port = trips.Port;

        // What is prepared goes by a name from its third use on a connection, and which one a request gets is luck.
        connection.MaxAutoPrepare = 0;
        started = new(new() { ["ConnectionStrings:Database"] = connection.ToString(), ["Database:PipelinedSaves"] = "true" });
        await started.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null) await started.DisposeAsync();
        if (trips is not null) await trips.DisposeAsync();
    }

    [Fact]
    public async Task Creating_a_payment_is_one_round_trip_from_BEGIN_to_COMMIT()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var shop = await WarmUpAsync();

        Trips.Reset();
        var answer = await shop.Test.PostAsync("payments", Payment(), ("Idempotency-Key", "counted"));

        Assert.Equal(201, (int)answer.Status);
        var round = Assert.Single(Seen);
        AssertIsOneTransaction(round);
        Assert.True(round.Contains("INSERT INTO payments", StringComparison.Ordinal)
            && round.Contains("INSERT INTO idempotency_records", StringComparison.Ordinal), round);
    }

    [Fact]
    public async Task Reading_a_payment_is_one_round_trip_authentication_included()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var shop = await WarmUpAsync();
        var payment = await shop.OpenPaymentAsync();

        Trips.Reset();
        var answer = await shop.Test.ReadAsync($"payments/{payment["id"]}");

        Assert.Equal(200, (int)answer.Status);
        Assert.Single(Seen);
    }

    [Fact]
    public async Task Reading_an_invoice_is_one_round_trip_with_lines_instalments_and_payments_by_number_and_by_reference()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var shop = await WarmUpAsync();
        var invoice = (await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body())).Data();
        await shop.Test.ReadAsync($"invoices/{invoice["id"]}");
        await EventsAreNumberedAsync(shop, 1);

        foreach (var name in (string[])["id", "reference"])
        {
            Trips.Reset();
            var answer = await shop.Test.ReadAsync($"invoices/{invoice[name]}");

            Assert.Equal(200, (int)answer.Status);
            Assert.Single(Seen);
        }
    }

    [Theory]
    [InlineData("payments?status=PENDING")]
    [InlineData("invoices?overdue=true")]
    public async Task A_list_says_in_its_statement_how_many_rows_it_wants_so_that_the_plan_of_it_is_kept(string list)
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var shop = await WarmUpAsync();

        Trips.Reset();
        await shop.Test.ReadAsync(list);

        var page = Assert.Single(Seen, round => round.Contains("ORDER BY", StringComparison.Ordinal));
        Assert.Contains("LIMIT 21", page, StringComparison.Ordinal);
        Assert.DoesNotContain("OFFSET", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issuing_an_invoice_is_one_round_trip_to_read_one_to_lock_its_series_and_one_that_saves_and_commits()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var shop = await WarmUpAsync();
        await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body(), ("Idempotency-Key", "first"));
        await EventsAreNumberedAsync(shop, 1);

        Trips.Reset();
        var answer = await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body(), ("Idempotency-Key", "counted"));

        Assert.Equal(201, (int)answer.Status);
        var rounds = Seen.Take(Seen.FindIndex(IsCommit) + 1).ToList();
        string[] said = ["FROM applications", "INSERT INTO invoice_series", "INSERT INTO invoices"];
        Assert.Collection(
            rounds, [.. said.Select(statement => (Action<string>)(round => Assert.Contains(statement, round, StringComparison.Ordinal)))]);
        Assert.Contains("BEGIN", rounds[1], StringComparison.Ordinal);
        string[] saved = [
            "INSERT INTO invoice_lines", "INSERT INTO ledger_journals", "INSERT INTO webhook_events", "INSERT INTO idempotency_records"
        ];
        Assert.All(saved, statement => Assert.Contains(statement, rounds[2], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Issuing_a_draft_is_as_many_round_trips_and_one_to_read_it()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var shop = await WarmUpAsync();
        await IssueAsync();
        await EventsAreNumberedAsync(shop, 1);

        var rounds = await IssueAsync();

        string[] said = ["FROM invoices", "FROM applications", "INSERT INTO invoice_series", "UPDATE invoices", "COMMIT"];
        Assert.Collection(
            rounds, [.. said.Select(statement => (Action<string>)(round => Assert.Contains(statement, round, StringComparison.Ordinal)))]);

        async Task<List<string>> IssueAsync()
        {
            var draft = await shop.DraftAsync();
            Trips.Reset();
            Assert.Equal(200, (int)(await shop.Test.PostAsync($"invoices/{draft["id"]}/issue", new JsonObject())).Status);
            var seen = Seen;
            return [.. seen.Take(seen.FindIndex(IsCommit) + 1)];
        }
    }

    [Fact]
    public async Task Confirming_a_payment_is_one_transaction_of_at_most_four_round_trips()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var shop = await WarmUpAsync();
        await ConfirmAsync(shop);

        // The event of the first is numbered on its own time, which is not to be counted with the second.
        await Eventually.BecomesAsync(() => shop.Test.ReadAsync("events"), answer => answer.Data().AsArray().Count == 1);

        var rounds = await ConfirmAsync(shop);

        Assert.InRange(rounds.Count, 1, 4);
        string[] written = [
            "UPDATE payments", "UPDATE payment_attempts", "UPDATE gateway_callbacks", "INSERT INTO ledger_journals",
            "INSERT INTO ledger_transfers", "INSERT INTO webhook_events", "INSERT INTO webhook_deliveries"
        ];
        Assert.All(written, statement => Assert.Single(rounds, round => round.Contains(statement, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Telling_of_an_event_is_a_round_trip_each_to_look_number_claim_and_record()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await Server.RegisterAsync(receiver.Url);
        IReadOnlyList<string> seen = [];
        for (var number = 0; number < 2; number++)
        {
            Trips.Reset();
            await shop.PingAsync();
            await receiver.NextAsync();
            seen = await Eventually.BecomesAsync(
                () => Task.FromResult(Trips.Seen),
                seen => seen.Any(round => round.Contains("INSERT INTO webhook_attempts", StringComparison.Ordinal)));
        }

        // Whoever delivers also looks on its own time, and on a slow machine does so once more before the delivery has been recorded. The
        // log of requests and the audit log's seals, which name the ping and the application's address, come when they come.
        string[] told = [
            "INSERT INTO webhook_events", "webhooks_enabled", "row_number()", "RETURNING event_id", "INSERT INTO webhook_attempts"
        ];
        var rounds = seen.Where(round => round.Contains("webhook", StringComparison.Ordinal) && !IsKeepingRecords(round)).ToList();
        var first = rounds.Find(round => round.Contains("webhooks_enabled", StringComparison.Ordinal));
        Assert.Collection(
            rounds.Where(round => ReferenceEquals(round, first) || !round.Contains("webhooks_enabled", StringComparison.Ordinal)),
            [.. told.Select(statement => (Action<string>)(round => Assert.Contains(statement, round, StringComparison.Ordinal)))]);
        foreach (var together in (string[])["INSERT INTO webhook_events", "row_number()", "INSERT INTO webhook_attempts"])
            AssertIsOneTransaction(seen.Single(round => round.Contains(together, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task However_many_applications_have_news_at_once_they_are_looked_for_and_numbered_in_one_round()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to count on.");
        var busy = await Server.RegisterAsync();
        await busy.PingAsync();
        await Eventually.BecomesAsync(() => busy.Test.ReadAsync("events"), answer => answer.Data().AsArray().Count == 1);
        var shops = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Server.RegisterAsync()));

        // A round that is under way for as long as the test likes, because another node has a counter.
        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Persistence.OiPaymentsDb>();
        await using var other = await db.Database.BeginTransactionAsync();
        await db.Of<EventSequence>(busy.TestScope).ExecuteUpdateAsync(set => set.SetProperty(counter => counter.Version, 0));
        await busy.PingAsync();
        await Server.WaitForWaitersAsync(1);

        Trips.Reset();
        for (var i = 0; i < 5; i++) await Task.WhenAll(shops.Select(shop => Task.Run(() => shop.PingAsync())));
        await other.CommitAsync();

        foreach (var shop in shops)
            await Eventually.BecomesAsync(() => shop.Test.ReadAsync("events"), answer => answer.Data().AsArray().Count == 5);
        Assert.Single(
            Trips.Seen,
            round => round.Contains("webhooks_enabled", StringComparison.Ordinal) && round.Contains("due_at", StringComparison.Ordinal));
        Assert.Single(Trips.Seen, round => round.Contains("row_number()", StringComparison.Ordinal));
    }

    /// <summary>Confirms a payment as a callback does, and answers the round trips up to the commit.</summary>
    private async Task<IReadOnlyList<string>> ConfirmAsync(TestApplication shop)
    {
        var payment = await shop.OpenPaymentAsync();
        await Server.StartPayingAsync((string)payment["reference"]!);
        var owner = new ApplicationId((uint)shop.Id);
        var wanted = new Id<Payment>((long)payment["id"]!);
        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Persistence.OiPaymentsDb>();
        var transaction = db.Of<PaymentAttempt>(owner).Single(attempt => attempt.PaymentId == wanted).TransactionId;
        var callback = new GatewayCallback
        {
            ApplicationId = owner,
            Id = await scope.ServiceProvider.GetRequiredService<IIdSource>().NextAsync<GatewayCallback>(CancellationToken.None),
            Mode = Mode.Test,
            Gateway = "SSLCOMMERZ",
            Kind = CallbackKind.Ipn,
            RawPayload = "{}",
            CreatedAt = Server.Clock.GetUtcNow(),
        };
        db.Add(callback);
        await db.SaveChangesAsync();
        db.DiscardChanges();

        var receipt = new GatewayReceipt(
            transaction, $"validation of {transaction}", new(125050, Currency.Bdt), new(3126, Currency.Bdt), "bank", "VISA", IsRisky: false,
            "Safe");
        Trips.Reset();
        var verdict = await scope.ServiceProvider.GetRequiredService<ConfirmPayment>()
            .ApplyAsync(owner, transaction, new GatewayAnswer.Paid(receipt), callback, CancellationToken.None);

        Assert.Equal(CallbackOutcome.Accepted, verdict.Outcome);
        var seen = Seen;
        var commit = seen.FindIndex(IsCommit);
        Assert.True(commit >= 0, "Nothing was committed.");
        return [.. seen.Take(commit + 1)];
    }

    /// <summary>What numbering them says ends, and is not counted with what comes.</summary>
    private static Task<Answer> EventsAreNumberedAsync(TestApplication shop, int count) =>
        Eventually.BecomesAsync(() => shop.Test.ReadAsync("events"), answer => answer.Data().AsArray().Count == count);

    /// <summary>Says so: what stands between the service and its rows may not know that all up to one Sync is one.</summary>
    private static void AssertIsOneTransaction(string round)
    {
        var (begin, commit) = (round.IndexOf("BEGIN", StringComparison.Ordinal), round.LastIndexOf("COMMIT", StringComparison.Ordinal));
        Assert.InRange(begin, 0, round.IndexOf("INSERT INTO", StringComparison.Ordinal));
        Assert.InRange(commit, round.LastIndexOf("INSERT INTO", StringComparison.Ordinal), round.Length);
    }

    // BEGIN … READ COMMITTED is no commit.
    private static bool IsCommit(string round) =>
        round.Replace("READ COMMITTED", "", StringComparison.Ordinal).Contains("COMMIT", StringComparison.Ordinal);

    /// <summary>An application whose credential has been used, on a server that has leased ids and prepared its queries.</summary>
    private async Task<TestApplication> WarmUpAsync()
    {
        var shop = await Server.RegisterAsync();
        var answer = await shop.Test.PostAsync("payments", Payment(), ("Idempotency-Key", "warm-up"));
        await shop.Test.ReadAsync($"payments/{answer.Data()["id"]}");

        // What registering set off ends; who looks once more whether there is anything left commits nothing.
        await Eventually.BecomesAsync(
            () => Server.WithDbAsync(db => db.AcrossApplications<UnsealedAuditEntry>().CountAsync()), left => left == 0);
        return shop;
    }

    private static System.Text.Json.Nodes.JsonObject Payment() => new() { ["amountMinor"] = 125050, ["customerReference"] = "counted" };
}
