namespace OiPayments.Client;

/// <summary>Which payments are meant. What is null is not asked about; everything else must hold.</summary>
public sealed record PaymentFilter : ListFilter
{
    /// <summary>Your own name for the customer, exactly.</summary>
    public string? CustomerReference { get; init; }

    /// <summary>The payment's public name.</summary>
    public string? Reference { get; init; }

    /// <summary>How far it has come.</summary>
    public PaymentStatus? Status { get; init; }

    internal override void AddTo(QueryText query)
    {
        base.AddTo(query);
        query.Add("customerReference", CustomerReference);
        query.Add("reference", Reference);
        query.Add("status", Status?.Value);
    }
}
