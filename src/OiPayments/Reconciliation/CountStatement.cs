using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>Makes the staged rows of a file count: the payouts they tell of, and what those move in the books, in one save.</summary>
internal sealed class CountStatement(OiPaymentsDb db, IIdSource ids, BookSettlement book, TimeProvider clock)
{
    private static readonly SettlementRowKind?[] Booked = [
        SettlementRowKind.Payment, SettlementRowKind.Refund, SettlementRowKind.FeeReversal
    ];

    /// <summary>Adds all of it to the caller's unit of work.</summary>
    public async Task RunAsync(SettlementStatement statement, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sums = (await SumAsync(statement, ct)).ToLookup(sum => (Reference: sum.Reference ?? "", sum.Day, sum.Currency));
        var payouts = await FindPayoutsAsync(statement, [.. sums.Select(group => group.Key)], now, ct);
        var shares = await FindSharesAsync(
            statement, [.. sums.SelectMany(group => group.Where(sum => sum.IsBooked)
                .Select(sum => (sum.ApplicationId, payouts[group.Key])).Distinct())], ct);
        foreach (var group in sums)
        {
            var payout = payouts[group.Key];
            foreach (var owner in group.Where(sum => sum.IsBooked).GroupBy(sum => sum.ApplicationId))
            {
                var (net, correction) = (owner.Sum(sum => sum.NetMinor), owner.Sum(sum => sum.CorrectionMinor));
                await book.PayOutAsync(
                    new(owner.Key, statement.Mode), BookSettlement.SubjectOf(statement, payout), new(net, payout.Currency), correction, now,
                    ct);
                shares[(owner.Key, payout.Id)].Settle(net);
            }

            var explained = group.Where(sum => !sum.IsPayout).Sum(sum => sum.NetMinor);
            var booked = group.Where(sum => sum.IsBooked).Sum(sum => sum.NetMinor);
            var said = group.Where(sum => sum.IsPayout).ToList();

            // A payout is money that leaves the gateway, so files write it with either sign.
            var amount = said.Count == 0 ? explained : Math.Abs(said.Sum(sum => sum.NetMinor));
            payout.Grow(amount, booked);
            if (amount != explained) await AddRemainderAsync(statement, payout, amount - explained, now, ct);
        }

        statement.Count(now);
    }

    private async Task<List<Sum>> SumAsync(SettlementStatement statement, CancellationToken ct)
    {
        var today = TimeZones.DayOf(TimeZones.Default, statement.CreatedAt);
        var sums = new List<Sum>();
        foreach (var owner in await db.OwnersOfRowsAsync(ct))
        {
            var rows = db.Of<SettlementResult>(owner).AsNoTracking().Where(r => r.StatementId == statement.Id);
            sums.AddRange((await rows
                .GroupBy(r => new { r.PayoutReference, r.SettledOn, r.Currency, r.Kind, r.Status })
                .Select(group => new
                {
                    group.Key,
                    Net = group.Sum(r => r.NetMinor ?? 0),
                    Correction = group.Sum(r => (r.FeeMinor ?? 0) - r.BookedFeeMinor),
                })
                .ToListAsync(ct)).Select(one => new Sum(
                    owner, one.Key.PayoutReference, one.Key.SettledOn ?? today, one.Key.Currency, one.Key.Kind,
                    one.Key.Status is ResultStatus.Matched && Booked.Contains(one.Key.Kind), one.Net, one.Correction)));
        }

        return sums;
    }

    /// <summary>The payouts that the file tells of, as known or new: by one question, however many there are.</summary>
    private async Task<Dictionary<(string Reference, DateOnly Day, Currency Currency), Payout>> FindPayoutsAsync(
        SettlementStatement statement, List<(string Reference, DateOnly Day, Currency Currency)> keys, DateTimeOffset now,
        CancellationToken ct)
    {
        var gateway = statement.Gateway;
        var references = keys.Select(key => key.Reference).Distinct(StringComparer.Ordinal).ToList();
        var days = keys.Select(key => key.Day).Distinct().ToList();
        var payouts = await db.Of<Payout>(statement.Scope)
            .Where(p => p.Gateway == gateway && EF.Parameter(references).Contains(p.Reference) && EF.Parameter(days).Contains(p.SettledOn))
            .ToDictionaryAsync(p => (p.Reference, p.SettledOn, p.Currency), ct);
        foreach (var key in keys.Where(key => !payouts.ContainsKey(key)))
        {
            payouts[key] = new()
            {
                ApplicationId = statement.ApplicationId,
                Id = await ids.NextAsync<Payout>(ct),
                Mode = statement.Mode,
                Gateway = gateway,
                Reference = key.Reference,
                SettledOn = key.Day,
                Currency = key.Currency,
                CreatedAt = now,
            };
            db.Add(payouts[key]);
        }

        return payouts;
    }

    /// <summary>The applications' shares of payouts, as known or new: by one question for each application.</summary>
    private async Task<Dictionary<(ApplicationId Owner, Id<Payout> Payout), PayoutShare>> FindSharesAsync(
        SettlementStatement statement, List<(ApplicationId Owner, Payout Payout)> wanted, CancellationToken ct)
    {
        var shares = new Dictionary<(ApplicationId, Id<Payout>), PayoutShare>();
        foreach (var owner in wanted.GroupBy(one => one.Owner, one => one.Payout))
        {
            var (scope, payouts) = (new Scope(owner.Key, statement.Mode), owner.Select(payout => payout.Id).ToList());
            foreach (var known in await db.Of<PayoutShare>(scope)
                .Where(s => EF.Parameter(payouts).Contains(s.PayoutId)).ToListAsync(ct)) shares[(owner.Key, known.PayoutId)] = known;
            foreach (var payout in owner.Where(payout => !shares.ContainsKey((owner.Key, payout.Id))))
                shares[(owner.Key, payout.Id)] = db.AddShare(payout, scope);
        }

        return shares;
    }

    private async Task AddRemainderAsync(
        SettlementStatement statement, Payout payout, long amountMinor, DateTimeOffset now, CancellationToken ct)
    {
        var result = new SettlementResult
        {
            ApplicationId = statement.ApplicationId,
            Id = await ids.NextAsync<SettlementResult>(ct),
            Mode = statement.Mode,
            Gateway = statement.Gateway,
            CreatedAt = now,
            Period = payout.SettledOn,
            StatementId = statement.Id,
            StatementOwner = statement.ApplicationId,
            Currency = payout.Currency,
            PayoutReference = payout.Reference,
            SettledOn = payout.SettledOn,
        };
        result.Conclude(Comparison.Flag(
            ResultReason.Remainder,
            $"The payout is {AmountWriter.Write(new(payout.AmountMinor, payout.Currency), Numerals.Latin)}; its rows leave "
                + $"{AmountWriter.Write(new(amountMinor, payout.Currency), Numerals.Latin)} of it unexplained.")
            with
        { Amounts = new(null, null, amountMinor) });
        db.Add(result);
        statement.AddFlag();
    }

    /// <summary>What rows of one kind come to, of one payout and one application.</summary>
    private sealed record Sum(
        ApplicationId ApplicationId, string? Reference, DateOnly Day, Currency Currency, SettlementRowKind? Kind, bool IsBooked,
        long NetMinor, long CorrectionMinor)
    {
        public bool IsPayout => Kind is SettlementRowKind.Payout;
    }
}

internal static class SettlementRecords
{
    extension(OiPaymentsDb db)
    {
        /// <summary>Everybody who can have rows of a settlement file: every application, and nobody.</summary>
        public async Task<IReadOnlyList<ApplicationId>> OwnersOfRowsAsync(CancellationToken ct) =>
            [ApplicationId.Nobody, .. await db.Directory<Application>().AsNoTracking().Select(a => a.Id).ToListAsync(ct)];

        /// <summary>The application's share of the payout, as known or new.</summary>
        public async Task<PayoutShare> FindShareAsync(Payout payout, Scope scope, CancellationToken ct)
        {
            return await db.Of<PayoutShare>(scope).SingleOrDefaultAsync(s => s.PayoutId == payout.Id, ct) ?? db.AddShare(payout, scope);
        }

        /// <summary>A share that is new.</summary>
        public PayoutShare AddShare(Payout payout, Scope scope)
        {
            var share = new PayoutShare
            {
                ApplicationId = scope.ApplicationId,
                PayoutId = payout.Id,
                Mode = scope.Mode,
                PayoutOwner = payout.ApplicationId,
                Currency = payout.Currency,
            };
            db.Add(share);
            return share;
        }

        /// <summary>
        /// Accounts whose settlements are told of: somebody has said how their files are read, or what their gateway was asked for counts.
        /// </summary>
        public IQueryable<SettlementAccount> ToldOf(IQueryable<SettlementAccount> accounts)
        {
            var statements = db.AcrossApplications<SettlementStatement>();
            return accounts.Where(a => a.Mapping != null || statements.Any(s => s.ApplicationId == a.ApplicationId && s.Mode == a.Mode
                && s.Gateway == a.Gateway && s.Status == StatementStatus.Imported));
        }

        /// <summary>Results but for rows of files that do not count, or do not count yet.</summary>
        public IQueryable<SettlementResult> Counting(IQueryable<SettlementResult> results)
        {
            var statements = db.AcrossApplications<SettlementStatement>();
            return results.Where(r => r.StatementId == null || statements.Any(
                s => s.ApplicationId == r.StatementOwner && s.Id == r.StatementId && s.Status == StatementStatus.Imported));
        }
    }
}
