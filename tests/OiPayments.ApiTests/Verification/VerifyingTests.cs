using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OiPayments.Api;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Payments;
using OiPayments.ApiTests.Reconciliation;
using OiPayments.ApiTests.Refunds;
using OiPayments.ApiTests.Webhooks;
using OiPayments.Bookkeeping;
using OiPayments.Persistence;
using OiPayments.Reports;
using OiPayments.TestSupport;
using OiPayments.Verification;

namespace OiPayments.ApiTests.Verification;

/// <summary>Breaks each invariant in the database on purpose, and sees it reported, and nothing else.</summary>
public class VerifyingTests
{
    private const string Debits = "Debits equal credits in each application, mode and currency, and every transfer agrees with its journal";
    private const string Balances = "Every account's balance is the sum of its entries";
    private const string Captures = "Every paid payment is booked once, with exactly its amount, and every capture belongs to one";
    private const string Attempts = "Every attempt that holds money, and every fee, is booked, and nothing is booked without one";
    private const string Consistent = "Every payment's status, times and amounts fit together";
    private const string Covered = "Every refund is covered by money that came, and looked after until it ends";
    private const string Refunded = "Every refund is booked as far as it has come, with exactly its amount, and no other is";
    private const string ByHand = "Every approved manual journal is booked once, with exactly its transfers, and no other is";
    private const string Closed = "Every closed month still ends with the balances that were kept when it was closed";
    private const string Told = "Every payment or refund that ended, or payment that is held, has the event that says so";
    private const string Delivered = "Every event has a delivery, and every delivery is done or due";
    private const string Answered = "Every kept answer of an Idempotency-Key names something that is there";
    private const string Ids = "The next block of ids begins above every id in use";
    private const string Sealed = "Every seal of the ledger holds";
    private const string CountedByDay = "What reports are told from is the sum of the payments";
    private const string SealedSoon = "Every journal older than 10 minutes is sealed";

    private const string SurplusFee =
        "(SELECT id FROM ledger_journals WHERE kind = 'GATEWAY_FEE' AND cause = (SELECT transaction_id FROM payment_attempts WHERE status "
            + "= 'SURPLUS') || ':fee')";
    private const string PaidFee =
        "(SELECT id FROM ledger_journals WHERE kind = 'GATEWAY_FEE' AND cause = (SELECT transaction_id FROM payment_attempts WHERE status "
            + "= 'PAID') || ':fee')";
    private const string Capture = "(SELECT MIN(id) FROM ledger_journals WHERE kind = 'CAPTURE')";
    private const string Started = "(SELECT id FROM ledger_journals WHERE kind = 'REFUND_START')";
    private const string Held = "(SELECT id FROM ledger_journals WHERE kind = 'HOLD')";
    private const string Manual = "(SELECT journal_id FROM manual_journals WHERE status = 'POSTED' AND reverses IS NULL)";
    private const string Cancelled = "(SELECT id FROM webhook_events WHERE type = 'payment.cancelled')";

    [Theory]
    [InlineData(
        Debits, $"UPDATE ledger_transfers SET currency = 'USD' WHERE journal_id = {SurplusFee}", "debits 0.00 USD, credits 31.26 USD")]
    [InlineData(
        Debits, $"UPDATE ledger_transfers SET mode = 'LIVE' WHERE journal_id = {SurplusFee}", "LIVE: debits 0.00 BDT, credits 31.26 BDT",
        Balances)]
    [InlineData(Debits, $"DELETE FROM ledger_transfers WHERE journal_id = {SurplusFee}", ":fee) moves nothing", Attempts)]
    [InlineData(Debits, $"DELETE FROM ledger_journals WHERE id = {SurplusFee}", "has no journal of its mode", Attempts)]
    [InlineData(
        Balances,
        $"UPDATE ledger_transfers SET posted_at = TOMORROW WHERE journal_id = {SurplusFee};UPDATE ledger_journals SET posted_at = "
            + $"TOMORROW WHERE id = {SurplusFee}",
        "GATEWAY_FEES: the balance is")]
    [InlineData(
        Captures, $"UPDATE ledger_transfers SET amount_minor = amount_minor + 1 WHERE journal_id = {Capture}", "does not bring payment")]
    [InlineData(
        Captures,
        $"DELETE FROM ledger_transfers WHERE journal_id = {Capture};DELETE FROM ledger_unsealed WHERE journal_id = {Capture};DELETE FROM "
            + $"ledger_journals WHERE id = {Capture}",
        "booked 0 times")]
    [InlineData(Captures, "INSERT INTO ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, "
        + "posted_at) SELECT application_id, -7, line, mode, currency, debit, credit, amount_minor, posted_at FROM ledger_transfers "
        + $"WHERE journal_id = {Capture};"
        + "INSERT INTO ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) SELECT application_id, -7, mode, "
        + $"currency, 'pay_nobody:capture', kind, posted_at FROM ledger_journals WHERE id = {Capture}",
            "pay_nobody:capture) belongs to no paid payment", Balances)]
    [InlineData(Captures, "INSERT INTO ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, "
        + "posted_at) SELECT application_id, -7, line, mode, currency, debit, credit, amount_minor, posted_at FROM ledger_transfers "
        + $"WHERE journal_id = {Capture};"
        + "INSERT INTO ledger_journals (application_id, id, mode, currency, cause, kind, posted_at) SELECT application_id, -7, mode, "
        + $"currency, 'pay_nobody:capture', 'RELEASE', posted_at FROM ledger_journals WHERE id = {Capture}",
            "pay_nobody:capture) belongs to no paid payment", Balances)]
    [InlineData(
        Attempts, $"UPDATE ledger_transfers SET credit = 'BANK' WHERE journal_id = {Held}", "is HELD, and its money is not in suspense")]
    [InlineData(Attempts, $"UPDATE ledger_transfers SET amount_minor = 1 WHERE journal_id = {PaidFee}", "the fee of attempt")]
    [InlineData(Attempts, "UPDATE payment_attempts SET status = 'FAILED' WHERE status = 'SURPLUS'", ":surplus) belongs to no attempt")]
    [InlineData(Consistent, "UPDATE payments SET paid_at = NULL", "is paid and does not say when")]
    [InlineData(Consistent, "UPDATE payments SET paid_at = created_at WHERE status = 'CANCELLED'", "says when it was paid and is not")]
    [InlineData(Consistent, "UPDATE payments SET due_at = NULL WHERE status = 'PENDING' AND held_at IS NULL", "nobody looks after it")]
    [InlineData(Consistent, "UPDATE payments SET hold_reason = NULL", "is held without saying why")]
    [InlineData(
        Covered, "UPDATE payments SET refund_held_minor = refund_held_minor + 1 WHERE status = 'SUCCEEDED'",
        "says that 1001 is held for refunds")]
    [InlineData(Covered, "UPDATE refunds SET due_at = NULL", "is open and nobody looks after it")]
    [InlineData(
        Refunded, $"UPDATE ledger_transfers SET amount_minor = 1 WHERE journal_id = {Started}",
        "has 0 journals REFUND_START of its amount instead of 1")]
    [InlineData(
        Refunded, $"UPDATE ledger_journals SET cause = 'rfd_nobody:start' WHERE id = {Started}", "rfd_nobody:start) belongs to no refund")]
    [InlineData(
        ByHand, $"UPDATE ledger_transfers SET credit = 'SUSPENSE' WHERE journal_id = {Manual}", "does not move what manual journal")]
    [InlineData(
        ByHand, $"DELETE FROM manual_journal_transfers WHERE manual_journal_id = (SELECT id FROM manual_journals WHERE status = 'POSTED' "
            + "AND reverses IS NULL) AND line = 1", "does not move what manual journal")]
    [InlineData(ByHand, $"UPDATE ledger_journals SET cause = '7:manual' WHERE id = {Manual}", "the books have no journal of it")]
    [InlineData(
        ByHand, "UPDATE manual_journals SET mode = 'LIVE' WHERE status = 'POSTED' AND date IS NOT NULL",
        "the books have no journal of it")]
    [InlineData(
        ByHand, "UPDATE manual_journals SET status = 'REJECTED', journal_id = NULL, posted_at = NULL WHERE reverses IS NOT NULL",
        ":manual) belongs to no approved manual journal")]
    [InlineData(
        ByHand, "UPDATE manual_journals SET reverses = (SELECT id FROM manual_journals WHERE status = 'REJECTED') WHERE reverses > 0",
        "does not undo manual journal")]
    [InlineData(Closed, "UPDATE ledger_closes SET month = '2026-01-01'", "ended 2026-01 with debits 0.00 BDT")]
    [InlineData(
        Closed, "UPDATE ledger_book_dates SET closed_through = '2026-01-01'", "is 2025-12, and journals are dated as if it were 2026-01")]
    [InlineData(Consistent, "UPDATE payment_attempts SET status = 'PAID' WHERE status = 'CANCELLED'", "1 paid attempts instead of 0")]
    [InlineData(
        Told, $"DELETE FROM webhook_deliveries WHERE event_id = {Cancelled};DELETE FROM webhook_events WHERE id = {Cancelled}",
        "has no event payment.cancelled")]
    [InlineData(Told, "UPDATE payments SET status = 'EXPIRED' WHERE status = 'CANCELLED'", "has no event payment.expired")]
    [InlineData(Told, "UPDATE webhook_events SET subject = 'pay_another' WHERE type = 'payment.held'", "has no event payment.held")]
    [InlineData(Delivered, $"DELETE FROM webhook_deliveries WHERE event_id = {Cancelled}", "has no delivery")]
    [InlineData(Delivered, $"UPDATE webhook_deliveries SET due_at = NULL WHERE event_id = {Cancelled}", "is neither done nor due")]
    [InlineData(Ids, "UPDATE id_blocks SET next = 2 WHERE name = 'ids'", "the next block of ids begins at 2")]
    [InlineData(Ids, "UPDATE id_blocks SET next = 1 WHERE name = 'applications'", "applications holds id 1")]
    public async Task What_is_broken_is_reported_and_nothing_else(string invariant, string breakage, string example, string? also = null)
    {
        await using var copy = await ToldStory.CopyAsync();
        Assert.DoesNotContain(await copy.VerifyAsync(), finding => !finding.Holds);

        await copy.Db.AllowChangesAsync();
        var tomorrow = TestDatabase.Kind == "postgresql" ? "posted_at + interval '1 day'" : "posted_at + 86400000000";
        var changed = 0;
        foreach (var statement in breakage.Split(';'))
            changed += await copy.Db.ExecuteAsync(statement.Replace("TOMORROW", tomorrow, StringComparison.Ordinal));

        Assert.True(changed > 0, "Nothing was broken.");
        var broken = (await copy.VerifyAsync()).Where(finding => !finding.Holds).ToList();
        Assert.Equal(
            new[] { invariant, also }.OfType<string>().Order(StringComparer.Ordinal),
            broken.Select(finding => finding.Name).Order(StringComparer.Ordinal));
        Assert.All(broken, finding => Assert.True(finding.IsAlarm));
        Assert.Contains(example, string.Join('\n', broken.Single(finding => finding.Name == invariant).Examples), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_seal_is_reported_with_its_position()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await TellStoryAsync(server);
        await server.SealAsync();
        Assert.Empty(Broken(await VerifyAsync(server)));

        await server.AllowChangesAsync();
        await server.ExecuteAsync(
            "UPDATE ledger_journals SET cause = cause || '!' WHERE id = (SELECT journal_id FROM ledger_seals WHERE position = 2)");

        var result = await VerifyAsync(server);
        Assert.Contains("breaks at position 2", Examples(result, Sealed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_nobody_seals_is_a_warning_and_one_that_waits_for_nobody_an_alarm()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await TellStoryAsync(server);

        // Neither sealed nor waiting: it came in another way, and no balance holds it.
        await server.ExecuteAsync("CREATE TABLE aside AS SELECT * FROM ledger_unsealed WHERE journal_id = " + Capture);
        await server.ExecuteAsync("DELETE FROM ledger_unsealed WHERE journal_id = " + Capture);
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        await server.SealAsync();
        var result = await VerifyAsync(server);
        Assert.Equal([Balances, SealedSoon], Broken(result));
        Assert.False((bool)result["holds"]!);
        Assert.Contains(":capture) is not sealed", Examples(result, SealedSoon), StringComparison.Ordinal);

        // The clock stands still, so nobody looks.
        await server.ExecuteAsync("INSERT INTO ledger_unsealed SELECT * FROM aside");
        result = await VerifyAsync(server);
        Assert.Equal([SealedSoon], Broken(result));
        Assert.True((bool)result["holds"]!);
    }

    [Fact]
    public async Task A_word_that_nobody_wrote_is_a_finding_and_not_a_failure()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await TellStoryAsync(server);

        await server.AllowChangesAsync();
        await server.ExecuteAsync($"UPDATE ledger_transfers SET debit = 'PETTY_CASH' WHERE journal_id = {SurplusFee}");

        var result = await VerifyAsync(server);
        Assert.Equal([Balances, Attempts], Broken(result));
        Assert.Contains("cannot be read: 'PETTY_CASH' is not a Account", Examples(result, Balances), StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_often_it_does_not_hold_the_first_twenty_are_named()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        for (var number = 0; number < 25; number++) await shop.OpenPaymentAsync();
        await server.ExecuteAsync("UPDATE payments SET due_at = NULL");

        var found = (await VerifyAsync(server))["invariants"]!.AsArray().Single(one => (string?)one!["name"] == Consistent)!;

        Assert.Equal((25, 25, 20), ((int)found["checked"]!, (int)found["violations"]!, found["examples"]!.AsArray().Count));
    }

    [Fact]
    public async Task After_a_long_story_everything_holds_also_while_it_goes_on()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var (first, second) = (await server.RegisterAsync(), await server.RegisterAsync());
        foreach (var shop in new[] { first, second })
        {
            await TellStoryAsync(server, shop);
            await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!, "failed");
            await server.ReturnAsync(await server.PayUnheardAsync(await shop.OpenPaymentAsync()));

            var late = await shop.OpenPaymentAsync();
            var (_, session) = await server.StartAttemptAsync(late);
            using var cancelled = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{late["reference"]}/cancel"), null);
            await server.EndSessionAsync(session, "success");
            await shop.InvoiceAsync();
            await shop.Test.PostAsync(
                "payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "kept" }, ("Idempotency-Key", "kept"));
        }

        await server.MapAsync();
        await server.ImportAsync(SettlementsUnderTest.Row(await server.PaidWithAsync(await server.PayOneAsync(first))));
        server.WaitUntil(server.Clock.GetUtcNow() + TimeSpan.FromMinutes(61));
        await Eventually.BecomesAsync(() => server.EventsAsync(second), events => events.Contains("payment.expired"));
        await Eventually.BecomesAsync(() => server.EventsAsync(first), events => events.Contains("payment.expired"));
        await server.SealAsync();
        var going = Task.Run(async () =>
        {
            for (var number = 0; number < 12; number++)
            {
                await server.PayOneAsync(number % 2 == 0 ? first : second);
                await server.SealOnceAsync(first.TestScope);
            }
        });
        var checks = 0;
        do
        {
            Assert.Equal("[]", string.Join(' ', (await VerifyAsync(server))["invariants"]!
                .AsArray()
                .Where(one => !(bool)one!["holds"]!)
                .Select(one => one!.ToJsonString())
                .DefaultIfEmpty("[]")));
            checks++;
        }
        while (!going.IsCompleted);
        await going;

        await server.SealAsync();
        server.Clock.Advance(CountForReports.Every);
        var result = await Eventually.BecomesAsync(
            () => VerifyAsync(server),
            told => (long)told["invariants"]!.AsArray().Single(one => (string?)one!["name"] == CountedByDay)!["checked"]! > 0);
        Assert.Empty(Broken(result));
        Assert.True(checks >= 1);
        Assert.All(
            result["invariants"]!.AsArray().Where(one => (string?)one!["name"] != SealedSoon),
            one => Assert.True((long)one!["checked"]! > 0, one.ToJsonString()));
    }

    [Fact]
    public async Task A_kept_answer_of_something_that_is_nowhere_is_reported()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        var paid = await shop.OpenPaymentAsync();
        await server.PayAsync((string)paid["reference"]!);
        var draft = InvoicesUnderTest.Body();
        draft["issue"] = false;
        var invoice = await CreateAsync("invoices", InvoicesUnderTest.Body());
        string[] made =
        [
            Name(await CreateAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "kept" })),
            Name(await CreateAsync($"payments/{paid["id"]}/refunds", new() { ["amountMinor"] = 100, ["reason"] = "Returned" })),
            Name(invoice),
            Name(await CreateAsync($"invoices/{invoice["id"]}/credit-notes", new() { ["amountMinor"] = 100, ["reason"] = "Too dear" })),
            "withholding " + (long)(await CreateAsync(
                $"invoices/{invoice["id"]}/withholdings",
                new() { ["kind"] = "VAT", ["amountMinor"] = 100, ["certificateNumber"] = "M-1", ["date"] = "2026-01-14" }))["id"]!,
        ];
        var deleted = await CreateAsync("invoices", draft);
        (await shop.Test.SendAsync(HttpMethod.Delete, $"invoices/{deleted["id"]}", null)).Data();
        Assert.DoesNotContain(Answered, Broken(await VerifyAsync(server)));

        // As a restore does that has the one table and not the other: the answers are now another application's.
        var other = await server.RegisterAsync();
        await server.AllowChangesAsync();
        await server.ExecuteAsync(
            $"UPDATE idempotency_records SET application_id = {other.Id} WHERE application_id = {shop.Id}");

        var result = await VerifyAsync(server);
        Assert.Equal([Answered], Broken(result));
        Assert.All(
            made,
            name => Assert.Contains(
                $"an answer kept in TEST names {name}, which is not there", Examples(result, Answered), StringComparison.Ordinal));

        async Task<JsonNode> CreateAsync(string path, JsonObject body)
        {
            var answer = await shop.Test.PostAsync(path, body, ("Idempotency-Key", path + (string?)body["issue"]?.ToJsonString()));
            Assert.Equal(HttpStatusCode.Created, answer.Status);
            return answer.Data();
        }

        static string Name(JsonNode one) => (string)one["reference"]!;
    }

    [Fact]
    public async Task Only_an_operator_may_ask()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous.ReadAsync("admin/verify")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.Test.ReadAsync("admin/verify")).Status);
    }

    [Fact]
    public async Task The_command_says_the_same_with_its_exit_code()
    {
        var database = await TestDatabase.GetAsync();
        var connection = await database.CreateAsync();
        await using var server = new TestServer(new() { ["ConnectionStrings:Database"] = connection });
        await server.InitializeAsync();
        await TellStoryAsync(server);
        await server.SealAsync();

        var (code, output) = await RunAsync(database.Provider, connection);
        Assert.True(code == 0, output);
        Assert.Contains($"✓ {Sealed}", output, StringComparison.Ordinal);
        Assert.Contains("21 checks in", output, StringComparison.Ordinal);

        await server.ExecuteAsync("UPDATE payments SET paid_at = NULL");
        (code, output) = await RunAsync(database.Provider, connection);
        Assert.True(code == 1, output);
        Assert.Contains($"✗ {Consistent}", output, StringComparison.Ordinal);
        Assert.Contains("is paid and does not say when", output, StringComparison.Ordinal);

        (code, output) = await RunAsync(database.Provider, await database.CreateEmptyAsync());
        Assert.True(code == 2, output);
        Assert.Contains("Run the migrate command once", output, StringComparison.Ordinal);
    }

    /// <summary>One payment paid twice over, one held, one cancelled after a declined attempt, one that nobody pays.</summary>
    internal static async Task TellStoryAsync(TestServer server, TestApplication? told = null)
    {
        var shop = told ?? await server.RegisterAsync();
        var paid = await shop.OpenPaymentAsync();
        var (first, forgotten) = await server.StartAttemptAsync(paid);
        await Notice.Of(first, "CANCELLED").SendAsync(server);
        await server.PayAsync((string)paid["reference"]!);
        await server.EndSessionAsync(forgotten, "success");

        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!, "risk");

        var cancelled = await shop.OpenPaymentAsync();
        await server.PayAsync((string)cancelled["reference"]!, "cancelled");
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{cancelled["reference"]}/cancel"), null);
        await shop.OpenPaymentAsync();

        // While the clock stands still it stays on its way.
        var refund = (await shop.RefundAsync(paid, 1000)).Data();
        await Eventually.BecomesAsync(
            async () => (await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data(), read => read["gatewayRefundId"] is not null);
        await TellOfJournalsAsync(server, shop);
    }

    /// <summary>One journal by hand that waits, one that was rejected, and one that was posted, dated and undone.</summary>
    private static async Task TellOfJournalsAsync(TestServer server, TestApplication shop)
    {
        using var second = await server.SecondOperatorAsync();
        await server.AskForJournalAsync(shop);
        await second.RejectJournalAsync((await server.AskForJournalAsync(shop)).Data());
        var posted = await second.ApproveJournalAsync(
            (await server.AskForJournalAsync(shop, new() { ["date"] = ManualJournalsUnderTest.Today })).Data());
        await second.ApproveJournalAsync((await server.AskToUndoAsync(shop, posted.Data())).Data());
        await CloseLastMonthAsync(server, shop);
    }

    /// <summary>Closes the month before the application was made, in which nothing moved: the story is told in one day.</summary>
    private static async Task CloseLastMonthAsync(TestServer server, TestApplication shop)
    {
        _ = Month.TryParse("2025-12", out var month);
        var (scope, id) = (
            shop.TestScope, await server.Services.GetRequiredService<IIdSource>().NextAsync<LedgerClose>(CancellationToken.None));
        await server.WithDbAsync(async db =>
        {
            db.Add(new LedgerClose
            {
                ApplicationId = scope.ApplicationId,
                Id = id,
                Mode = scope.Mode,
                Month = month.FirstDay,
                CreatedBy = "operator:1",
                CreatedAt = server.Clock.GetUtcNow(),
            });
            var dates = new BookDates { ApplicationId = scope.ApplicationId, Mode = scope.Mode };
            dates.Close(month);
            db.Add(dates);
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
    }

    /// <summary>Waits for two seconds, because a command may wait for one.</summary>
    [Fact]
    public async Task A_question_may_take_longer_than_any_other_command()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite has no time-out for a question that it works on.");
        await using var story = await ToldStory.OpenAsync($"{await ToldStory.CopyDatabaseAsync()};Command Timeout=1");

        var findings = new List<Finding>();
        await foreach (var finding in new Verifier(story.Db, [new SlowInvariant(story.Db)]).RunAsync(begins: null, CancellationToken.None))
            findings.Add(finding);

        Assert.True(Assert.Single(findings).Holds);
    }

    [Fact]
    public async Task A_database_that_stops_answering_is_one_sentence()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Only PostgreSQL can be told not to wait.");
        var connection = await ToldStory.CopyDatabaseAsync();
        await using var other = await NpgsqlDataSource.Create(connection).OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var held = new NpgsqlCommand("LOCK TABLE ledger_transfers", other, transaction);
        await held.ExecuteNonQueryAsync();

        var (code, said) = await RunAsync("PostgreSql", $"{connection};Options=-c lock_timeout=100");

        Assert.Equal(2, code);
        Assert.Contains("The database stopped answering: 55P03: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private sealed class SlowInvariant(OiPaymentsDb db) : IInvariant
    {
        public string Name => "This takes long";

        public Task<long> CountAsync(CancellationToken ct) => Task.FromResult(1L);

        public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_sleep(2)", ct);
            yield break;
        }
    }

    private static async Task<JsonNode> VerifyAsync(TestServer server) => (await server.Operator.ReadAsync("admin/verify")).Data();

    private static List<string> Broken(JsonNode result) =>
        [.. result["invariants"]!.AsArray().Where(one => !(bool)one!["holds"]!).Select(one => (string)one!["name"]!)];

    private static string Examples(JsonNode result, string invariant) =>
        result["invariants"]!.AsArray()
            .Single(one => (string?)one!["name"] == invariant)!["examples"]!
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static async Task<(int ExitCode, string Output)> RunAsync(string provider, string connection)
    {
        var folder = Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-verify-"));
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "oi-server.dll"), "verify", $"--Data:Folder={folder}",
                $"--Database:Provider={provider}", $"--ConnectionStrings:Database={connection}"
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The command did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
