using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// What became of the money that the gateway took, in one currency and one period, in minor units: <c>OpeningMinor + InMinor − FeesMinor −
/// RefundsMinor − SettledMinor + AdjustedMinor = ClosingMinor</c>.
/// </summary>
internal sealed record MonthSums(
    Currency Currency, long OpeningMinor, long InMinor, long FeesMinor, long RefundsMinor, long SettledMinor, long AdjustedMinor,
    long ClosingMinor);

/// <summary>
/// Sums up a period of <see cref="Account.GatewayClearing"/>, where what the gateway has taken and not paid out lies, by why money came
/// and went.
/// </summary>
internal sealed class SumUpMonth(OiPaymentsDb db, Book book, LedgerFacts facts)
{
    /// <summary>A figure of the statement.</summary>
    private enum Figure
    {
        In,
        Fees,
        Refunds,
        Settled,
        Adjusted,
    }

    /// <param name="scope">Whose books.</param>
    /// <param name="begin">The first instant.</param>
    /// <param name="end">The first instant after it.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>One for each currency that was ever moved until the end, by code.</returns>
    public async Task<IReadOnlyList<MonthSums>> RunAsync(
        Scope scope, DateTimeOffset begin, DateTimeOffset end, CancellationToken ct)
    {
        // All of one moment.
        await using var snapshot = await db.BeginSnapshotAsync(ct);
        var opening = await HeldAsync(scope, begin, ct);
        var closing = await HeldAsync(scope, end, ct);
        var moved = await facts.Transfers
            .Where(t => t.ApplicationId == scope.ApplicationId && t.Mode == scope.Mode && t.PostedAt >= begin && t.PostedAt < end
                && (t.Debit == Account.GatewayClearing || t.Credit == Account.GatewayClearing))
            .Join(facts.Journals, t => new { t.ApplicationId, Id = t.JournalId }, j => new { j.ApplicationId, j.Id },
                (t, j) => new { t.Currency, j.Kind, t.Debit, t.AmountMinor })
            .GroupBy(t => new { t.Currency, t.Kind, t.Debit })
            .Select(group => new { group.Key.Currency, group.Key.Kind, group.Key.Debit, AmountMinor = group.Sum(t => t.AmountMinor) })
            .ToListAsync(ct);
        return
        [
            .. closing.Keys.OrderBy(currency => currency.Code, StringComparer.Ordinal).Select(currency => new MonthSums(
                currency, opening.GetValueOrDefault(currency), Came(currency, Figure.In), -Came(currency, Figure.Fees),
                -Came(currency, Figure.Refunds), -Came(currency, Figure.Settled), Came(currency, Figure.Adjusted), closing[currency])),
        ];

        long Came(Currency currency, Figure figure) => moved
            .Where(sum => sum.Currency == currency && FigureOf(sum.Kind) == figure)
            .Sum(sum => sum.Debit is Account.GatewayClearing ? sum.AmountMinor : -sum.AmountMinor);
    }

    private async Task<Dictionary<Currency, long>> HeldAsync(Scope scope, DateTimeOffset time, CancellationToken ct) =>
        (await book.BalancesBeforeAsync(scope, time, ct)).Where(balance => balance.Account is Account.GatewayClearing)
        .ToDictionary(balance => balance.Currency, balance => balance.BalanceMinor);

    private static Figure FigureOf(JournalKind kind) => kind switch
    {
        JournalKind.Capture or JournalKind.Surplus or JournalKind.Hold or JournalKind.Release => Figure.In,
        JournalKind.GatewayFee or JournalKind.FeeCorrection => Figure.Fees,
        JournalKind.RefundStart or JournalKind.RefundSuccess or JournalKind.RefundFailure or JournalKind.RefundContradiction =>
            Figure.Refunds,
        JournalKind.Settlement or JournalKind.BankArrival or JournalKind.BankReturn => Figure.Settled,

        // The journals of invoices stand beside the money, and never move it.
        JournalKind.Manual or JournalKind.InvoiceIssue or JournalKind.InvoiceVoid or JournalKind.InvoicePayment
            or JournalKind.InvoiceRefund or JournalKind.InvoiceRefundUndone or JournalKind.InvoiceWithholding
            or JournalKind.InvoiceCredit => Figure.Adjusted,
    };
}
