namespace OiPayments.Client;

/// <summary>Your payments.</summary>
public sealed class PaymentsClient
{
    private readonly ApiConnection api;

    internal PaymentsClient(ApiConnection api) => this.api = api;

    /// <summary>Creates a payment. Send the customer to its <see cref="Payment.CheckoutUrl"/>.</summary>
    /// <param name="payment">What is to be paid.</param>
    /// <param name="idempotencyKey">
    /// 1 to 255 visible ASCII characters. Derive it from what you intend, such as your order's number, and store it before you call: the same
    /// key creates one payment however often, and from however many processes, it is sent.
    /// </param>
    /// <param name="ct">Gives up waiting; the payment may be created all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Payment> CreateAsync(NewPayment payment, string idempotencyKey, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return api.SendAsync(
            ApiRequest.Create("payments", payment.ToBody(), OiPaymentsJson.Default.NewPaymentBody, idempotencyKey),
            OiPaymentsJson.Default.Payment, ct);
    }

    /// <summary>Reads a payment.</summary>
    /// <param name="payment">Its id, or its reference.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Payment> ReadAsync(RecordName payment, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"payments/{payment.InPath()}"), OiPaymentsJson.Default.Payment, ct);

    /// <summary>All payments that are meant, page by page as they are asked for.</summary>
    /// <param name="filter">Which; all when left out.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public IAsyncEnumerable<Payment> ListAsync(PaymentFilter? filter = null, CancellationToken ct = default) =>
        api.ListAsync("payments", filter ?? new(), OiPaymentsJson.Default.IReadOnlyListPayment, ct);

    /// <summary>One page of them, for a page of yours.</summary>
    /// <param name="filter">Which; all when left out.</param>
    /// <param name="cursor"><see cref="Page{T}.NextCursor"/> of the page before; null for the first.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Page<Payment>> ReadPageAsync(PaymentFilter? filter = null, string? cursor = null, CancellationToken ct = default) =>
        api.ReadPageAsync("payments", filter ?? new(), cursor, OiPaymentsJson.Default.IReadOnlyListPayment, ct);

    /// <summary>The receipt of a payment that SUCCEEDED, as a PDF.</summary>
    /// <param name="payment">Its id, or its reference.</param>
    /// <param name="language">The template's when left out.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<byte[]> ReadReceiptAsync(RecordName payment, DocumentLanguage? language = null, CancellationToken ct = default) =>
        api.DownloadAsync($"payments/{payment.InPath()}/receipt{DocumentPath.Query(language)}", ct);

    /// <summary>What the customer may know of a payment, for those who build their own page.</summary>
    /// <param name="reference">The payment's.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Checkout> ReadCheckoutAsync(string reference, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get($"checkout/{RecordName.FromString(reference).InPath()}"), OiPaymentsJson.Default.Checkout, ct);
}
