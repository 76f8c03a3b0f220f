namespace OiPayments.Gateways.SslCommerz;

/// <summary>What became of the wish to open a session, in terms of who has to do something about it.</summary>
internal abstract record SessionReading
{
    private SessionReading()
    {
    }

    public sealed record Opened(GatewaySession Session) : SessionReading;

    /// <summary>The gateway's "no" to this charge.</summary>
    public sealed record Refused(Refusal Refusal) : SessionReading;

    /// <summary>The gateway's "no" to the store: our configuration, not the caller's charge.</summary>
    public sealed record StoreRefused(string Reason) : SessionReading;

    /// <summary>Nothing that can be believed.</summary>
    public sealed record Nonsense(string Reason) : SessionReading;

    private const int MaxReasonLength = 255;
    private const int MaxSessionKeyLength = 100;

    public static SessionReading Read(ReadOnlySpan<byte> body, GatewayAccount account)
    {
        if (WireJson.Read<SessionAnswer>(body) is not { Status: { } status } answer)
            return new Nonsense("it answered with something other than the JSON it documents");

        if (status.Equals("SUCCESS", StringComparison.OrdinalIgnoreCase)) return ReadSuccess(answer, account);
        if (status.Equals("FAILED", StringComparison.OrdinalIgnoreCase)) return ReadFailure(answer.FailedReason, account);
        return new Nonsense("it answered with a status other than SUCCESS and FAILED");
    }

    private static SessionReading ReadSuccess(SessionAnswer answer, GatewayAccount account)
    {
        if (answer.SessionKey is not { Length: > 0 and <= MaxSessionKeyLength } key)
            return new Nonsense("it answered SUCCESS without a session key");
        if (!Uri.TryCreate(answer.GatewayPageUrl, UriKind.Absolute, out var page))
            return new Nonsense("it answered SUCCESS without the address of its page");

        return TrustedHosts.MayShowCustomer(account, page)
            ? new Opened(new(key, page))
            : new Nonsense("it named a page for the customer that is not on its own hosts over https");
    }

    /// <summary>
    /// What is neither about the store nor about the amount is a state that the caller cannot mend with other input, because
    /// the adapter fills in every field itself: <see cref="ErrorCode.InvalidOperationState"/>, with the gateway's words.
    /// </summary>
    private static SessionReading ReadFailure(string? failedReason, GatewayAccount account)
    {
        // The sandbox is known to repeat secrets, and these words reach applications.
        var reason = FieldText.Fit(failedReason?.Replace(account.StorePassword, "***", StringComparison.Ordinal), MaxReasonLength);
        if (reason.Length == 0) reason = "no reason given";

        if (Says("Store Credential") || Says("De-active"))
            return new StoreRefused(reason);
        if (Says("amount is not allowed") || Says("minimum transaction amount") || Says("pay less than"))
            return new Refused(new(ErrorCode.AmountOutOfBounds, $"SSLCOMMERZ does not take this amount from this store: {reason}"));
        return new Refused(new(ErrorCode.InvalidOperationState, $"SSLCOMMERZ refused to open a payment page: {reason}"));

        bool Says(string words) => reason.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
