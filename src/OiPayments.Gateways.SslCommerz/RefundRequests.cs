namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// The parameters of <c>GET /validator/api/merchantTransIDvalidationAPI.php</c> that start a refund: the only request of ours that
/// moves money. <c>refund_trans_id</c> is the same over every retry, by which the gateway tells a retry from another refund.
/// </summary>
internal sealed class RefundRequest
{
    private const int RefundIdLength = 30;
    private const int BankTransactionIdLength = 80;
    private const int RemarksLength = 255;

    /// <exception cref="ArgumentException">Something that the gateway would cut or refuse: our mistake, not the customer's.</exception>
    public RefundRequest(GatewayAccount account, GatewayRefund refund)
    {
        if (!FieldText.IsId(refund.RefundId, RefundIdLength))
            throw new ArgumentException($"A refund's id has 1 to {RefundIdLength} letters, digits, '-' or '_'.", nameof(refund));
        if (refund.BankTransactionId.Length is 0 or > BankTransactionIdLength)
            throw new ArgumentException($"A bank's transaction id has 1 to {BankTransactionIdLength} characters.", nameof(refund));
        if (refund.Amount.Currency != Currency.Bdt || !refund.Amount.IsPositive)
            throw new ArgumentException("A refund is of taka, and of more than none.", nameof(refund));
        if (refund.Remarks.Length > RemarksLength)
            throw new ArgumentException($"Remarks have at most {RemarksLength} characters.", nameof(refund));

        var remarks = FieldText.Fit(refund.Remarks, RemarksLength);
        Parameters =
        [
            new("bank_tran_id", refund.BankTransactionId),
            new("refund_trans_id", refund.RefundId),
            new("refund_amount", AmountLimits.ToField(refund.Amount)),
            new("refund_remarks", remarks.Length == 0 ? "Refund" : remarks),
            new("store_id", account.StoreId),
            new("store_passwd", account.StorePassword),
            new("format", "json"),
        ];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }
}

/// <summary>
/// The parameters, at that same address, that ask about one refund; like a <see cref="TransactionQuery"/> it cannot start one.
/// </summary>
internal sealed class RefundQuery
{
    public const int MaxIdLength = 50;

    /// <exception cref="ArgumentException">An id that no answer of the gateway can have given.</exception>
    public RefundQuery(GatewayAccount account, string gatewayRefundId)
    {
        if (!FieldText.IsId(gatewayRefundId, MaxIdLength))
            throw new ArgumentException(
                $"A gateway's refund id has 1 to {MaxIdLength} letters, digits, '-' or '_'.", nameof(gatewayRefundId));

        Parameters =
        [
            new("refund_ref_id", gatewayRefundId),
            new("store_id", account.StoreId),
            new("store_passwd", account.StorePassword),
        ];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }
}
