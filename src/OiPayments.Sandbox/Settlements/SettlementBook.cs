using System.Globalization;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

/// <summary>What every store is owed for every day, worked out from what was paid and given back.</summary>
internal sealed class SettlementBook(StoreBook stores, SessionBook sessions, RefundBook refunds)
{
    /// <summary>A store's settlements, one for each day on which something happened; the oldest first.</summary>
    public IReadOnlyList<Settlement> Of(SandboxStore store, DateTimeOffset now)
    {
        var entries = sessions.Paid(store.Id).Select(Payment)
            .Concat(refunds.Of(store.Id).Select(refund => Refund(refund, now)).OfType<SettlementEntry>());
        return
        [
            .. entries.GroupBy(entry => GatewayClock.DayOf(entry.At)).OrderBy(day => day.Key).Select(day => new Settlement
            {
                Store = store,
                Day = day.Key,
                Reference = ReferenceOf(store, day.Key),
                Entries = [.. day.OrderBy(entry => entry.At).ThenBy(entry => entry.Kind)],
            }),
        ];
    }

    /// <summary>Which of the configured stores it is, from 1: what is named after it stays short, however long its id.</summary>
    public int NumberOf(SandboxStore store) => stores.All.TakeWhile(other => other != store).Count() + 1;

    private string ReferenceOf(SandboxStore store, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"STL{day:yyMMdd}-{NumberOf(store):00}");

    private static SettlementEntry Payment(PaymentSession session)
    {
        var (attempt, amount) = (session.Attempt!, session.Order.Amount);
        return new()
        {
            Kind = EntryKind.Payment,
            TransactionId = session.Order.TransactionId,
            ValidationId = attempt.ValidationId,
            BankTransactionId = attempt.BankTransactionId,
            // A merchant whose own clock is ahead was paid by that clock.
            At = attempt.PaidAt is { } paid && paid > session.CreatedAt ? paid : session.CreatedAt,
            Gross = amount,
            Fee = amount - Amounts.AfterFee(amount),
        };
    }

    /// <summary>Null for one that is not done. The fee of the payment is not given back.</summary>
    private static SettlementEntry? Refund(Refund refund, DateTimeOffset now)
    {
        // One that began in what is the future here is of a merchant whose clock is ahead, and nobody can wait for its end.
        var asOf = refund.Begun > now ? DateTimeOffset.MaxValue : now;
        if (refund.EndedAt(asOf) is not { } ended || refund.StatusAt(asOf) != "refunded") return null;
        return new()
        {
            Kind = EntryKind.Refund,
            TransactionId = refund.Session.Order.TransactionId,
            ValidationId = refund.Session.Attempt?.ValidationId ?? "",
            BankTransactionId = refund.Session.Attempt?.BankTransactionId ?? "",
            RefundId = refund.Id,
            At = ended,
            Gross = -refund.Amount,
        };
    }
}
