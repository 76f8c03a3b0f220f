namespace OiPayments.Gateways;

/// <summary>Money to give back.</summary>
/// <param name="RefundId">
/// Our id of the refund (SSLCOMMERZ's <c>refund_trans_id</c>, at most 30 characters): the same over every retry, so that the
/// gateway gives back once however often it is asked.
/// </param>
/// <param name="BankTransactionId">The paid transaction, as <see cref="GatewayReceipt.BankTransactionId"/> named it.</param>
/// <param name="Amount">All or a part of what was charged, in <see cref="IRefundGateway.RefundCurrency"/>.</param>
/// <param name="Remarks">Why, in words the gateway's staff may read: at most 255 characters, no personal data.</param>
public sealed record GatewayRefund(string RefundId, string BankTransactionId, Money Amount, string Remarks);

/// <summary>What a gateway said when it was asked to give money back. None of these says that the money has moved.</summary>
public abstract record RefundAnswer
{
    private RefundAnswer()
    {
    }

    /// <summary>It took the request, and can be asked about it by an id of its own.</summary>
    public sealed record Accepted(string GatewayRefundId) : RefundAnswer;

    /// <summary>
    /// It has this refund already: an earlier call of ours got through. Where it names the refund's id the refund can be
    /// asked about; where it does not (null), the same call again, or a person in the merchant panel, has to find it.
    /// </summary>
    public sealed record AlreadyStarted(string? GatewayRefundId) : RefundAnswer;

    /// <summary>Its own "no", in its own words: nothing will be given back.</summary>
    public sealed record Refused(string Reason) : RefundAnswer;

    /// <summary>
    /// Our side cannot ask: wrong login, or a sender address that is not registered. Nothing was started; an operator has to
    /// mend it, and then the same call works.
    /// </summary>
    public sealed record NotAllowed(string Reason) : RefundAnswer;

    /// <summary>
    /// It took the call and answered about this refund, in words that settle nothing for a program. It may have been started; asking
    /// again is unlikely to tell more, so a person has to look.
    /// </summary>
    public sealed record Unclear(string Reason) : RefundAnswer;

    /// <summary>No answer that can be believed: it may have been started. Never a "no".</summary>
    public sealed record Unknown(string Reason) : RefundAnswer;
}

/// <summary>How far the gateway says a refund has come.</summary>
public abstract record RefundProgress
{
    private RefundProgress()
    {
    }

    /// <summary>The money was given back.</summary>
    public sealed record Refunded : RefundProgress;

    /// <summary>It is still at it; days are normal.</summary>
    public sealed record Processing : RefundProgress;

    /// <summary>It will not give the money back.</summary>
    public sealed record Cancelled(string Reason) : RefundProgress;

    /// <summary>It says it has no such refund. Odd for an id that it gave out: not a "no" that money may be decided by.</summary>
    public sealed record NotFound : RefundProgress;

    /// <summary>Our side cannot ask: wrong login, or a sender address that is not registered.</summary>
    public sealed record NotAllowed(string Reason) : RefundProgress;

    /// <summary>
    /// It answered about this refund, perhaps for good, in words that settle nothing for a program: a person has to look.
    /// </summary>
    public sealed record Unclear(string Reason) : RefundProgress;

    /// <summary>No answer that can be believed: ask again later.</summary>
    public sealed record Unknown(string Reason) : RefundProgress;
}
