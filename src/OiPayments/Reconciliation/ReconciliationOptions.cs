namespace OiPayments.Reconciliation;

/// <summary>How the service compares days by itself.</summary>
internal sealed record ReconciliationOptions
{
    /// <summary>Whether it asks the gateway about payments and refunds of stores whose settlements no file tells of.</summary>
    public bool AsksGateway { get; init; }
}
