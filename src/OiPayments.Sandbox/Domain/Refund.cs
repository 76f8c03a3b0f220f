using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Domain;

/// <summary>Money on its way back. Its end is settled when it is begun, unless a test decides otherwise.</summary>
/// <param name="id">The gateway's <c>refund_ref_id</c>.</param>
/// <param name="merchantId">The merchant's <c>refund_trans_id</c>; empty when it sent none.</param>
/// <param name="session">The paid session.</param>
/// <param name="amount">In BDT.</param>
/// <param name="begun">When the merchant asked.</param>
/// <param name="takes">How long it is processing.</param>
/// <param name="ending">What it comes to.</param>
internal sealed class Refund(
    string id, string merchantId, PaymentSession session, decimal amount, DateTimeOffset begun, TimeSpan takes, RefundEnding ending)
{
    private volatile End end = new(ending, begun + takes);

    public string Id => id;

    public string MerchantId => merchantId;

    public PaymentSession Session => session;

    public decimal Amount => amount;

    public DateTimeOffset Begun => begun;

    /// <summary><c>processing</c>, <c>refunded</c> or <c>cancelled</c>.</summary>
    public string StatusAt(DateTimeOffset now) => end switch
    {
        var open when open.At(now) is null => "processing",
        { Ending: RefundEnding.Cancelled } => "cancelled",
        _ => "refunded",
    };

    /// <summary>When it came to its end; null while it is processing.</summary>
    public DateTimeOffset? EndedAt(DateTimeOffset now) => end.At(now);

    /// <summary>Ends it here and now. False when it has ended before.</summary>
    public bool TryEnd(RefundEnding with, DateTimeOffset now)
    {
        if (EndedAt(now) is not null) return false;
        end = new(with, now);
        return true;
    }

    private sealed record End(RefundEnding Ending, DateTimeOffset Due)
    {
        public DateTimeOffset? At(DateTimeOffset now) => Ending is RefundEnding.Stuck || now < Due ? null : Due;
    }
}
