using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>Which results an operator means. What is null is not asked about; everything else must hold.</summary>
internal sealed record ResultFilter
{
    public ApplicationId? ApplicationId { get; init; }
    public Mode? Mode { get; init; }
    public ResultStatus? Status { get; init; }
    public ResultReason? Reason { get; init; }
    public Id<SettlementStatement>? StatementId { get; init; }

    /// <summary>The day of Dhaka that it counts for.</summary>
    public DateOnly? Period { get; init; }

    /// <summary>Whether an operator has said what a flag is.</summary>
    public bool? Resolved { get; init; }

    public static ResultFilter From(QueryFields query) => new()
    {
        ApplicationId = query.Application("applicationId"),
        Mode = query.Enum<Mode>("mode"),
        Status = query.Enum<ResultStatus>("status"),
        Reason = query.Enum<ResultReason>("reason"),
        StatementId = query.Number("statementId") is { } number ? new Id<SettlementStatement>(number) : null,
        Period = query.Date("period"),
        Resolved = query.Boolean("resolved"),
    };

    /// <summary>What must hold beside application and mode; rows of files that do not count are no results.</summary>
    public IQueryable<SettlementResult> Narrow(OiPaymentsDb db, IQueryable<SettlementResult> results)
    {
        if (Status is { } status) results = results.Where(r => r.Status == status);
        if (Reason is { } reason) results = results.Where(r => r.Reason == reason);
        if (StatementId is { } statement) results = results.Where(r => r.StatementId == statement);
        if (Period is { } period) results = results.Where(r => r.Period == period);
        if (Resolved is { } resolved)
            results = results.Where(r => r.Status == ResultStatus.Flagged && (r.ResolvedAt != null) == resolved);
        return db.Counting(results);
    }

    /// <summary>What was asked for, as the request spelled it.</summary>
    public Dictionary<string, object> Describe() => new (string Name, object? Value)[]
        {
            ("applicationId", ApplicationId?.Value), ("mode", Mode is { } mode ? WireNames<Mode>.Of(mode) : null),
            ("status", Status is { } status ? WireNames<ResultStatus>.Of(status) : null),
            ("reason", Reason is { } reason ? WireNames<ResultReason>.Of(reason) : null), ("statementId", StatementId?.Value),
            ("period", Period is { } period ? IsoTime.Day(period) : null), ("resolved", Resolved),
        }
        .Where(asked => asked.Value is not null).ToDictionary(asked => asked.Name, asked => asked.Value!, StringComparer.Ordinal);
}

internal static class ResultFilters
{
    extension(RouteHandlerBuilder endpoint)
    {
        public RouteHandlerBuilder FiltersResults() => endpoint
            .Query<long>("applicationId", "Only results of this application.")
            .Query<Mode>("mode", "Only results of this mode.")
            .Query<string>("period", "Only results that count for this day of Dhaka, such as 2026-08-24.")
            .Query<ResultStatus>("status", "Only results with this status.")
            .Query<ResultReason>("reason", "Only results that are not matched for this reason.")
            .Query<long>("statementId", "Only rows of this file.")
            .Query<bool>("resolved", "true: only flags that an operator has explained; false: only flags that nobody has.");
    }
}
