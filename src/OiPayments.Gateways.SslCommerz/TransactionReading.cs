namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// Turns the gateway's answers about a transaction into ours. In doubt the answer is <see cref="GatewayAnswer.Unknown"/>.
/// </summary>
internal static class TransactionReading
{
    private const int ReasonLength = 255;
    private const int QuoteLength = 60;

    /// <summary>Whether the gateway took a question at all, whatever it says of the transaction; null when it did.</summary>
    public static ConnectionProblem? ReadProblem(ReadOnlySpan<byte> body, GatewayAccount account) =>
        WireJson.Read<QueryAnswer>(body) is { } answer
            ? ApiConnect.Read(answer.ApiConnect?.Replace(
                account.StorePassword, "***", StringComparison.Ordinal)) // the sandbox is known to repeat secrets
            : new(WireJson.IsNotIt, IsOurs: false);

    /// <summary>
    /// Only "connected, and no such transaction" is a no. Every other word than a success says nothing certain about one:
    /// even a refused login has been seen dressed as a status, and what became of the attempt is the query's to say.
    /// </summary>
    public static GatewayAnswer ReadValidation(ReadOnlySpan<byte> body)
    {
        if (WireJson.Read<ValidationAnswer>(body) is not { } answer) return new GatewayAnswer.Unknown(WireJson.IsNotIt);
        if (ApiConnect.Read(answer.ApiConnect) is { } problem) return new GatewayAnswer.Unknown(problem.Reason);

        return answer.Status switch
        {
            "VALID" or "VALIDATED" => Receipt.Read(answer),
            "INVALID_TRANSACTION" => new GatewayAnswer.NotFound(),
            "PENDING" or "PROCESSING" => new GatewayAnswer.Pending(),
            _ => UnknownStatus(answer.Status),
        };
    }

    /// <summary>A paid row wins wherever it stands; else the newest row speaks for the transaction.</summary>
    public static GatewayAnswer ReadQuery(ReadOnlySpan<byte> body)
    {
        if (WireJson.Read<QueryAnswer>(body) is not { } answer) return new GatewayAnswer.Unknown(WireJson.IsNotIt);
        if (ApiConnect.Read(answer.ApiConnect) is { } problem) return new GatewayAnswer.Unknown(problem.Reason);

        // "Y-m-d H:i:s" sorts as text, and so does 0000-00-00, which no date type takes. OrderBy keeps the order of equals.
        var rows = (answer.Element ?? []).OrderBy(row => row.TranDate, StringComparer.Ordinal).ToList();

        // The first of several successes, so that asking again gives the same one.
        if (rows.Find(row => row.Status is "VALID" or "VALIDATED") is { } paid) return Receipt.Read(paid);

        return rows.LastOrDefault() switch
        {
            null when answer.NoOfTransFound is "0" => new GatewayAnswer.NotFound(),
            null => new GatewayAnswer.Unknown("It answered without saying what became of the transaction."),
            { Status: "INVALID" or "INVALID_TRANSACTION" } => new GatewayAnswer.NotFound(),
            { Status: "PENDING" or "PROCESSING" } => new GatewayAnswer.Pending(),
            { Status: "FAILED" } row => NotPaid(AttemptEnding.Failed, row),
            { Status: "CANCELLED" } row => NotPaid(AttemptEnding.Cancelled, row),
            { Status: "UNATTEMPTED" } row => NotPaid(AttemptEnding.Unattempted, row),
            { Status: "EXPIRED" } row => NotPaid(AttemptEnding.Expired, row),
            var row => UnknownStatus(row.Status),
        };
    }

    private static GatewayAnswer.NotPaid NotPaid(AttemptEnding ending, TransactionRow row) =>
        new(ending, FieldText.Fit(row.Error, ReasonLength));

    private static GatewayAnswer.Unknown UnknownStatus(string? status) =>
        new($"It answered with a status that settles nothing, '{FieldText.Fit(status, QuoteLength)}'.");
}
