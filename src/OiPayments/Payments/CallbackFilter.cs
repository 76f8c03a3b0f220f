using OiPayments.Api;

namespace OiPayments.Payments;

/// <summary>Which callbacks an operator means. What is null is not asked about; everything else must hold.</summary>
internal sealed record CallbackFilter
{
    /// <summary><see cref="ApplicationId.Nobody"/> for those that were matched to nobody.</summary>
    public ApplicationId? ApplicationId { get; init; }
    public Mode? Mode { get; init; }
    public CallbackOutcome? Outcome { get; init; }

    /// <summary>The transaction id that it claims.</summary>
    public string? Reference { get; init; }
    public DateTimeOffset? FromTime { get; init; }
    public DateTimeOffset? ToTime { get; init; }

    public static CallbackFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new()
        {
            ApplicationId = query.Application("applicationId"),
            Mode = query.Enum<Mode>("mode"),
            Outcome = query.Enum<CallbackOutcome>("outcome"),
            Reference = query.Text("reference", GatewayCallback.MaxReferenceLength),
            FromTime = from,
            ToTime = to,
        };
    }

    public IQueryable<GatewayCallback> Narrow(IQueryable<GatewayCallback> callbacks)
    {
        if (Outcome is { } outcome) callbacks = callbacks.Where(c => c.Outcome == outcome);
        if (Reference is { } reference) callbacks = callbacks.Where(c => c.Reference == reference);
        if (FromTime is { } from) callbacks = callbacks.Where(c => c.CreatedAt >= from);
        if (ToTime is { } to) callbacks = callbacks.Where(c => c.CreatedAt < to);
        return callbacks;
    }
}
