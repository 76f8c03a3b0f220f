using System.Runtime.CompilerServices;
using OiPayments.Ledger;

namespace OiPayments.Verification;

/// <summary>
/// Compares every balance as the API tells it, from turnovers that were counted earlier and from what is not counted yet, with the
/// same entries read one by one and added up here.
/// </summary>
internal sealed class BalancesAreSumsOfEntries(LedgerFacts facts, Book book, TimeProvider clock) : IInvariant
{
    /// <summary>So far the clocks of two nodes may be apart: what another posted just now is not in the future.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    public string Name => "Every account's balance is the sum of its entries";

    public async Task<long> CountAsync(CancellationToken ct) =>
        await facts.Transfers.Select(t => new { t.ApplicationId, t.Mode, t.Currency })
            .Distinct()
            .LongCountAsync(ct) * Enum.GetValues<Account>().Length;

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var summed = new Dictionary<(Scope Scope, Currency Currency, Account Account), (long DebitMinor, long CreditMinor)>();
        var entries = facts.Transfers.Select(t => new { t.ApplicationId, t.Mode, t.Currency, t.Debit, t.Credit, t.AmountMinor });
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(ct))
        {
            var scope = new Scope(entry.ApplicationId, entry.Mode);
            Add((scope, entry.Currency, entry.Debit), entry.AmountMinor, 0);
            Add((scope, entry.Currency, entry.Credit), 0, entry.AmountMinor);
        }

        foreach (var scope in summed.Keys.Select(key => key.Scope)
            .Distinct()
            .OrderBy(scope => scope.ApplicationId.Value)
            .ThenBy(scope => scope.Mode))
        {
            var told = (await book.BalancesAsync(scope, clock.GetUtcNow() + ClockSkew, ct)).ToDictionary(
                balance => (scope, balance.Currency, balance.Account), balance => (balance.DebitMinor, balance.CreditMinor));
            var accounts = summed.Keys.Where(key => key.Scope == scope)
                .Union(told.Keys)
                .OrderBy(key => key.Currency.Code, StringComparer.Ordinal)
                .ThenBy(key => key.Account);
            foreach (var account in accounts)
            {
                var (expected, balance) = (
                    Describe(account, summed.GetValueOrDefault(account)), Describe(account, told.GetValueOrDefault(account)));
                if (expected != balance)
                    yield return $"Application {scope.ApplicationId}, {WireNames<Mode>.Of(scope.Mode)}, "
                        + $"{WireNames<Account>.Of(account.Account)}: the balance is {balance}, its entries add up to {expected}.";
            }
        }

        void Add((Scope Scope, Currency Currency, Account Account) account, long debit, long credit)
        {
            var before = summed.GetValueOrDefault(account);
            summed[account] = checked((before.DebitMinor + debit, before.CreditMinor + credit));
        }
    }

    private static string Describe((Scope Scope, Currency Currency, Account Account) account, (long DebitMinor, long CreditMinor) sums)
    {
        var balance = new AccountBalance(account.Account, account.Currency, sums.DebitMinor, sums.CreditMinor);
        return $"{Money(balance.BalanceMinor)} (debits {Money(sums.DebitMinor)}, credits {Money(sums.CreditMinor)})";

        Money Money(long minor) => new(minor, account.Currency);
    }
}
