using OiPayments.Api;
using OiPayments.Payments;

namespace OiPayments.Refunds;

/// <summary>Which refunds an operator means. What is null is not asked about; everything else must hold.</summary>
internal sealed record RefundFilter
{
    public ApplicationId? ApplicationId { get; init; }
    public Mode? Mode { get; init; }
    public Id<Payment>? PaymentId { get; init; }
    public RefundStatus? Status { get; init; }

    /// <summary>Why a person has to look at it.</summary>
    public RefundAttention? Attention { get; init; }

    /// <summary>Asked for at or after this instant.</summary>
    public DateTimeOffset? FromTime { get; init; }

    /// <summary>Asked for before this instant.</summary>
    public DateTimeOffset? ToTime { get; init; }

    public static RefundFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new()
        {
            ApplicationId = query.Application("applicationId"),
            Mode = query.Enum<Mode>("mode"),
            PaymentId = query.Number("paymentId") is { } number ? new Id<Payment>(number) : null,
            Status = query.Enum<RefundStatus>("status"),
            Attention = query.Enum<RefundAttention>("attention"),
            FromTime = from,
            ToTime = to,
        };
    }

    /// <summary>What must hold beside application and mode.</summary>
    public IQueryable<Refund> Narrow(IQueryable<Refund> refunds)
    {
        if (PaymentId is { } payment) refunds = refunds.Where(r => r.PaymentId == payment);
        if (Status is { } status) refunds = refunds.Where(r => r.Status == status);
        if (Attention is { } attention) refunds = refunds.Where(r => r.Attention == attention);
        if (FromTime is { } from) refunds = refunds.Where(r => r.CreatedAt >= from);
        if (ToTime is { } to) refunds = refunds.Where(r => r.CreatedAt < to);
        return refunds;
    }
}
