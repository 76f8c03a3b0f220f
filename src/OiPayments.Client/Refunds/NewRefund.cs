namespace OiPayments.Client;

/// <summary>A refund to be made.</summary>
public sealed record NewRefund
{
    /// <summary>How much of the payment, in minor units of its currency: more than zero, at most what can still be refunded.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>Why, for people; at most 500 characters. The gateway does not see it.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// What you think can still be refunded. When it no longer holds, the refund is refused with
    /// <see cref="ErrorCode.RefundExceedsBalance"/> before anything is tried.
    /// </summary>
    public long? ExpectedRefundableMinor { get; init; }
}
