using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Ledger.ManualJournalsUnderTest;

namespace OiPayments.ApiTests.Ledger;

/// <summary>What one operator asks for, another has to agree to; then it is in the books, once.</summary>
public class PostingManualJournalsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Posted = "GATEWAY_CLEARING -50150, GATEWAY_FEES 150, BANK 50000";

    [Fact]
    public async Task Nothing_moves_until_another_operator_approves()
    {
        var shop = await server.RegisterAsync();
        using var second = await server.SecondOperatorAsync();

        var asked = (await server.AskForJournalAsync(shop)).Data();
        Assert.Equal(
            ("AWAITING_APPROVAL", false, true), ((string?)asked["status"], (bool)asked["canApprove"]!, (bool)asked["canReject"]!));
        Assert.Null(asked["journalId"]);
        Assert.Equal("FORBIDDEN", (await server.Operator.ApproveJournalAsync(asked)).ErrorCode);
        Assert.Equal("", await shop.BalancesAsync());

        var approved = (await second.ApproveJournalAsync(asked)).Data();
        Assert.Equal("POSTED", (string?)approved["status"]);
        Assert.NotEqual((string?)approved["createdBy"], (string?)approved["decidedBy"]);
        Assert.Equal(Posted, await shop.BalancesAsync());
        var booked = (await server.Operator.ReadAsync(
            $"admin/ledger/journals/{approved["journalId"]}?applicationId={shop.Id}&mode=TEST")).Data();
        Assert.Equal(($"{asked["id"]}:manual", "MANUAL"), ((string?)booked["cause"], (string?)booked["kind"]));
        Assert.Equal(asked["transfers"]!.ToJsonString(), booked["transfers"]!.ToJsonString());
        Assert.Equal((string?)approved["postedAt"], (string?)booked["postedAt"]);

        Assert.Equal("INVALID_OPERATION_STATE", (await second.ApproveJournalAsync(asked)).ErrorCode);
        Assert.Equal("INVALID_OPERATION_STATE", (await second.RejectJournalAsync(asked)).ErrorCode);
        Assert.Equal(Posted, await shop.BalancesAsync());
    }

    [Fact]
    public async Task Whoever_asked_may_take_it_back_and_a_rejected_one_moves_nothing()
    {
        var shop = await server.RegisterAsync();
        using var second = await server.SecondOperatorAsync();
        var asked = (await server.AskForJournalAsync(shop)).Data();

        var rejected = (await server.Operator.RejectJournalAsync(asked)).Data();

        Assert.Equal(("REJECTED", "Not ours"), ((string?)rejected["status"], (string?)rejected["rejectionReason"]));
        Assert.Equal("INVALID_OPERATION_STATE", (await second.ApproveJournalAsync(asked)).ErrorCode);
        Assert.Equal("", await shop.BalancesAsync());
    }

    [Fact]
    public async Task However_many_approve_and_reject_at_once_it_ends_one_way_and_is_booked_at_most_once()
    {
        using var second = await server.SecondOperatorAsync();
        using var third = await server.SecondOperatorAsync("third@example.com");
        for (var round = 0; round < 4; round++)
        {
            var shop = await server.RegisterAsync();
            var asked = (await server.AskForJournalAsync(shop)).Data();
            var withRejections = round % 2 == 1;

            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => (number % 3, withRejections) switch
            {
                (2, true) => second.RejectJournalAsync(asked),
                (1, _) => third.ApproveJournalAsync(asked),
                _ => second.ApproveJournalAsync(asked),
            })));

            Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
            Assert.All(
                answers.Where(answer => answer.Status is not HttpStatusCode.OK),
                answer => Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode));
            var status = (string?)(await server.ReadJournalAsync(asked))["status"];
            Assert.Equal(status == "POSTED" ? Posted : "", await shop.BalancesAsync());
        }
    }

    [Fact]
    public async Task Asking_and_approving_need_the_password_again_after_five_minutes_and_rejecting_does_not()
    {
        var shop = await server.RegisterAsync();
        using var second = await server.OperatorWithAsync([Permission.LedgerRead, Permission.LedgerAdjust]);
        var asked = (await server.AskForJournalAsync(shop)).Data();
        server.WaitOut(TimeSpan.FromMinutes(6));

        Assert.Equal("REAUTH_REQUIRED", (await second.PostAsync("admin/ledger/journals", Body(shop))).ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", (await second.ApproveJournalAsync(asked)).ErrorCode);
        Assert.Equal("", await shop.BalancesAsync());
        Assert.Equal(HttpStatusCode.OK, (await second.RejectJournalAsync(asked)).Status);
    }

    [Fact]
    public async Task A_dated_journal_counts_from_the_end_of_its_day_in_Dhaka_also_after_everything_was_counted()
    {
        var shop = await server.RegisterAsync();
        await server.PostAsync([.. Enumerable.Range(0, 500).Select(number => shop.Capture($"before-{number}"))]);
        await server.SealAsync();
        server.WaitOut(TimeSpan.FromDays(40));
        using var second = await server.SecondOperatorAsync();
        var asked = (await server.AskForJournalAsync(shop, new() { ["date"] = "2026-01-31" })).Data();

        var approved = (await second.ApproveJournalAsync(asked)).Data();
        await server.SealAsync();

        Assert.Equal(("2026-01-31", "2026-01-31T17:59:59.999999Z"), ((string?)approved["date"], (string?)approved["postedAt"]));
        const string before = "GATEWAY_CLEARING 50000, APPLICATION_PAYABLE 50000";
        const string after = "GATEWAY_CLEARING -150, APPLICATION_PAYABLE 50000, GATEWAY_FEES 150, BANK 50000";
        Assert.Equal(before, await shop.BalancesAsync("?asOf=2026-01-30"));
        Assert.Equal(before, await shop.BalancesAsync("?asOf=2026-01-31T17:59:59Z"));
        Assert.Equal(after, await shop.BalancesAsync("?asOf=2026-01-31"));
        Assert.Equal(after, await shop.BalancesAsync());
        var february = (await shop.Test.ReadAsync("ledger/accounts/BANK/entries?from=2026-02-01")).Data();
        Assert.Equal((50000, 50000), ((long)february["openingMinor"]!, (long)february["closingMinor"]!));

        // What was counted before the day of the journal, and what is counted with it.
        await server.PostAsync([.. Enumerable.Range(0, 499).Select(number => shop.Capture($"after-{number}"))]);
        await server.SealAsync();
        await Eventually.BecomesAsync(server.CountedAsync, counted => counted == 1000);
        Assert.Equal(before, await shop.BalancesAsync("?asOf=2026-01-31T17:59:59Z"));
        Assert.Equal(after, await shop.BalancesAsync("?asOf=2026-01-31"));
        Assert.DoesNotContain(
            (await server.Operator.ReadAsync("admin/verify")).Data()["invariants"]!.AsArray(),
            one => !(bool)one!["holds"]! && ((string)one["name"]!).StartsWith("Every account's balance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_dated_today_counts_from_its_approval()
    {
        var shop = await server.RegisterAsync();
        using var second = await server.SecondOperatorAsync();
        var today = server.Clock.GetUtcNow().AddHours(6).ToString("yyyy-MM-dd");

        var approved =
            (await second.ApproveJournalAsync((await server.AskForJournalAsync(shop, new() { ["date"] = today })).Data())).Data();

        Assert.Equal((string?)approved["decidedAt"], (string?)approved["postedAt"]);
        Assert.Equal(Posted, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_posted_journal_is_undone_once_by_another_with_its_sides_swapped()
    {
        var shop = await server.RegisterAsync();
        using var second = await server.SecondOperatorAsync();
        var posted = (await server.AskForJournalAsync(shop)).Data();
        Assert.Equal("INVALID_OPERATION_STATE", (await server.AskToUndoAsync(shop, posted)).ErrorCode);
        await second.ApproveJournalAsync(posted);

        // One that is rejected leaves room for another; of several at once one is taken.
        await second.RejectJournalAsync((await server.AskToUndoAsync(shop, posted)).Data());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => server.AskToUndoAsync(shop, posted))));
        var undoing = Assert.Single(answers, answer => answer.Status is HttpStatusCode.Created).Data();
        Assert.All(
            answers.Where(answer => answer.Status is not HttpStatusCode.Created),
            answer => Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode));
        Assert.Equal(
            "GATEWAY_CLEARING BANK 50000, GATEWAY_CLEARING GATEWAY_FEES 150",
            string.Join(", ", undoing["transfers"]!.AsArray().Select(t => $"{t!["debit"]} {t["credit"]} {t["amountMinor"]}")));
        Assert.Equal((long)undoing["id"]!, (long)(await server.ReadJournalAsync(posted))["reversedBy"]!);

        await second.ApproveJournalAsync(undoing);
        Assert.Equal("", await shop.BalancesAsync());
        Assert.Equal("INVALID_OPERATION_STATE", (await server.AskToUndoAsync(shop, posted)).ErrorCode);
        Assert.Equal(HttpStatusCode.Created, (await server.AskToUndoAsync(shop, undoing)).Status);
    }

    [Fact]
    public async Task A_journal_is_undone_in_its_own_books()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        using var second = await server.SecondOperatorAsync();
        var posted = (await server.AskForJournalAsync(shop)).Data();
        await second.ApproveJournalAsync(posted);

        Assert.Equal("RESOURCE_NOT_FOUND", (await server.AskToUndoAsync(other, posted)).ErrorCode);
        var live = new JsonObject
        {
            ["applicationId"] = shop.Id,
            ["mode"] = "LIVE",
            ["reason"] = "Booked by mistake",
            ["reverses"] = (long)posted["id"]!
        };
        Assert.Equal("RESOURCE_NOT_FOUND", (await server.Operator.PostAsync("admin/ledger/journals", live)).ErrorCode);
    }

    [Theory]
    [InlineData("transfers", """[{"debit":"BANK","credit":"BANK","amountMinor":1}]""", "transfers[0].credit")]
    [InlineData("transfers", """[{"debit":"INVOICED","credit":"BANK","amountMinor":1}]""", "transfers[0].debit")]
    [InlineData("transfers", """[{"debit":"BANK","credit":"INVOICE_RECEIVABLE","amountMinor":1}]""", "transfers[0].credit")]
    [InlineData("transfers", """[{"debit":"BANK","credit":"TAX_WITHHELD","amountMinor":1}]""", "transfers[0].credit")]
    [InlineData("transfers", """[{"debit":"BANK","credit":"SUSPENSE","amountMinor":0}]""", "transfers[0].amountMinor")]
    [InlineData("transfers", """[{"debit":"BANK","credit":"SUSPENSE","amountMinor":1.5}]""", "transfers[0].amountMinor")]
    [InlineData("transfers", """[{"debit":"PETTY_CASH","credit":"SUSPENSE","amountMinor":1}]""", "transfers[0].debit")]
    [InlineData(
        "transfers",
        """[{"debit":"BANK","credit":"SUSPENSE","amountMinor":9007199254740991},{"debit":"BANK","credit":"SUSPENSE","amountMinor":1}]""",
        "transfers")]
    [InlineData("transfers", "[]", "transfers")]
    [InlineData("transfers", "null", "transfers")]
    [InlineData("currency", "null", "currency")]
    [InlineData("currency", "\"TAKA\"", "currency")]
    [InlineData("reason", "\"no\"", "reason")]
    [InlineData("reason", "\"      \"", "reason")]
    [InlineData("date", "\"2226-01-16\"", "date")]
    [InlineData("date", "\"2026-01-14\"", "date")]
    [InlineData("date", "\"yesterday\"", "date")]
    [InlineData("reverses", "5", "currency")]
    [InlineData("mode", "\"BOTH\"", "mode")]
    public async Task What_makes_no_sense_is_refused_by_the_name_of_its_field(string field, string value, string complaint)
    {
        var shop = await server.RegisterAsync();

        var answer = await server.AskForJournalAsync(shop, new() { [field] = JsonNode.Parse(value) });

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Contains(complaint, answer.Json["data"]!.AsObject().Select(one => one.Key));
        Assert.Empty((await server.Operator.ReadAsync($"admin/ledger/journals?applicationId={shop.Id}")).Data().AsArray());
    }

    [Fact]
    public async Task One_journal_has_at_most_twenty_transfers()
    {
        var shop = await server.RegisterAsync();
        JsonArray Transfers(int count) => new([.. Enumerable.Range(1, count).Select(n => Transfer("BANK", "SUSPENSE", n))]);

        Assert.Equal("VALIDATION_ERROR", (await server.AskForJournalAsync(shop, new() { ["transfers"] = Transfers(21) })).ErrorCode);
        Assert.Equal(HttpStatusCode.Created, (await server.AskForJournalAsync(shop, new() { ["transfers"] = Transfers(20) })).Status);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_status_application_and_mode()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        using var second = await server.SecondOperatorAsync();
        var posted = (await server.AskForJournalAsync(shop)).Data();
        await second.ApproveJournalAsync(posted);
        var waiting = (await server.AskForJournalAsync(shop, new() { ["mode"] = "LIVE" })).Data();
        await server.AskForJournalAsync(other);

        Assert.Equal([$"{waiting["id"]}", $"{posted["id"]}"], await IdsAsync(""));
        Assert.Equal([$"{waiting["id"]}"], await IdsAsync("&status=AWAITING_APPROVAL"));
        Assert.Equal([$"{posted["id"]}"], await IdsAsync("&mode=TEST"));
        using var reader = await server.OperatorWithAsync([Permission.LedgerRead], other);
        Assert.Empty((await reader.ReadAsync($"admin/ledger/journals?applicationId={shop.Id}")).Data().AsArray());
        Assert.Equal("RESOURCE_NOT_FOUND", (await reader.ReadAsync($"admin/ledger/journals/{posted["id"]}/request")).ErrorCode);

        async Task<IEnumerable<string>> IdsAsync(string more) =>
            (await server.Operator.ReadAsync($"admin/ledger/journals?applicationId={shop.Id}{more}")).Data()
                .AsArray()
                .Select(one => $"{one!["id"]}");
    }

    [Fact]
    public async Task Each_step_leaves_its_line_in_the_audit_log()
    {
        var shop = await server.RegisterAsync();
        using var second = await server.SecondOperatorAsync();
        await second.ApproveJournalAsync((await server.AskForJournalAsync(shop)).Data());
        await second.RejectJournalAsync((await server.AskForJournalAsync(shop)).Data());

        var lines = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}&targetType=journal&order=ASC")).Data();

        Assert.Equal(
            ["journal.request", "journal.approve", "journal.request", "journal.reject"],
            lines.AsArray().Select(line => (string?)line!["action"]));
        Assert.Equal("The bank's letter of the 14th", (string?)lines[0]!["reason"]);
        Assert.Equal("POSTED", (string?)lines[1]!["after"]!["status"]);
    }

    [Theory]
    [InlineData("UPDATE manual_journals SET status = 'AWAITING_APPROVAL', journal_id = NULL, posted_at = NULL WHERE status = 'POSTED'")]
    [InlineData("UPDATE manual_journals SET status = 'REJECTED', journal_id = NULL, posted_at = NULL WHERE status = 'POSTED'")]
    [InlineData("UPDATE manual_journals SET status = 'POSTED', journal_id = 1, posted_at = created_at WHERE status = 'REJECTED'")]
    [InlineData("UPDATE manual_journals SET reason = 'Something else'")]
    [InlineData("UPDATE manual_journals SET created_by = 'operator:1' WHERE status = 'AWAITING_APPROVAL'")]
    [InlineData("DELETE FROM manual_journal_transfers")]
    [InlineData("UPDATE manual_journal_transfers SET amount_minor = 1")]
    [InlineData("UPDATE manual_journals SET status = 'POSTED' WHERE status = 'AWAITING_APPROVAL'")]
    public async Task The_database_keeps_what_was_asked_for_and_decided(string sql)
    {
        var shop = await server.RegisterAsync();
        using var second = await server.SecondOperatorAsync();
        await server.AskForJournalAsync(shop);
        await second.ApproveJournalAsync((await server.AskForJournalAsync(shop)).Data());
        await second.RejectJournalAsync((await server.AskForJournalAsync(shop)).Data());

        await Assert.ThrowsAnyAsync<DbException>(() => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }
}
