using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>What the database refuses whoever asks, so that no bug of ours and no hand of an administrator rewrites the books.</summary>
public class AppendOnlyTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Booked = "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126";

    [Theory]
    [InlineData("UPDATE ledger_journals SET cause = 'another'")]
    [InlineData("UPDATE ledger_transfers SET amount_minor = 1")]
    [InlineData("UPDATE webhook_events SET payload = 'x'")]
    [InlineData("DELETE FROM ledger_transfers")]
    [InlineData("DELETE FROM ledger_journals")]
    [InlineData("DELETE FROM webhook_events")]
    public async Task What_is_written_is_never_changed_or_removed(string sql)
    {
        var shop = await PaidShopAsync();

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(sql));

        Assert.Contains("are never changed or removed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Booked, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_cause_is_booked_once_ever()
    {
        var shop = await PaidShopAsync();

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync($"""
            INSERT INTO ledger_journals (application_id, id, mode, currency, cause, kind, posted_at)
            SELECT application_id, id + 1000000, mode, currency, cause, kind, posted_at FROM ledger_journals WHERE application_id = {shop.Id} AND cause LIKE '%:capture'
            """));

        Assert.Contains("unique", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("0", "debit", "credit", "ck_ledger_transfers_amount_positive")]
    [InlineData("-1", "debit", "credit", "ck_ledger_transfers_amount_positive")]
    [InlineData("1", "debit", "debit", "ck_ledger_transfers_two_sides")]
    [InlineData("NULL", "debit", "credit", "amount_minor")]
    public async Task A_transfer_moves_something_from_one_account_to_another(string amount, string debit, string credit, string rule)
    {
        var shop = await PaidShopAsync();

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(Another(shop, amount, debit, credit)));

        Assert.Contains(rule, refused.Message, StringComparison.Ordinal);
        Assert.Equal(Booked, await shop.BalancesAsync());
        await ExecuteAsync(Another(shop, "1", "debit", "credit"));
        Assert.NotEqual(Booked, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_transfer_belongs_to_a_journal_that_is_there()
    {
        var shop = await PaidShopAsync();

        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(
            Another(shop, "1", "debit", "credit").Replace(
                "journal_id, line + 10", "journal_id + 1000000, line", StringComparison.Ordinal)));

        Assert.Equal(Booked, await shop.BalancesAsync());
    }

    private static string Another(TestApplication shop, string amount, string debit, string credit) => $"""
        INSERT INTO ledger_transfers (application_id, journal_id, line, mode, currency, debit, credit, amount_minor, posted_at)
        SELECT application_id, journal_id, line + 10, mode, currency, {debit}, {credit}, {amount}, posted_at FROM ledger_transfers WHERE application_id = {shop.Id}
        """;

    private Task<int> ExecuteAsync(string sql) => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    private async Task<TestApplication> PaidShopAsync()
    {
        var shop = await server.RegisterAsync();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        Assert.Equal(Booked, await shop.BalancesAsync());
        return shop;
    }
}
