namespace OiPayments.Gateways;

/// <summary>Gives money back that the gateway of the same name took. What became of it is for the Refunds feature to say.</summary>
public interface IRefundGateway : IGateway
{
    /// <summary>The one currency in which this gateway gives money back, whatever the customer was charged in.</summary>
    Currency RefundCurrency { get; }

    /// <summary>
    /// Asks the gateway to give money back. Safe to repeat with the same <see cref="GatewayRefund.RefundId"/>; a call without
    /// an answer is <see cref="RefundAnswer.Unknown"/>, and is repeated until there is one.
    /// </summary>
    /// <exception cref="ArgumentException">An id or remarks longer than the gateway takes: a bug in the caller.</exception>
    Task<RefundAnswer> RefundAsync(GatewayAccount account, GatewayRefund refund, CancellationToken ct);

    /// <summary>
    /// Asks how far a refund has come, by the id that the gateway gave it. Changes nothing there. An answer about another
    /// transaction than <paramref name="bankTransactionId"/> is not one about this refund, and not believed.
    /// </summary>
    /// <exception cref="ArgumentException">An id that no answer of the gateway can have given.</exception>
    Task<RefundProgress> QueryRefundAsync(GatewayAccount account, string gatewayRefundId, string bankTransactionId, CancellationToken ct);

    /// <summary>Whether <paramref name="gatewayRefundId"/> can be an id of this gateway, so that it may be asked about it.</summary>
    bool IsRefundId(string gatewayRefundId);
}
