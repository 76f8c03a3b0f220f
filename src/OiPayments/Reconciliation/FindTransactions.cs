using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// Finds what is known here of the transactions that rows name: by our transaction id, which says whose it is, then by the gateway's and
/// the bank's ids. A few statements for many rows.
/// </summary>
internal sealed class FindTransactions(OiPaymentsDb db)
{
    /// <summary>Whose transactions may be looked for without knowing whose they are.</summary>
    private List<ApplicationId>? applications;

    /// <param name="account">Whose file it is.</param>
    /// <param name="rows">Some rows of it.</param>
    /// <param name="ct">Ends the look-up.</param>
    /// <returns>For each row what was found, or null; and what of all that is settled already.</returns>
    public async Task<(IReadOnlyList<KnownTransaction?> Found, SettledBefore Settled)> RunAsync(
        SettlementAccount account, IReadOnlyList<SettlementRow> rows, CancellationToken ct)
    {
        applications ??= account.ApplicationId == ApplicationId.Nobody
            ? await db.Directory<Application>().AsNoTracking().Select(a => a.Id).ToListAsync(ct)
            : [account.ApplicationId];
        var (found, settled) = (new KnownTransaction?[rows.Count], new SettledBefore());
        var named = Enumerable.Range(0, rows.Count).Where(place => rows[place].Kind is not SettlementRowKind.Payout).ToList();

        // A transaction id of ours says whose it is; one that does not is another system's, or a row without one.
        foreach (var group in named.Select(place => (Place: place, Owner: OwnerOf(rows[place]))).Where(one => one.Owner is not null)
            .GroupBy(one => one.Owner.GetValueOrDefault(), one => one.Place))
        {
            var ids = group.Select(place => rows[place].TransactionId!).Distinct(StringComparer.Ordinal).ToList();
            var attempts = await WithGatewayAsync(
                group.Key, all => all.Where(a => EF.Parameter(ids).Contains(a.TransactionId)), ct);
            var byId = attempts.ToDictionary(one => one.Attempt.TransactionId, StringComparer.Ordinal);
            foreach (var place in group) found[place] = byId.GetValueOrDefault(rows[place].TransactionId!);
            await PreferSecondAsync(group.Key, [.. group], rows, found, ct);
        }

        await FindByOthersIdsAsync([.. named.Where(place => found[place] is null && OwnerOf(rows[place]) is null)], rows, found, ct);
        await AddRefundsAsync(rows, found, ct);
        foreach (var owner in found.OfType<KnownTransaction>().GroupBy(one => one.Attempt.ApplicationId))
            await AddSettledAsync(owner.Key, [.. owner], settled, ct);
        return (found, settled);
    }

    /// <summary>Whose transaction the row names, by an id of ours; null when it names none.</summary>
    public static ApplicationId? OwnerOf(SettlementRow row) =>
        Reference.TryParse(row.TransactionId, PaymentAttempt.TransactionIdPrefix, out var transaction) ? transaction.ApplicationId : null;

    /// <summary>
    /// Money that was taken twice under one id has two rows of that id; the gateway's other ids tell them apart.
    /// </summary>
    private async Task PreferSecondAsync(
        ApplicationId owner, List<int> places, IReadOnlyList<SettlementRow> rows, KnownTransaction?[] found, CancellationToken ct)
    {
        var doubtful = places.Where(place => found[place] is { } one && IsAnother(rows[place], one.Attempt)).ToList();
        if (doubtful.Count == 0) return;
        var payments = doubtful.Select(place => found[place]!.Attempt.PaymentId).Distinct().ToList();
        var siblings = (await WithGatewayAsync(owner, all => all.Where(a => EF.Parameter(payments).Contains(a.PaymentId)), ct))
            .ToLookup(one => one.Attempt.PaymentId);
        foreach (var place in doubtful)
        {
            var (row, first) = (rows[place], found[place]!);
            found[place] = siblings[first.Attempt.PaymentId].FirstOrDefault(
                one => one.Attempt.TransactionId.StartsWith(first.Attempt.TransactionId, StringComparison.Ordinal)
                    && !IsAnother(row, one.Attempt)) ?? first;
        }
    }

    /// <summary>Whether the row names another validation, or another transaction of the bank, than the attempt has.</summary>
    private static bool IsAnother(SettlementRow row, PaymentAttempt attempt) => row.Kind is SettlementRowKind.Payment
        && (row.ValidationId is { } validation && attempt.ValidationId is { } ours
            ? validation != ours
            : row.BankTransactionId is { } bank && attempt.BankTransactionId is { } bankOurs && bank != bankOurs);

    private async Task FindByOthersIdsAsync(
        List<int> places, IReadOnlyList<SettlementRow> rows, KnownTransaction?[] found, CancellationToken ct)
    {
        var validations = places.Select(place => rows[place].ValidationId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var banks = places.Select(place => rows[place].BankTransactionId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (validations.Count == 0 && banks.Count == 0) return;
        var byValidation = new Dictionary<string, KnownTransaction>(StringComparer.Ordinal);
        var byBank = new Dictionary<string, KnownTransaction?>(StringComparer.Ordinal);
        foreach (var owner in applications!)
        {
            if (validations.Count > 0)
            {
                foreach (var one in await WithGatewayAsync(
                    owner, all => all.Where(a => a.ValidationId != null && EF.Parameter(validations).Contains(a.ValidationId)), ct))
                    byValidation.TryAdd(one.Attempt.ValidationId!, one);
            }

            if (banks.Count == 0) continue;
            foreach (var one in await WithGatewayAsync(
                owner, all => all.Where(a => a.BankTransactionId != null && EF.Parameter(banks).Contains(a.BankTransactionId)), ct))
            {
                // Two banks may give the same number: then it says nothing.
                var number = one.Attempt.BankTransactionId!;
                byBank[number] = byBank.ContainsKey(number) ? null : one;
            }
        }

        foreach (var place in places)
        {
            found[place] = rows[place].ValidationId is { } validation && byValidation.TryGetValue(validation, out var one) ? one
                : rows[place].BankTransactionId is { } bank ? byBank.GetValueOrDefault(bank) : null;
        }
    }

    private async Task AddRefundsAsync(IReadOnlyList<SettlementRow> rows, KnownTransaction?[] found, CancellationToken ct)
    {
        var places = Enumerable.Range(0, rows.Count)
            .Where(place => rows[place].Kind is SettlementRowKind.Refund && found[place] is not null).ToList();
        foreach (var group in places.GroupBy(place => found[place]!.Attempt.ApplicationId))
        {
            var attempts = group.Select(place => found[place]!.Attempt.Id).Distinct().ToList();
            var refunds = (await db.Of<Refund>(group.Key).AsNoTracking()
                .Where(r => EF.Parameter(attempts).Contains(r.AttemptId)).ToListAsync(ct)).ToLookup(refund => refund.AttemptId);
            foreach (var place in group)
            {
                var one = found[place]!;
                found[place] = one with { Refunds = [.. refunds[one.Attempt.Id]] };
            }
        }
    }

    private async Task AddSettledAsync(ApplicationId owner, List<KnownTransaction> known, SettledBefore settled, CancellationToken ct)
    {
        var attempts = known.Select(one => one.Attempt.Id).Distinct().ToList();
        var rows = await db.Of<SettlementResult>(owner).AsNoTracking()
            .Where(r => r.AttemptId != null && EF.Parameter(attempts).Contains(r.AttemptId.Value) && r.Status == ResultStatus.Matched)
            .Where(r => r.Kind == SettlementRowKind.Payment || r.Kind == SettlementRowKind.Refund)
            .Select(r => new { r.Kind, r.AttemptId, r.OurRefundId }).ToListAsync(ct);
        foreach (var row in rows)
        {
            if (row is { Kind: SettlementRowKind.Payment, AttemptId: { } attempt }) settled.Add(attempt);
            if (row is { Kind: SettlementRowKind.Refund, OurRefundId: { } refund }) settled.Add(refund);
        }
    }

    private async Task<List<KnownTransaction>> WithGatewayAsync(
        ApplicationId owner, Func<IQueryable<PaymentAttempt>, IQueryable<PaymentAttempt>> which, CancellationToken ct)
    {
        var found = await which(db.Of<PaymentAttempt>(owner).AsNoTracking())
            .Join(
                db.Of<Payment>(owner), a => new { a.ApplicationId, Id = a.PaymentId }, p => new { p.ApplicationId, p.Id },
                (attempt, payment) => new { attempt, payment.Gateway })
            .ToListAsync(ct);
        return [.. found.Select(one => new KnownTransaction(one.attempt, one.Gateway, []))];
    }
}
