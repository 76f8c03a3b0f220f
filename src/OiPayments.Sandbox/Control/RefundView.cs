using System.Text.Json.Serialization;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Control;

/// <summary>A refund as <c>/control</c> shows it.</summary>
internal sealed record RefundView(
    [property: JsonPropertyName("refund_ref_id")] string Id,
    [property: JsonPropertyName("refund_trans_id")] string MerchantId,
    [property: JsonPropertyName("store_id")] string StoreId,
    [property: JsonPropertyName("tran_id")] string TransactionId,
    [property: JsonPropertyName("bank_tran_id")] string BankTransactionId,
    [property: JsonPropertyName("amount")] string Amount,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("begun")] DateTimeOffset Begun)
{
    public static RefundView Of(Refund refund, DateTimeOffset now) => new(
        refund.Id,
        refund.MerchantId,
        refund.Session.Store.Id,
        refund.Session.Order.TransactionId,
        refund.Session.Attempt?.BankTransactionId ?? "",
        Amounts.Padded(refund.Amount),
        refund.StatusAt(now),
        GatewayClock.InDhaka(refund.Begun));
}

/// <summary>How a test wants a refund to end: <c>refunded</c> or <c>cancelled</c>.</summary>
internal sealed record RefundOutcomeRequest(string? Outcome);
