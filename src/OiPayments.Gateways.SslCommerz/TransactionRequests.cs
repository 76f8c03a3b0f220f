namespace OiPayments.Gateways.SslCommerz;

/// <summary>The parameters of <c>GET /validator/api/validationserverAPI.php</c>: one success, by the gateway's own id.</summary>
internal sealed class ValidationRequest
{
    public const string Path = "validator/api/validationserverAPI.php";
    public const int MaxIdLength = 50;

    public ValidationRequest(GatewayAccount account, string validationId)
    {
        if (!FieldText.IsId(validationId, MaxIdLength))
            throw new ArgumentException($"A validation id has 1 to {MaxIdLength} letters, digits, '-' or '_'.", nameof(validationId));

        Parameters =
        [
            new("val_id", validationId),
            new("store_id", account.StoreId),
            new("store_passwd", account.StorePassword),
            new("format", "json"),
        ];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }
}

/// <summary>
/// The parameters of <c>GET /validator/api/merchantTransIDvalidationAPI.php</c> that ask about one transaction. The same
/// address starts a refund when it is given a <c>refund_amount</c>, so this request has no way to carry any other parameter.
/// </summary>
internal sealed class TransactionQuery
{
    public const string Path = "validator/api/merchantTransIDvalidationAPI.php";
    private const int MaxIdLength = 50;

    public TransactionQuery(GatewayAccount account, string transactionId)
    {
        if (!FieldText.IsId(transactionId, MaxIdLength))
            throw new ArgumentException($"A transaction id has 1 to {MaxIdLength} letters, digits, '-' or '_'.", nameof(transactionId));

        Parameters =
        [
            new("tran_id", transactionId),
            new("store_id", account.StoreId),
            new("store_passwd", account.StorePassword),
        ];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }
}
