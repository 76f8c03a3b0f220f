namespace OiPayments.Gateways.SslCommerz;

/// <summary>Turns the gateway's answers about refunds into ours. In doubt they are unknown: a wrong "no" gives money back twice.</summary>
internal static class RefundReading
{
    private const int ReasonLength = 255;
    private const int QuoteLength = 60;

    /// <summary>
    /// What the gateway said when it was asked for <paramref name="refund"/>. Only <c>failed</c> is a no, and not even that where
    /// its reason speaks of an earlier refund, which may be this one.
    /// </summary>
    public static RefundAnswer ReadRefund(ReadOnlySpan<byte> body, GatewayAccount account, GatewayRefund refund)
    {
        if (WireJson.Read<RefundReply>(body) is not { } reply) return new RefundAnswer.Unknown(WireJson.IsNotIt);
        if (ApiConnect.Read(reply.ApiConnect) is { } problem)
        {
            return problem.IsOurs && reply.Status is not ("success" or "processing")
                ? new RefundAnswer.NotAllowed(problem.Reason)
                : new RefundAnswer.Unknown(problem.Reason);
        }

        if (reply.BankTranId is { Length: > 0 } bankTransactionId && bankTransactionId != refund.BankTransactionId)
            return new RefundAnswer.Unknown("It answered about another transaction than it was asked to refund.");

        var id = FieldText.IsId(reply.RefundRefId, RefundQuery.MaxIdLength) ? reply.RefundRefId : null;
        return reply.Status switch
        {
            "success" when id is null => new RefundAnswer.Unclear("It says that it took the refund, without an id to ask about it by."),
            "success" => new RefundAnswer.Accepted(id),
            "processing" => new RefundAnswer.AlreadyStarted(id),
            "failed" => ReadFailure(Words(reply, account)),
            null or "" => new RefundAnswer.Unknown("It answered without a status."),
            _ => new RefundAnswer.Unclear(UnknownStatus(reply.Status)),
        };
    }

    /// <summary>
    /// How far the refund has come. <c>failed</c> is not documented here: it has been seen to say that the question failed, by an id
    /// the gateway does not know. With another reason it may mean that or the refund, so it settles nothing.
    /// </summary>
    public static RefundProgress ReadQuery(
        ReadOnlySpan<byte> body, GatewayAccount account, string gatewayRefundId, string bankTransactionId)
    {
        if (WireJson.Read<RefundReply>(body) is not { } reply) return new RefundProgress.Unknown(WireJson.IsNotIt);
        if (ApiConnect.Read(reply.ApiConnect) is { } problem)
            return problem.IsOurs && reply.Status is not "refunded"
                ? new RefundProgress.NotAllowed(problem.Reason)
                : new RefundProgress.Unknown(problem.Reason);
        if (reply.RefundRefId is { Length: > 0 } id && id != gatewayRefundId)
            return new RefundProgress.Unknown("It answered about another refund than it was asked about.");
        if (reply.BankTranId is { Length: > 0 } bank && bank != bankTransactionId)
            return new RefundProgress.Unknown("It says that this id belongs to a refund of another transaction.");

        var reason = Words(reply, account);
        return reply.Status switch
        {
            "refunded" => new RefundProgress.Refunded(),
            "processing" => new RefundProgress.Processing(),
            "cancelled" => new RefundProgress.Cancelled(reason),
            "failed" when reason.Equals("Unknown Refund Ref ID", StringComparison.OrdinalIgnoreCase) => new RefundProgress.NotFound(),
            "failed" => new RefundProgress.Unclear(
                $"It answered 'failed', which may be about the question or the refund: {Or("no reason given", reason)}"),
            null or "" => new RefundProgress.Unknown("It answered without a status."),
            _ => new RefundProgress.Unclear(UnknownStatus(reply.Status)),
        };
    }

    // What it says when a retry is not recognised as one is not known; these words would be about our own earlier call.
    private static RefundAnswer ReadFailure(string reason) =>
        reason.Contains("already", StringComparison.OrdinalIgnoreCase) || reason.Contains("duplicate", StringComparison.OrdinalIgnoreCase)
            ? new RefundAnswer.Unclear($"It refused, but speaks of an earlier refund, which may be this one: {reason}")
            : new RefundAnswer.Refused(Or("no reason given", reason));

    // The sandbox is known to repeat secrets, and these words reach applications.
    private static string Words(RefundReply reply, GatewayAccount account) =>
        FieldText.Fit(reply.ErrorReason?.Replace(account.StorePassword, "***", StringComparison.Ordinal), ReasonLength);

    private static string Or(string fillIn, string text) => text.Length == 0 ? fillIn : text;

    private static string UnknownStatus(string? status) =>
        $"It answered with a status that settles nothing, '{FieldText.Fit(status, QuoteLength)}'.";
}
