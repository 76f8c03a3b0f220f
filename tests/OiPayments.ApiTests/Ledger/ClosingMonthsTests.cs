using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>What was told of a closed month stays told. These tests move the clock.</summary>
public class ClosingMonthsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Stays = "Every closed month still ends with the balances that were kept when it was closed";

    [Fact]
    public async Task Closing_keeps_what_every_account_held_at_the_end_of_the_month_in_Dhaka()
    {
        var shop = await ShopAsync(out var month);
        await server.PostAsync(shop.Capture("in-the-month", 700));
        GoTo(Plus(month, 1).AddMicroseconds(-1));
        await server.PostAsync(shop.Capture("last-moment", 20));
        GoTo(Plus(month, 1));
        await server.PostAsync(shop.Capture("first-of-the-next", 3));
        GoTo(Plus(month, 1).AddMinutes(10));

        var closed = (await CloseAsync(shop, month)).Data();

        Assert.Equal((Name(month), "Administrator"), ((string?)closed["month"], (string?)closed["closedByName"]));
        Assert.Equal(
            "GATEWAY_CLEARING 720, APPLICATION_PAYABLE 720", string.Join(", ", closed["balances"]!.AsArray()
                .Where(account => (long)account!["balanceMinor"]! != 0)
                .Select(account => $"{account!["code"]} {account["balanceMinor"]}")));
        var listed = (await server.Operator.ReadAsync($"admin/ledger/closes?applicationId={shop.Id}&mode=TEST")).Data();
        Assert.Equal(closed.ToJsonString(), Assert.Single(listed.AsArray())!.ToJsonString());
        Assert.Equal("INVALID_OPERATION_STATE", (await CloseAsync(shop, month)).ErrorCode);
        Assert.True(await HoldsAsync());
    }

    [Fact]
    public async Task A_month_is_closed_ten_minutes_after_its_end_and_no_sooner()
    {
        var shop = await ShopAsync(out var month);

        Assert.Equal("INVALID_OPERATION_STATE", (await CloseAsync(shop, month)).ErrorCode);
        GoTo(Plus(month, 1).AddMinutes(10).AddSeconds(-1));
        Assert.Contains("Come back after", (await CloseAsync(shop, month)).Text, StringComparison.Ordinal);
        GoTo(Plus(month, 1).AddMinutes(10));
        Assert.Equal(HttpStatusCode.Created, (await CloseAsync(shop, month)).Status);
    }

    [Fact]
    public async Task An_earlier_month_in_which_money_moved_is_closed_first()
    {
        var shop = await ShopAsync(out var month);
        await server.PostAsync(shop.Capture("moved", 700));
        GoTo(Plus(month, 3).AddMinutes(10));

        Assert.Equal("INVALID_OPERATION_STATE", (await CloseAsync(shop, Plus(month, -1))).ErrorCode);
        var refused = await CloseAsync(shop, Plus(month, 2));
        Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
        Assert.Contains($"{Name(month)} is not closed", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await CloseAsync(shop, month)).Status);

        // Nothing moved in the month between, and it is closed with the next.
        Assert.Equal(HttpStatusCode.Created, (await CloseAsync(shop, Plus(month, 2))).Status);
        Assert.Contains("is closed already", (await CloseAsync(shop, Plus(month, 1))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_for_a_day_of_a_closed_month_counts_from_its_approval_and_says_so()
    {
        var shop = await ShopAsync(out var month);
        var day = month.AddHours(6).AddDays(19).ToString("yyyy-MM-dd");
        await server.PostAsync(shop.Capture("moved", 700));
        GoTo(Plus(month, 1).AddMinutes(10));
        using var second = await server.SecondOperatorAsync();
        var inTime = (await second.ApproveJournalAsync((await server.AskForJournalAsync(shop, new() { ["date"] = day })).Data())).Data();
        var waiting = (await server.AskForJournalAsync(shop, new() { ["date"] = day })).Data();
        var closed = (await CloseAsync(shop, month)).Data();

        var late = (await second.ApproveJournalAsync(waiting)).Data();

        Assert.Equal((false, true), ((bool)inTime["postedLate"]!, (bool)late["postedLate"]!));
        Assert.Equal((day, (string?)late["decidedAt"]), ((string?)late["date"], (string?)late["postedAt"]));
        var end = Plus(month, 1).AddSeconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        Assert.Equal(
            (50000, 100000), ((long)closed["balances"]!.AsArray().Single(b => (string?)b!["code"] == "BANK")!["balanceMinor"]!,
            await BankAsync(shop, "")));
        Assert.Equal(50000, await BankAsync(shop, $"?asOf={end}"));
        Assert.True(await HoldsAsync());
    }

    [Fact]
    public async Task Of_a_journal_and_a_close_at_once_the_kept_balances_are_right_whoever_was_first()
    {
        var (late, inTime) = (0, 0);
        for (var round = 0; round < 6; round++)
        {
            var shop = await ShopAsync(out var month);
            await server.PostAsync(shop.Capture($"moved-{round}", 700));
            GoTo(Plus(month, 1).AddMinutes(10));
            using var second = await server.SecondOperatorAsync();
            var date = month.AddHours(6).AddDays(3).ToString("yyyy-MM-dd");
            var asked = new List<JsonNode>();
            for (var number = 0; number < 5; number++)
                asked.Add((await server.AskForJournalAsync(shop, new() { ["date"] = date })).Data());

            var answers = await Task.WhenAll(
                asked.Select(journal => Task.Run(() => second.ApproveJournalAsync(journal)))
                    .Append(Task.Run(() => CloseAsync(shop, month)))
                    .Append(Task.Run(() => CloseAsync(shop, month))));

            Assert.Equal(5, answers.Take(5).Count(answer => answer.Status is HttpStatusCode.OK));
            var closed = Assert.Single(answers.Skip(5), answer => answer.Status is HttpStatusCode.Created).Data();
            var kept = (long)(closed["balances"]!.AsArray().Single(b => (string?)b!["code"] == "BANK")!["balanceMinor"] ?? 0);
            var before = answers.Take(5).Count(answer => !(bool)answer.Data()["postedLate"]!);
            Assert.Equal((before * 50000, 5 * 50000), (kept, await BankAsync(shop, "")));
            (late, inTime) = (late + 5 - before, inTime + before);
        }

        Assert.True(await HoldsAsync());
        Assert.Equal(30, late + inTime);
    }

    [Fact]
    public async Task Closing_needs_the_permission_there_and_the_password_of_the_last_five_minutes()
    {
        var (shop, other) = (await ShopAsync(out var month), await server.RegisterAsync());
        GoTo(Plus(month, 1).AddMinutes(10));
        using var reader = await server.OperatorWithAsync([Permission.LedgerRead], shop);
        using var elsewhere = await server.OperatorWithAsync([Permission.LedgerRead, Permission.LedgerAdjust], other);
        using var here = await server.OperatorWithAsync([Permission.LedgerRead, Permission.LedgerAdjust], shop);

        Assert.Equal("FORBIDDEN", (await CloseAsync(shop, month, reader)).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await CloseAsync(shop, month, elsewhere)).ErrorCode);
        server.WaitOut(TimeSpan.FromMinutes(6));
        Assert.Equal("REAUTH_REQUIRED", (await CloseAsync(shop, month, here)).ErrorCode);
        Assert.Empty((await server.Operator.ReadAsync($"admin/ledger/closes?applicationId={shop.Id}")).Data().AsArray());
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026-01-01")]
    [InlineData("January")]
    public async Task What_is_no_month_is_refused(string month)
    {
        var shop = await server.RegisterAsync();

        var answer = await server.Operator.PostAsync(
            "admin/ledger/closes", new JsonObject { ["applicationId"] = shop.Id, ["mode"] = "TEST", ["month"] = month });

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.NotNull(answer.Json["data"]!["month"]);
    }

    [Theory]
    [InlineData("UPDATE ledger_closes SET created_by = 'nobody'")]
    [InlineData("DELETE FROM ledger_closing_balances")]
    [InlineData("UPDATE ledger_closing_balances SET debit_minor = 1")]
    [InlineData("DELETE FROM ledger_book_dates")]
    [InlineData("UPDATE ledger_book_dates SET closed_through = NULL")]
    [InlineData("UPDATE ledger_book_dates SET closed_through = '2000-01-01'")]
    public async Task The_database_opens_no_month_again(string sql)
    {
        var shop = await ShopAsync(out var month);
        await server.PostAsync(shop.Capture("moved", 700));
        GoTo(Plus(month, 1).AddMinutes(10));
        Assert.Equal(HttpStatusCode.Created, (await CloseAsync(shop, month)).Status);

        await Assert.ThrowsAnyAsync<DbException>(() => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }

    /// <summary>A shop that was made in a month of its own, a few days after it began in Dhaka.</summary>
    private Task<TestApplication> ShopAsync(out DateTimeOffset month)
    {
        var next = server.Clock.GetUtcNow().AddHours(6).AddMonths(1);
        month = new DateTimeOffset(next.Year, next.Month, 1, 0, 0, 0, TimeSpan.Zero).AddHours(-6);
        GoTo(month.AddDays(2));
        return server.RegisterAsync();
    }

    /// <summary>The first instant of a month so many later, in Dhaka: in UTC its day is the last of a month, whichever that is.</summary>
    private static DateTimeOffset Plus(DateTimeOffset month, int months) => month.AddHours(6).AddMonths(months).AddHours(-6);

    private void GoTo(DateTimeOffset time) => server.Clock.AdjustTime(time);

    private static string Name(DateTimeOffset month) => month.AddHours(6).ToString("yyyy-MM");

    private Task<Answer> CloseAsync(TestApplication shop, DateTimeOffset month, HttpClient? who = null) =>
        (who ?? server.Operator).PostAsync(
            "admin/ledger/closes", new JsonObject { ["applicationId"] = shop.Id, ["mode"] = "TEST", ["month"] = Name(month) });

    private static async Task<long> BankAsync(TestApplication shop, string query) =>
        (long)(await shop.Test.ReadAsync("ledger/accounts" + query)).Data()
            .AsArray()
            .Single(account => (string?)account!["code"] == "BANK")!["balanceMinor"]!;

    private async Task<bool> HoldsAsync() => (bool)(await server.Operator.ReadAsync("admin/verify")).Data()["invariants"]!.AsArray()
        .Single(one => (string?)one!["name"] == Stays)!["holds"]!;
}
