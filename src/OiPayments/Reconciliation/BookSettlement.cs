using OiPayments.Ledger;

namespace OiPayments.Reconciliation;

/// <summary>
/// The journals of money that the gateway paid out: from clearing to its way to the bank. Each in the books of the application whose money
/// it is.
/// </summary>
internal sealed class BookSettlement(Book book)
{
    /// <summary>The cause of what a whole file moves for a payout, in one application's books.</summary>
    public static string SubjectOf(SettlementStatement statement, Payout payout) => $"statement_{statement.Id}.payout_{payout.Id}";

    /// <summary>The cause of what one row moves, that came to agree later.</summary>
    public static string SubjectOf(SettlementResult result) => $"settlement_row_{result.Id}";

    /// <param name="scope">Whose books.</param>
    /// <param name="subject">What for.</param>
    /// <param name="net">What was paid out; negative where refunds came to more.</param>
    /// <param name="correctionMinor">By how much the fees are more than was booked; negative when they are less.</param>
    /// <param name="now">Since when it counts: the same instant as what it is booked for, so that both are there or neither.</param>
    /// <param name="ct">Ends the wait for ids.</param>
    public async Task PayOutAsync(
        Scope scope, string subject, Money net, long correctionMinor, DateTimeOffset now, CancellationToken ct)
    {
        if (correctionMinor != 0)
        {
            await PostAsync(
                scope, JournalKind.FeeCorrection, subject, Account.GatewayFees, Account.GatewayClearing,
                new(correctionMinor, net.Currency), now, ct);
        }

        if (net.MinorUnits != 0)
            await PostAsync(scope, JournalKind.Settlement, subject, Account.BankInTransit, Account.GatewayClearing, net, now, ct);
    }

    private async ValueTask PostAsync(
        Scope scope, JournalKind kind, string subject, Account debit, Account credit, Money amount, DateTimeOffset now,
        CancellationToken ct) => await book.PostDatedAsync(
        Journal.Of(
            scope, kind, subject,
            amount.IsPositive
                ? new Transfer(debit, credit, amount)
                : new Transfer(credit, debit, new(-amount.MinorUnits, amount.Currency))), now, ct);
}
