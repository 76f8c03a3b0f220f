namespace OiPayments.Sandbox.Domain;

/// <summary>What a merchant asked for when it opened a session.</summary>
internal sealed record Order
{
    public required string TransactionId { get; init; }

    /// <summary>In BDT, whatever the merchant's currency.</summary>
    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public required decimal CurrencyAmount { get; init; }

    public required decimal Rate { get; init; }

    public required string SuccessUrl { get; init; }

    public required string FailUrl { get; init; }

    public required string CancelUrl { get; init; }

    public string? IpnUrl { get; init; }

    public required string ProductName { get; init; }

    public required string ValueA { get; init; }

    public required string ValueB { get; init; }

    public required string ValueC { get; init; }

    public required string ValueD { get; init; }
}
