using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// Counts payments by day for reports, behind everybody's back: first all there are, then step by step. Nothing waits for it; a report adds
/// up itself what is not counted yet.
/// </summary>
internal sealed class CountDays(OiPaymentsDb db)
{
    /// <summary>So many steps are counted at a time.</summary>
    public const int BatchSize = 500;

    /// <summary>Years of a large application are read by one statement, in the background.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Adds the days of all payments so far to the caller's unit of work. Of two nodes that begin at once one fails to save, as a lost
    /// race.
    /// </summary>
    public async Task BeginAsync(Scope scope, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(Patience);
        IReadOnlyCollection<PaidDay> paid;
        IReadOnlyCollection<EndedDay> ended;
        await using (await db.BeginSnapshotAsync(ct)) (paid, ended) = await AddUpAsync(scope, ct);
        db.DiscardChanges();
        db.Add(new ReportCount { ApplicationId = scope.ApplicationId, Mode = scope.Mode });
        db.AddRange(paid);
        db.AddRange(ended);
    }

    /// <summary>
    /// The days as they are when all payments are counted but for the steps that wait, as if those had not been taken. Only inside a
    /// snapshot. Days without payments are left out.
    /// </summary>
    public async Task<(IReadOnlyCollection<PaidDay> Paid, IReadOnlyCollection<EndedDay> Ended)> AddUpAsync(
        Scope scope, CancellationToken ct)
    {
        var days = new DaysOfScope(scope, [], []);
        foreach (var fact in await PaidAsync(scope, ct)) days.Add(fact);
        foreach (var fact in await EndedAsync(scope, ct)) days.Add(fact);
        foreach (var step in await StepsAsync(db.Of<PaymentStep>(scope), scope, ct)) days.Take(step, -1);
        return ([.. days.Paid.Values.Where(day => day.Payments != 0)], [.. days.Ended.Values.Where(day => day.Payments != 0)]);
    }

    /// <summary>Adds the next steps to the caller's unit of work, and answers how many they are.</summary>
    public async Task<int> CountNextAsync(Scope scope, CancellationToken ct)
    {
        // Before the days: if another counts between the two reads, this is no longer what is stored, and nothing is saved.
        if (await db.Of<ReportCount>(scope).SingleOrDefaultAsync(ct) is not { } counted) return 0;
        var waiting = await db.Of<PaymentStep>(scope).OrderBy(s => s.PaymentId).ThenBy(s => s.NewStatus).Take(BatchSize)
            .ToListAsync(ct);
        if (waiting.Count == 0) return 0;
        var ids = waiting.Select(step => step.PaymentId).Distinct().ToList();
        var steps = await StepsAsync(db.Of<PaymentStep>(scope).Where(s => EF.Parameter(ids).Contains(s.PaymentId)), scope, ct);
        var taken = waiting.Select(step => (step.PaymentId, step.NewStatus)).ToHashSet();
        var counting = steps.Where(step => taken.Contains((step.PaymentId, step.NewStatus))).ToList();
        var (paidOn, openedOn) = (
            counting.Where(step => step.IsPaid).Select(step => CountedDay.Of(step.PaidAt.GetValueOrDefault())).Distinct().ToList(),
            counting.Select(step => CountedDay.Of(step.CreatedAt)).Distinct().ToList());
        var days = new DaysOfScope(
            scope,
            await db.Of<PaidDay>(scope).Where(d => EF.Parameter(paidOn).Contains(d.Day)).ToListAsync(ct),
            await db.Of<EndedDay>(scope).Where(d => EF.Parameter(openedOn).Contains(d.Day)).ToListAsync(ct));
        foreach (var step in counting) days.Take(step, 1);
        foreach (var day in days.Added) db.Add(day);
        db.RemoveRange(waiting);
        counted.Version++;
        return waiting.Count;
    }

    private async Task<List<PaidDay>> PaidAsync(Scope scope, CancellationToken ct) => [.. (await db.Of<Payment>(scope)
        .Where(p => p.PaidAt != null)
        .GroupBy(p => new
        {
            Day = OiPaymentsDb.DaysSince(CountedDay.Epoch, p.PaidAt!.Value),
            p.Currency,
            Channel = p.Channel ?? "",
        })
        .Select(group => new
        {
            group.Key,
            Payments = group.LongCount(),
            Amount = group.Sum(p => p.AmountMinor),
            Fee = group.Sum(p => p.FeeMinor ?? 0),
        }).ToListAsync(ct)).Select(one => new PaidDay
        {
            ApplicationId = scope.ApplicationId,
            Mode = scope.Mode,
            Day = CountedDay.First.AddDays(one.Key.Day),
            Currency = one.Key.Currency,
            Channel = one.Key.Channel,
            Payments = one.Payments,
            AmountMinor = one.Amount,
            FeeMinor = one.Fee,
        })];

    private async Task<List<EndedDay>> EndedAsync(Scope scope, CancellationToken ct) => [.. (await db.Of<Payment>(scope)
        .Where(p => p.Status != PaymentStatus.Pending)
        .GroupBy(p => new { Day = OiPaymentsDb.DaysSince(CountedDay.Epoch, p.CreatedAt), p.Currency, p.Status })
        .Select(group => new { group.Key, Payments = group.LongCount() })
        .ToListAsync(ct)).Select(one => new EndedDay
        {
            ApplicationId = scope.ApplicationId,
            Mode = scope.Mode,
            Day = CountedDay.First.AddDays(one.Key.Day),
            Currency = one.Key.Currency,
            Status = one.Key.Status,
            Payments = one.Payments,
        })];

    private async Task<List<Step>> StepsAsync(IQueryable<PaymentStep> steps, Scope scope, CancellationToken ct) =>
        await steps.AsNoTracking()
            .Join(
                db.Of<Payment>(scope), s => new { s.ApplicationId, Id = s.PaymentId }, p => new { p.ApplicationId, p.Id },
                (s, p) => new Step
                {
                    PaymentId = s.PaymentId,
                    OldStatus = s.OldStatus,
                    NewStatus = s.NewStatus,
                    CreatedAt = p.CreatedAt,
                    PaidAt = p.PaidAt,
                    Currency = p.Currency,
                    Channel = p.Channel ?? "",
                    AmountMinor = p.AmountMinor,
                    FeeMinor = p.FeeMinor ?? 0,
                }).ToListAsync(ct);

    /// <summary>A step with what is counted of its payment. None of that changes once it is there.</summary>
    private sealed record Step
    {
        public required Id<Payment> PaymentId { get; init; }
        public required PaymentStatus OldStatus { get; init; }
        public required PaymentStatus NewStatus { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset? PaidAt { get; init; }
        public required Currency Currency { get; init; }
        public required string Channel { get; init; }
        public required long AmountMinor { get; init; }
        public required long FeeMinor { get; init; }

        public bool IsPaid => NewStatus is PaymentStatus.Succeeded;
    }

    /// <summary>Days as they are stored, and those that are new.</summary>
    private sealed class DaysOfScope(Scope scope, IEnumerable<PaidDay> paid, IEnumerable<EndedDay> ended)
    {
        public Dictionary<(DateOnly, Currency, string), PaidDay> Paid { get; } = paid.ToDictionary(d => (d.Day, d.Currency, d.Channel));

        public Dictionary<(DateOnly, Currency, PaymentStatus), EndedDay> Ended { get; } =
            ended.ToDictionary(d => (d.Day, d.Currency, d.Status));

        public List<object> Added { get; } = [];

        public void Add(PaidDay day) => Paid.Add((day.Day, day.Currency, day.Channel), day);

        public void Add(EndedDay day) => Ended.Add((day.Day, day.Currency, day.Status), day);

        /// <param name="step">To be counted.</param>
        /// <param name="sign">1, or -1 to take it back.</param>
        public void Take(Step step, int sign)
        {
            var opened = CountedDay.Of(step.CreatedAt);
            if (step.OldStatus is not PaymentStatus.Pending) Find(opened, step.Currency, step.OldStatus).Payments -= sign;
            Find(opened, step.Currency, step.NewStatus).Payments += sign;
            if (!step.IsPaid) return;
            var day = Find(CountedDay.Of(step.PaidAt.GetValueOrDefault()), step.Currency, step.Channel);
            (day.Payments, day.AmountMinor, day.FeeMinor) = (
                day.Payments + sign, checked(day.AmountMinor + (sign * step.AmountMinor)), checked(day.FeeMinor + (sign * step.FeeMinor)));
        }

        private PaidDay Find(DateOnly day, Currency currency, string channel)
        {
            if (Paid.TryGetValue((day, currency, channel), out var known)) return known;
            var added = new PaidDay
            {
                ApplicationId = scope.ApplicationId,
                Mode = scope.Mode,
                Day = day,
                Currency = currency,
                Channel = channel,
            };
            Add(added);
            Added.Add(added);
            return added;
        }

        private EndedDay Find(DateOnly day, Currency currency, PaymentStatus status)
        {
            if (Ended.TryGetValue((day, currency, status), out var known)) return known;
            var added = new EndedDay
            {
                ApplicationId = scope.ApplicationId,
                Mode = scope.Mode,
                Day = day,
                Currency = currency,
                Status = status,
            };
            Add(added);
            Added.Add(added);
            return added;
        }
    }
}
