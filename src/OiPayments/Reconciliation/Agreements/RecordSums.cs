using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Statements;

namespace OiPayments.Reconciliation.Agreements;

/// <summary>
/// What follows from records other than the books: receipts of the gateway, refunds, rows of settlement files and lines of the bank. Their
/// amounts are their own; of the books they take only when each of them came to count, so that both sides are of the same instant.
/// </summary>
/// <param name="db">Inside one snapshot.</param>
/// <param name="books">Of the same.</param>
/// <param name="applications">Whose.</param>
/// <param name="mode">LIVE or TEST.</param>
/// <param name="asOf">The instant; what counts later is left out.</param>
internal sealed class RecordSums(
    OiPaymentsDb db, LedgerFacts books, IReadOnlyList<ApplicationId> applications, Mode mode, DateTimeOffset asOf)
{
    private static readonly SettlementRowKind?[] Booked =
        [SettlementRowKind.Payment, SettlementRowKind.Refund, SettlementRowKind.FeeReversal];

    private static readonly AttemptStatus[] WithMoney =
        [AttemptStatus.Paid, AttemptStatus.Held, AttemptStatus.Surplus, AttemptStatus.Mismatched];

    private IQueryable<PaymentAttempt> Attempts => db.AcrossApplications<PaymentAttempt>()
        .Where(a => EF.Parameter(applications).Contains(a.ApplicationId) && a.Mode == mode && WithMoney.Contains(a.Status));

    private IQueryable<Payment> Payments => db.AcrossApplications<Payment>()
        .Where(p => EF.Parameter(applications).Contains(p.ApplicationId) && p.Mode == mode);

    private IQueryable<Refund> Refunds => db.AcrossApplications<Refund>()
        .Where(r => EF.Parameter(applications).Contains(r.ApplicationId) && r.Mode == mode);

    /// <summary>What gateways took.</summary>
    public async Task<Sums> TakenAsync(CancellationToken ct) =>
        await SumAsync(Attempts.Select(a => new Part { Currency = a.ChargedCurrency, Minor = a.ChargedMinor ?? 0 }), ct)
            - await SumAsync(
                LaterWith(JournalKind.Capture)
                    .Join(
                        Payments, j => new { j.ApplicationId, Reference = j.Cause.Replace(":capture", "") },
                        p => new { p.ApplicationId, p.Reference }, (j, p) => p)
                    .Join(
                        Attempts.Where(a => a.Status == AttemptStatus.Paid), p => new { p.ApplicationId, p.Id },
                        a => new { a.ApplicationId, Id = a.PaymentId },
                        (p, a) => new Part { Currency = a.ChargedCurrency, Minor = a.ChargedMinor ?? 0 }), ct)
            - await SumAsync(OfAttempts(JournalKind.Hold, ":held"), ct)
            - await SumAsync(OfAttempts(JournalKind.Surplus, ":surplus"), ct);

    /// <summary>What they kept of it at once.</summary>
    public async Task<Sums> FeesAsync(CancellationToken ct) =>
        await SumAsync(
            Attempts.Where(a => a.FeeMinor > 0).Select(a => new Part { Currency = a.ChargedCurrency, Minor = a.FeeMinor ?? 0 }), ct)
            - await SumAsync(
                LaterWith(JournalKind.GatewayFee).Join(
                    Attempts, j => new { j.ApplicationId, TransactionId = j.Cause.Replace(":fee", "") },
                    a => new { a.ApplicationId, a.TransactionId },
                    (j, a) => new Part { Currency = a.ChargedCurrency, Minor = a.FeeMinor ?? 0 }), ct);

    /// <summary>What they gave back. A refund that the gateway contradicted left, or came back, when it did so.</summary>
    public async Task<Sums> RefundedAsync(CancellationToken ct) =>
        await SumAsync(
            Refunds.Where(r => r.Status == RefundStatus.Succeeded)
                .Select(r => new Part { Currency = r.Currency, Minor = r.AmountMinor }), ct)
            - await SumAsync(
                LaterWith(JournalKind.RefundSuccess).Join(
                    Refunds.Where(r => (r.Status == RefundStatus.Succeeded) == (r.ContradictedAt == null)),
                    j => new { j.ApplicationId, Reference = j.Cause.Replace(":success", "") }, r => new { r.ApplicationId, r.Reference },
                    (j, r) => new Part { Currency = r.Currency, Minor = r.AmountMinor }), ct)
            - await SumAsync(
                LaterWith(JournalKind.RefundContradiction).Join(
                    Refunds.Where(r => r.ContradictedAt != null),
                    j => new { j.ApplicationId, Reference = j.Cause.Replace(":contradiction", "") },
                    r => new { r.ApplicationId, r.Reference },
                    (j, r) => new Part
                    {
                        Currency = r.Currency,
                        Minor = r.Status == RefundStatus.Succeeded ? r.AmountMinor : -r.AmountMinor,
                    }), ct);

    /// <summary>What rows of settlement files agree about: what was paid out, and by how much fees are more than was told.</summary>
    public async Task<(Sums PaidOut, Sums Corrections)> SettledAsync(CancellationToken ct)
    {
        var rows = db.AcrossApplications<SettlementResult>()
            .Where(r => EF.Parameter(applications).Contains(r.ApplicationId) && r.Mode == mode && r.Status == ResultStatus.Matched
                && Booked.Contains(r.Kind));
        var counting = rows.Join(
            db.AcrossApplications<SettlementStatement>().Where(s => s.Status == StatementStatus.Imported),
            r => new { Owner = r.StatementOwner, Id = r.StatementId },
            s => new { Owner = (ApplicationId?)s.ApplicationId, Id = (Id<SettlementStatement>?)s.Id },
            (r, s) => new { Row = r, Since = r.BookedAt ?? s.EndedAt }).Where(one => one.Since <= asOf);
        return (
            await SumAsync(counting.Select(one => new Part { Currency = one.Row.Currency, Minor = one.Row.NetMinor ?? 0 }), ct),
            await SumAsync(
                counting.Select(one => new Part
                {
                    Currency = one.Row.Currency,
                    Minor = (one.Row.FeeMinor ?? 0) - one.Row.BookedFeeMinor,
                }), ct));
    }

    /// <summary>What of payouts the bank has shown, and what it sent back.</summary>
    public async Task<(Sums Arrived, Sums Returned)> AtBankAsync(CancellationToken ct)
    {
        var shares = db.AcrossApplications<PayoutShare>()
            .Where(s => EF.Parameter(applications).Contains(s.ApplicationId) && s.Mode == mode);
        return (
            await SumAsync(shares.Select(s => new Part { Currency = s.Currency, Minor = s.ArrivedMinor }), ct)
                - await LaterAsync(Account.Bank, ct),
            await SumAsync(shares.Select(s => new Part { Currency = s.Currency, Minor = s.ReturnedMinor }), ct)
                - await LaterAsync(Account.GatewayClearing, ct));
    }

    /// <summary>What manual journals moved on the account.</summary>
    public Task<Sums> ManualAsync(Account account, CancellationToken ct) => SumAsync(
        On(account, Journals(JournalKind.Manual), Transfers.Where(t => t.PostedAt <= asOf)), ct);

    private IQueryable<TransferFact> Transfers =>
        books.Transfers.Where(t => EF.Parameter(applications).Contains(t.ApplicationId) && t.Mode == mode);

    private IQueryable<JournalFact> Journals(params JournalKind[] kinds) =>
        books.Journals.Where(j => EF.Parameter(applications).Contains(j.ApplicationId) && j.Mode == mode && kinds.Contains(j.Kind));

    /// <summary>What counts later than the instant.</summary>
    private IQueryable<JournalFact> LaterWith(JournalKind kind) => Journals(kind).Where(j => j.PostedAt > asOf);

    private IQueryable<Part> OfAttempts(JournalKind kind, string suffix) => LaterWith(kind).Join(
        Attempts, j => new { j.ApplicationId, TransactionId = j.Cause.Replace(suffix, "") }, a => new { a.ApplicationId, a.TransactionId },
        (j, a) => new Part { Currency = a.ChargedCurrency, Minor = a.ChargedMinor ?? 0 });

    /// <summary>What the bank's lines moved on the account later than the instant.</summary>
    private Task<Sums> LaterAsync(Account account, CancellationToken ct) => SumAsync(
        On(account, Journals(JournalKind.BankArrival, JournalKind.BankReturn), Transfers.Where(t => t.PostedAt > asOf)), ct);

    private static IQueryable<Part> On(Account account, IQueryable<JournalFact> journals, IQueryable<TransferFact> transfers) => transfers
        .Where(t => t.Debit == account || t.Credit == account)
        .Join(journals, t => new { t.ApplicationId, Id = t.JournalId }, j => new { j.ApplicationId, j.Id }, (t, j) => t)
        .Select(t => new Part { Currency = t.Currency, Minor = t.Debit == account ? t.AmountMinor : -t.AmountMinor });

    private static async Task<Sums> SumAsync(IQueryable<Part> parts, CancellationToken ct) => new(
        (await parts.Where(part => part.Currency != null).GroupBy(part => part.Currency)
            .Select(group => new { group.Key, Minor = group.Sum(part => part.Minor) }).ToListAsync(ct))
        .ToDictionary(one => one.Key!.Value, one => one.Minor));

    private sealed record Part
    {
        public required Currency? Currency { get; init; }
        public required long Minor { get; init; }
    }
}

/// <summary>An amount in each currency, in minor units; none is nought.</summary>
internal sealed record Sums(IReadOnlyDictionary<Currency, long> Minor)
{
    public long Of(Currency currency) => Minor.GetValueOrDefault(currency);

    public static Sums operator -(Sums all, Sums some) => new(
        all.Minor.Keys.Union(some.Minor.Keys)
            .ToDictionary(currency => currency, currency => checked(all.Of(currency) - some.Of(currency))));
}
