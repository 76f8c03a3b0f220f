namespace OiPayments.Client;

/// <summary>Refunds of your payments.</summary>
public sealed class RefundsClient
{
    private readonly ApiConnection api;

    internal RefundsClient(ApiConnection api) => this.api = api;

    /// <summary>
    /// Gives back a part or all of what a payment captured. The amount is held at once; the gateway gives it back later, and an event tells.
    /// </summary>
    /// <param name="payment">The payment's id, or its reference.</param>
    /// <param name="refund">How much, and why.</param>
    /// <param name="idempotencyKey">
    /// 1 to 255 visible ASCII characters, stored before you call: the same key makes one refund however often it is sent.
    /// </param>
    /// <param name="ct">Gives up waiting; the refund may be made all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Refund> CreateAsync(RecordName payment, NewRefund refund, string idempotencyKey, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(refund);
        return api.SendAsync(
            ApiRequest.Create($"payments/{payment.InPath()}/refunds", refund, OiPaymentsJson.Default.NewRefund, idempotencyKey),
            OiPaymentsJson.Default.Refund, ct);
    }

    /// <summary>Reads a refund.</summary>
    /// <param name="refund">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Refund> ReadAsync(RecordName refund, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"refunds/{refund.InPath()}"), OiPaymentsJson.Default.Refund, ct);

    /// <summary>All refunds of a payment, whoever requested them.</summary>
    /// <param name="payment">The payment's id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public IAsyncEnumerable<Refund> ListAsync(RecordName payment, CancellationToken ct = default) =>
        api.ListAsync($"payments/{payment.InPath()}/refunds", new ListFilter(), OiPaymentsJson.Default.IReadOnlyListRefund, ct);
}
