using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Refunds;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>
/// The lifecycles are tables in the code, and rules in the database: both say the same about every step there could be, and the
/// database says it to anybody, whatever way they come.
/// </summary>
public class LifecycleTests(TestServer server) : IClassFixture<TestServer>
{
    private int copies;

    [Fact]
    public Task The_database_and_the_code_allow_payments_the_same_steps() =>
        CompareAsync<Payment, PaymentStatus>(PaymentLifecycle.Steps.Allows, "reference");

    [Fact]
    public Task The_database_and_the_code_allow_attempts_the_same_steps() =>
        CompareAsync<PaymentAttempt, AttemptStatus>(AttemptLifecycle.Steps.Allows, "transaction_id");

    [Fact]
    public Task The_database_and_the_code_allow_refunds_the_same_steps() =>
        CompareAsync<Refund, RefundStatus>(RefundLifecycle.Steps.Allows, "reference");

    /// <summary>The one step beside the table: the gateway's word over a person's, once.</summary>
    [Theory]
    [InlineData("FAILED", "SUCCEEDED", "resolved_at = created_at", "contradicted_at = created_at", true)]
    [InlineData("SUCCEEDED", "FAILED", "resolved_at = created_at", "contradicted_at = created_at", true)]
    [InlineData("FAILED", "SUCCEEDED", "resolved_at = NULL", "contradicted_at = created_at", false)]
    [InlineData("FAILED", "SUCCEEDED", "resolved_at = created_at", "contradicted_at = NULL", false)]
    [InlineData("FAILED", "SUCCEEDED", "resolved_at = created_at, contradicted_at = created_at", "contradicted_at = created_at", false)]
    [InlineData("FAILED", "PENDING", "resolved_at = created_at", "contradicted_at = created_at", false)]
    public async Task Only_what_a_person_ended_can_the_gateway_contradict(string from, string to, string given, string set, bool isAllowed)
    {
        var shop = await RefundedShopAsync();
        var (table, id) = await CopyAsync<Refund>(shop, "reference", from);
        var copy = $"application_id = {shop.Id} AND id = {id}";
        await ExecuteAsync($"UPDATE {table} SET {given} WHERE {copy}");

        var refused = await Record.ExceptionAsync(() => ExecuteAsync($"UPDATE {table} SET status = '{to}', {set} WHERE {copy}"));

        Assert.Equal(isAllowed, refused is null);
    }

    [Theory]
    [InlineData("payments")]
    [InlineData("payment_attempts")]
    [InlineData("refunds")]
    public async Task What_money_hangs_on_is_never_removed(string table)
    {
        await RefundedShopAsync();

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync($"DELETE FROM {table}"));

        Assert.Contains("removed", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE payments SET refund_held_minor = amount_minor + 1 WHERE status = 'SUCCEEDED'")]
    [InlineData("UPDATE payments SET refunded_minor = refund_held_minor + 1")]
    [InlineData("UPDATE payments SET refund_held_minor = -1, refunded_minor = -1")]
    [InlineData("UPDATE payments SET refund_held_minor = 1 WHERE status <> 'SUCCEEDED'")]
    [InlineData("UPDATE refunds SET amount_minor = 0")]
    public async Task The_database_keeps_refunds_within_what_was_captured(string sql)
    {
        var shop = await RefundedShopAsync();
        await shop.OpenPaymentAsync();

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(sql));

        Assert.Contains("ck_", refused.Message, StringComparison.Ordinal);
    }

    private async Task CompareAsync<TRow, TStatus>(Func<TStatus, TStatus, bool> allows, string uniqueColumn)
        where TRow : class, IScoped
        where TStatus : struct, Enum
    {
        var shop = await RefundedShopAsync();
        var differences = new List<string>();
        foreach (var from in Enum.GetValues<TStatus>())
        {
            foreach (var to in Enum.GetValues<TStatus>().Where(to => !to.Equals(from)))
            {
                var (table, id) = await CopyAsync<TRow>(shop, uniqueColumn, WireNames<TStatus>.Of(from));
                bool isTaken;
                try
                {
                    await ExecuteAsync(
                        $"UPDATE {table} SET status = '{WireNames<TStatus>.Of(to)}' WHERE application_id = {shop.Id} AND id = {id}");
                    isTaken = true;
                }
                catch (DbException refused) when (refused.Message.Contains("cannot", StringComparison.Ordinal))
                {
                    isTaken = false;
                }

                if (isTaken != allows(from, to))
                    differences.Add($"{from} to {to}: the code says {allows(from, to)}, the database {isTaken}");
            }
        }

        Assert.Empty(differences);
    }

    /// <summary>A row like the application's first, in another status: inserting is free, only steps are ruled.</summary>
    private Task<(string Table, long Id)> CopyAsync<TRow>(TestApplication shop, string uniqueColumn, string status)
        where TRow : class => server.WithDbAsync(async db =>
    {
        var type = db.Model.FindEntityType(typeof(TRow))!;
        var table = type.GetTableName()!;
        var id = 1_000_000_000 + Interlocked.Increment(ref copies);
        var values = type.GetProperties().Select(property => property.GetColumnName()).ToDictionary(column => column, column =>
            column == "id" ? id.ToString(CultureInfo.InvariantCulture)
            : column == "status" ? $"'{status}'"
            : column == uniqueColumn ? $"'copy-{id}'"
            : column is "validation_id" ? "NULL"
            : column is "refund_held_minor" or "refunded_minor" ? "0"
            : column);
        await ExecuteAsync($"""
            INSERT INTO {table} ({string.Join(", ", values.Keys)})
            SELECT {string.Join(", ", values.Values)} FROM {table} WHERE application_id = {shop.Id} AND id < 1000000000 ORDER BY id LIMIT 1
            """);
        return (table, (long)id);
    });

    private async Task<TestApplication> RefundedShopAsync()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        (await shop.RefundAsync(payment, 1000)).Data();
        return shop;
    }

    private Task<int> ExecuteAsync(string sql) => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));
}
