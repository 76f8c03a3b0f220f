namespace OiPayments.Payments;

/// <summary>Settings under <c>Payments</c>.</summary>
internal sealed record PaymentOptions
{
    /// <summary>How long a customer may start to pay.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Whether LIVE payments can be created while there is no store that could collect them.</summary>
    public bool AllowLiveWithoutStore { get; init; }
}
