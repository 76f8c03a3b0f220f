using System.Globalization;
using OiPayments.Applications;
using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Reconciliation;

/// <summary>
/// Where no settlement file comes, the gateway itself is asked: whether it knows each payment and refund of a day as we do. That says
/// nothing of what it paid out, so nothing moves in the books. One question after another, so that the gateway's own customers do not
/// feel it.
/// </summary>
internal sealed class CompareWithGateway(
    OiPaymentsDb db, UnitOfWork unit, RegisteredGateways gateways, GatewayAccounts accounts, AskAboutRefund refunds, IIdSource ids,
    TimeProvider clock)
{
    private const int BatchSize = 20;

    private static readonly Comparison Confirmed =
        new(ResultStatus.Matched, Detail: "Asked for it, the gateway says the same. No settlement file named it.");

    /// <summary>A gateway that leaves so many questions in a row open is not asked the others.</summary>
    private const int PatienceQuestions = 3;

    /// <summary>
    /// Asks about what has no answer yet, and again about what differed and nobody has explained. An answer is kept: a second run asks
    /// only what the first one left.
    /// </summary>
    /// <param name="scope">Whose.</param>
    /// <param name="day">A day of Dhaka.</param>
    /// <param name="questions">How many may be asked; what is asked is taken from it.</param>
    /// <param name="ct">Ends it; what was answered stays.</param>
    /// <returns>How many payments and refunds have no answer yet.</returns>
    public async Task<int> RunAsync(Scope scope, DateOnly day, QuestionBudget questions, CancellationToken ct)
    {
        var (ofService, own) = await ToldGatewaysAsync(scope, ct);
        var (unanswered, patience) = (0, PatienceQuestions);
        foreach (var money in db.TakenOn(scope, day).Append(db.GivenBackOn(scope, day)))
        {
            var open = Open(scope, money.Where(m => m.CanBeAskedAbout
                && (m.IsInOwnStore ? !EF.Parameter(own).Contains(m.Gateway) : !EF.Parameter(ofService).Contains(m.Gateway))));
            var asked = await open.OrderBy(m => m.AttemptId).Take(questions.Left).ToListAsync(ct);
            foreach (var batch in asked.Chunk(BatchSize))
            {
                var stores = await StoresOfAsync(scope, batch, ct);
                var answers = new List<(MoneyOfDay Money, Comparison Found)>(batch.Length);
                foreach (var one in batch)
                {
                    if (patience == 0 || !questions.TakeOne()) break;
                    var found = one.RefundId is { } refund
                        ? await AskAboutRefundAsync(scope, refund, ct)
                        : await AskAsync(scope, one, stores.GetValueOrDefault(one.AttemptId), ct);
                    patience = found is null ? patience - 1 : PatienceQuestions;
                    if (found is not null) answers.Add((one, found));
                }

                await KeepAsync(scope, day, answers, ct);
            }

            // What differed may still differ, and has its answer.
            unanswered += await Unanswered(scope, open).CountAsync(ct);
        }

        return unanswered;
    }

    /// <summary>How many payments and refunds of the day the gateway confirmed, in stores whose settlements no file tells of.</summary>
    public async Task<int> CountConfirmedAsync(Scope scope, DateOnly day, CancellationToken ct)
    {
        var (ofService, own) = await ToldGatewaysAsync(scope, ct);
        var attempts = db.Of<PaymentAttempt>(scope).Where(a => a.OverrideId != null);
        return await Answers(scope)
            .Where(r => r.Period == day && r.Status == ResultStatus.Matched && r.Kind == null && r.Reason == null)
            .CountAsync(r => attempts.Any(a => a.Id == r.AttemptId)
                ? !EF.Parameter(own).Contains(r.Gateway)
                : !EF.Parameter(ofService).Contains(r.Gateway), ct);
    }

    /// <summary>The gateways of which files tell: by the service's stores, and by the application's own.</summary>
    private async Task<(List<string> OfService, List<string> Own)> ToldGatewaysAsync(Scope scope, CancellationToken ct)
    {
        var told = (await db.ToldAccountsOfAsync(scope, ct)).ToLookup(account => account.ApplicationId == ApplicationId.Nobody);
        return ([.. told[true].Select(account => account.Gateway)], [.. told[false].Select(account => account.Gateway)]);
    }

    /// <summary>What the gateway has not confirmed, and no person explained.</summary>
    private IQueryable<MoneyOfDay> Open(Scope scope, IQueryable<MoneyOfDay> money)
    {
        var closed = Answers(scope).Where(r => r.Status != ResultStatus.Flagged || r.ResolvedAt != null);
        return money.Where(m => !closed.Any(r => r.AttemptId == m.AttemptId && r.OurRefundId == m.RefundId));
    }

    private IQueryable<MoneyOfDay> Unanswered(Scope scope, IQueryable<MoneyOfDay> money)
    {
        var answers = Answers(scope);
        return money.Where(m => !answers.Any(r => r.AttemptId == m.AttemptId && r.OurRefundId == m.RefundId));
    }

    /// <summary>The gateway's own word, and rows of files, which say more.</summary>
    private IQueryable<SettlementResult> Answers(Scope scope) => db.Counting(db.Of<SettlementResult>(scope))
        .Where(r => r.AttemptId != null && r.Reason != ResultReason.MissingInSettlement);

    private async Task<Dictionary<Id<PaymentAttempt>, GatewayOverride?>> StoresOfAsync(
        Scope scope, MoneyOfDay[] money, CancellationToken ct)
    {
        var attempts = money.Where(one => one.IsInOwnStore && one.RefundId is null).Select(one => one.AttemptId).ToList();
        return attempts.Count == 0
            ? []
            : await db.Of<PaymentAttempt>(scope).AsNoTracking().Where(a => EF.Parameter(attempts).Contains(a.Id))
                .Select(a => new { a.Id, a.Override }).ToDictionaryAsync(a => a.Id, a => a.Override, ct);
    }

    /// <summary>Null when there is no answer that can be believed.</summary>
    private async Task<Comparison?> AskAsync(Scope scope, MoneyOfDay money, GatewayOverride? own, CancellationToken ct)
    {
        if (gateways.Taking(money.Gateway) is not { } gateway || accounts.Find(money.Gateway, scope, own) is not { } account) return null;
        return await gateway.QueryAsync(account, money.TransactionId, ct) switch
        {
            GatewayAnswer.Unknown => null,
            GatewayAnswer.Paid paid => Compare(money, paid.Receipt.Charged),
            GatewayAnswer.Pending =>
                NotThere("It is paid here, and the gateway says that the customer is still at it: find out who is right."),
            GatewayAnswer.NotFound => NotThere("It is paid here, and the gateway knows no such transaction: find out who is right."),
            GatewayAnswer.NotPaid => NotThere("It is paid here, and the gateway says that it ended without money: find out who is right."),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private static Comparison Compare(MoneyOfDay money, Money charged)
    {
        if (charged.Currency != money.Currency)
        {
            return Comparison.Flag(
                ResultReason.CurrencyMismatch,
                $"The gateway says {charged.Currency.Code}; when it was paid it said {money.Currency?.Code}.");
        }

        return charged.MinorUnits == money.AmountMinor
            ? Confirmed
            : Comparison.Flag(
                ResultReason.AmountMismatch,
                $"The gateway says {Text(charged)}; when it was paid it said "
                    + $"{Text(new(money.AmountMinor.GetValueOrDefault(), charged.Currency))}.");
    }

    private async Task<Comparison?> AskAboutRefundAsync(Scope scope, Id<Refund> id, CancellationToken ct)
    {
        var refund = await db.Of<Refund>(scope).AsNoTracking().SingleAsync(r => r.Id == id, ct);
        return await refunds.LookAsync(refund, ct) switch
        {
            RefundFinding.GivenBack => Confirmed,
            RefundFinding.NotGivenBack => NotThere("It is given back here, and the gateway says that it was not: find out who is right."),
            RefundFinding.InProgress => NotThere("It is given back here, and the gateway is still at it: find out who is right."),
            RefundFinding.Open { Word: GatewayWord.IdUnknown } =>
                NotThere("It is given back here, and the gateway does not know the refund: find out who is right."),
            RefundFinding.Open => null,
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private static Comparison NotThere(string sentence) => Comparison.Flag(ResultReason.NotPaidThere, sentence);

    private static string Text(Money amount) => AmountWriter.Write(amount, Numerals.Latin);

    private async Task KeepAsync(Scope scope, DateOnly day, List<(MoneyOfDay Money, Comparison Found)> answers, CancellationToken ct)
    {
        if (answers.Count == 0) return;
        var prints = answers.Select(answer => PrintOf(answer.Money)).ToList();
        var done = await unit.RunAsync(KeepOnceAsync, ct);
        _ = done.IsSaved(out _);

        async Task<Outcome<Kept>> KeepOnceAsync()
        {
            // Of two that ask at once, one writes it.
            var known = await db.Of<SettlementResult>(scope).Where(r => EF.Parameter(prints).Contains(r.Fingerprint!))
                .ToDictionaryAsync(r => r.Fingerprint!, StringComparer.Ordinal, ct);
            foreach (var (money, found) in answers)
            {
                if (known.TryGetValue(PrintOf(money), out var result))
                {
                    if (result.IsOpen && result.Reason != found.Reason) result.Conclude(money.About(found));
                }
                else
                {
                    db.Add(money.ToResult(
                        scope, await ids.NextAsync<SettlementResult>(ct), day, PrintOf(money), found, clock.GetUtcNow()));
                }
            }

            return Kept.It;
        }
    }

    private static string PrintOf(MoneyOfDay money) => money.RefundId is { } refund
        ? string.Create(CultureInfo.InvariantCulture, $"asked refund {refund.Value}")
        : string.Create(CultureInfo.InvariantCulture, $"asked {money.AttemptId.Value}");

    private sealed record Kept
    {
        public static readonly Kept It = new();
    }
}

/// <summary>How many questions a gateway may still be asked, in how much time. An operator waits for the answers.</summary>
/// <param name="most">Questions.</param>
/// <param name="time">For all of them.</param>
/// <param name="clock">Measures it.</param>
internal sealed class QuestionBudget(int most, TimeSpan time, TimeProvider clock)
{
    private readonly long began = clock.GetTimestamp();
    private int left = most;

    /// <summary>None when the time is over.</summary>
    public int Left => clock.GetElapsedTime(began) < time ? left : 0;

    /// <summary>False when nothing is left.</summary>
    public bool TakeOne()
    {
        if (Left == 0) return false;
        left--;
        return true;
    }
}
