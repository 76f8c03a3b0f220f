namespace OiPayments.Client;

/// <summary>Who your credentials say you are.</summary>
public sealed record Caller
{
    /// <summary>Your application's number.</summary>
    public required long Id { get; init; }

    /// <summary>Your application's name, as customers see it.</summary>
    public required string Name { get; init; }

    /// <summary>The mode of everything done with these credentials.</summary>
    public required Mode Mode { get; init; }
}
