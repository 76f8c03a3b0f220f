namespace OiPayments.Gateways;

/// <summary>
/// What the customer is to be charged, under a transaction id of ours that was never used before (at most 30 characters).
/// </summary>
public sealed record GatewayCharge(
    string TransactionId,
    Money Amount,
    string ProductName,
    GatewayCustomer Customer,
    GatewayReturnUrls Urls);

/// <summary>
/// Who pays, as far as the application told us. Where a gateway insists on a field, the adapter fills in something harmless.
/// </summary>
public sealed record GatewayCustomer(string? Name, string? Email, string? Phone);

/// <summary>Where the gateway sends the customer's browser, by outcome, and its own server-to-server notice.</summary>
public sealed record GatewayReturnUrls(Uri Success, Uri Failure, Uri Cancel, Uri Notice);

/// <summary>A charge the gateway waits for the customer to pay at <paramref name="CustomerUrl"/>.</summary>
public sealed record GatewaySession(string SessionKey, Uri CustomerUrl);

/// <summary>
/// The gateway could not be asked, or said nothing that can be believed. Not a "no": whatever was asked for may have happened.
/// </summary>
public sealed class GatewayUnavailableException : Exception
{
    public GatewayUnavailableException(string gateway, string reason, Exception? inner = null)
        : base($"{gateway} is unavailable: {reason}", inner) => Gateway = gateway;

    public string Gateway { get; }

    /// <summary>
    /// Whether it is the store that cannot be used: the gateway refuses it, or its address is one that must not be asked. Nothing was
    /// opened or moved there, and asking again helps only after an operator has mended the settings.
    /// </summary>
    public bool IsStoresFault { get; init; }
}

/// <summary>One of the things a customer is known by.</summary>
public enum CustomerDetail
{
    Name,
    Email,
    Phone,
}

/// <summary>
/// A detail that a gateway cannot be told as it is, and what it is told instead, as a sentence that has the detail for its subject.
/// </summary>
public sealed record ChangedDetail(CustomerDetail Detail, string Sentence);
