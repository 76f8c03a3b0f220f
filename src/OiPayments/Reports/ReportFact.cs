using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Reports;

/// <summary>What the database adds up.</summary>
internal sealed class ReportFact
{
    public int Day { get; init; }
    public ApplicationId? ApplicationId { get; init; }
    public string? Channel { get; init; }
    public required Currency Currency { get; init; }
    public PaymentStatus? Status { get; init; }
    public RefundStatus? Refund { get; init; }
    public long Count { get; init; }
    public long AmountMinor { get; init; }
    public long FeeMinor { get; init; }

    /// <summary>The same taken away: how many a status has lost again.</summary>
    public ReportFact Negative() => new()
    {
        Day = Day,
        ApplicationId = ApplicationId,
        Currency = Currency,
        Status = Status,
        Count = -Count,
    };
}

internal static class ReportFacts
{
    extension(OiPaymentsDb db)
    {
        /// <summary>Asks run by run when the days matter, otherwise once, and makes a row of all that stands for the same.</summary>
        public async Task<List<TRow>> AskAsync<TRow>(
            ReportQuery query, Func<ReportDays.Run, CancellationToken, Task<List<ReportFact>>> ask, Func<List<ReportFact>, TRow> add,
            CancellationToken ct)
            where TRow : ReportRow
        {
            var byDay = query.GroupBy is ReportGrouping.Day;
            var facts = new List<(DateOnly? Day, ReportFact Fact)>();
            foreach (var run in byDay ? query.Days.Runs : [new(query.Days.First, query.Days.From, query.Days.To, 1)])
                facts.AddRange((await ask(run, ct)).Select(fact => (byDay ? run.Day(fact.Day) : (DateOnly?)null, fact)));

            var named = facts.Select(fact => fact.Fact.ApplicationId).OfType<ApplicationId>().Distinct().ToList();
            var names = named.Count == 0
                ? []
                : await db.Directory<Application>().Where(a => named.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
            return
            [
                .. from fact in facts
                   group fact.Fact by (fact.Day, fact.Fact.ApplicationId, fact.Fact.Channel, Currency: fact.Fact.Currency.Code) into same
                   orderby same.Key.Day, same.Key.ApplicationId?.Value, same.Key.Channel, same.Key.Currency
                   select add([.. same]) with
                   {
                       Day = same.Key.Day,
                       ApplicationId = same.Key.ApplicationId,
                       ApplicationName = same.Key.ApplicationId is { } id ? names[id] : null,
                       Channel = same.Key.Channel,
                       Currency = same.Key.Currency,
                   } as TRow,
            ];
        }
    }
}
