using System.Runtime.CompilerServices;
using OiPayments.Ledger;

namespace OiPayments.Verification;

/// <summary>
/// Compares every balance as the API tells it, grouped and summed by the database as of now, with the same entries read one by
/// one and added up here.
/// </summary>
internal sealed class BalancesAreSumsOfEntries(LedgerFacts facts, Book book, TimeProvider clock) : IInvariant
{
    /// <summary>So far the clocks of two nodes may be apart: what another posted just now is not in the future.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    public string Name => "Every account's balance is the sum of its entries";

    public async Task<long> CountAsync(CancellationToken ct) =>
        await facts.Transfers.Select(t => new { t.ApplicationId, t.Mode, t.Currency }).Distinct().LongCountAsync(ct) * Enum.GetValues<Account>().Length;

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var summed = new Dictionary<(Scope Scope, Currency Currency, Account Account), long>();
        var entries = facts.Transfers.Select(t => new { t.ApplicationId, t.Mode, t.Currency, t.Debit, t.Credit, t.AmountMinor });
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(ct))
        {
            var scope = new Scope(entry.ApplicationId, entry.Mode);
            Add(scope, entry.Currency, entry.Debit, entry.Debit.GrowsByDebit ? entry.AmountMinor : -entry.AmountMinor);
            Add(scope, entry.Currency, entry.Credit, entry.Credit.GrowsByDebit ? -entry.AmountMinor : entry.AmountMinor);
        }

        foreach (var scope in summed.Keys.Select(key => key.Scope).Distinct().OrderBy(scope => scope.ApplicationId.Value).ThenBy(scope => scope.Mode))
        {
            var told = (await book.BalancesAsync(scope, clock.GetUtcNow() + ClockSkew, ct)).ToDictionary(balance => (scope, balance.Currency, balance.Account), balance => balance.BalanceMinor);
            foreach (var account in summed.Keys.Where(key => key.Scope == scope).OrderBy(key => key.Currency.Code, StringComparer.Ordinal).ThenBy(key => key.Account))
            {
                var (expected, balance) = (summed[account], told.GetValueOrDefault(account));
                if (expected != balance)
                    yield return $"Application {scope.ApplicationId}, {WireNames<Mode>.Of(scope.Mode)}, {WireNames<Account>.Of(account.Account)}: the balance is {new Money(balance, account.Currency)}, its entries add up to {new Money(expected, account.Currency)}.";
            }
        }

        void Add(Scope scope, Currency currency, Account account, long amount) =>
            summed[(scope, currency, account)] = checked(summed.GetValueOrDefault((scope, currency, account)) + amount);
    }
}
