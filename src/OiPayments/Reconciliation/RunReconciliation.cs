using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>POST /admin/reconciliation/runs</c>: compares a day's payments and refunds with what settlement files say of them.</summary>
internal sealed class RunReconciliation(
    OiPaymentsDb db, FlagMissing missing, CompareWithGateway gateway, CompareWithBooks books, AuditTrail audit, TimeProvider clock)
{
    /// <summary>An operator waits: what is left is asked by the next run.</summary>
    private const int MaxQuestions = 200;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>Those that have a count of their own.</summary>
    private static readonly ResultReason?[] Named =
    [
        ResultReason.MissingInSettlement, ResultReason.NotPaidThere, ResultReason.MissingInternal, ResultReason.AmountMismatch,
        ResultReason.CurrencyMismatch,
    ];

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPost("/runs", HandleAsync)
        .WithName("runReconciliation")
        .WithSummary("Compare a day")
        .WithDescription("Flags payments and refunds of the day that no settlement file has named although they are overdue, and counts "
            + "what became of the day: of the applications you may have reports made of. Any number of runs of a day come to the same. The "
            + "service looks for what is overdue by itself too, every hour. Where no settlement file comes, askGateway=true asks the "
            + "gateway about each payment and refund of the day, at most 200 a run. That says whether the gateway has the money, not "
            + "whether it paid it out, so nothing is booked. Strongly consistent.")
        .Query<string>("period", "A day of Dhaka, such as 2026-08-24.", isRequired: true)
        .Query<Mode>("mode", "LIVE when left out; TEST for trying it out.")
        .Query<bool>("askGateway", "true: asks the gateway too, about stores whose settlements no file tells of.")
        .Produces<Envelope<ReconciliationRunDto>>()
        .Needs(Permission.ReportRun)
        .Refuses(ErrorCode.ValidationError);

    /// <param name="who">Needs report:run; of the applications where they have it.</param>
    /// <param name="period">A day of Dhaka.</param>
    /// <param name="mode">LIVE, or TEST for trying it out.</param>
    /// <param name="askGateway">Whether the gateway is asked about what no file tells of.</param>
    /// <param name="ct">Ends it; what is flagged stays so.</param>
    public async Task<Outcome<ReconciliationRunDto>> RunAsync(
        SignedInOperator who, DateOnly period, Mode mode, bool askGateway, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } lacking) return lacking;
        if (period > TimeZones.DayOf(TimeZones.Default, clock.GetUtcNow()))
            return FieldErrors.One("period", "Is in the future.");
        var applications = await db.ApplicationsFor(who, Permission.ReportRun).AsNoTracking().Select(a => a.Id).ToListAsync(ct);
        var (waiting, unanswered, confirmed) = (0, 0, 0);
        var questions = new QuestionBudget(MaxQuestions, MaxTime, clock);
        foreach (var application in applications)
        {
            if (askGateway) unanswered += await gateway.RunAsync(new(application, mode), period, questions, ct);
            waiting += await missing.RunAsync(new(application, mode), period, ct);
            confirmed += await gateway.CountConfirmedAsync(new(application, mode), period, ct);
        }

        var isBalanced = !(await books.RunAsync(ct))
            .Any(difference => difference.Scope.Mode == mode && applications.Contains(difference.Scope.ApplicationId));

        var counts = await CountAsync(who, period, mode, ct);
        var run = new ReconciliationRunDto(
            period, mode,
            confirmed + counts.Sum(c => c.Status is ResultStatus.Matched && c.IsRow ? c.Count : 0),
            Flags(ResultReason.MissingInSettlement) + Flags(ResultReason.NotPaidThere), Flags(ResultReason.MissingInternal),
            Flags(ResultReason.AmountMismatch) + Flags(ResultReason.CurrencyMismatch),
            waiting + unanswered + counts.Sum(c => c.Status is ResultStatus.Deferred ? c.Count : 0),
            counts.Sum(c => c.Status is ResultStatus.Flagged && !Named.Contains(c.Reason) ? c.Count : 0),
            isBalanced, clock.GetUtcNow(), askGateway ? unanswered : null);
        await audit.RecordAsync(
            who.Actor, application: null, new(AuditAction.ReconciliationRun, AuditTarget.Settlement, IsoTime.Day(period))
            {
                After = new
                {
                    mode = WireNames<Mode>.Of(mode),
                    run.Matched,
                    run.MissingInSettlement,
                    run.MissingInternal,
                    run.AmountMismatch,
                    run.Unanswered,
                },
            }, ct);
        await db.SaveAsync(ct);
        return run;

        int Flags(ResultReason reason) => counts.Sum(c => c.Status is ResultStatus.Flagged && c.Reason == reason ? c.Count : 0);
    }

    private async Task<List<Counted>> CountAsync(SignedInOperator who, DateOnly period, Mode mode, CancellationToken ct) =>
        await db.Counting(db.RecordsFor<SettlementResult>(who, Permission.ReportRun))
            .Where(r => r.Mode == mode && r.Period == period)
            .GroupBy(r => new { r.Status, r.Reason, IsRow = r.Row != null })
            .Select(group => new Counted
            {
                Status = group.Key.Status,
                Reason = group.Key.Reason,
                IsRow = group.Key.IsRow,
                Count = group.Count(),
            }).ToListAsync(ct);

    private sealed record Counted
    {
        public required ResultStatus Status { get; init; }
        public required ResultReason? Reason { get; init; }
        public required bool IsRow { get; init; }
        public required int Count { get; init; }
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, RunReconciliation run, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, ReadQuery).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(
                await run.RunAsync(who, asked.Period, asked.Mode, asked.AskGateway, ct),
                ReconciliationJson.Default.ReconciliationRunDto, clock);

    private static (DateOnly Period, Mode Mode, bool AskGateway) ReadQuery(QueryFields query, FieldErrors errors)
    {
        var period = query.Date("period");
        if (period is null) errors.Add("period", "Is required: a day such as 2026-08-24.");
        return (period.GetValueOrDefault(), query.Enum<Mode>("mode") ?? Mode.Live, query.Boolean("askGateway") ?? false);
    }
}
