namespace OiPayments.Gateways.SslCommerz;

/// <summary>Why the gateway did not take a request.</summary>
/// <param name="Reason">A sentence for an operator.</param>
/// <param name="IsOurs">It says so of our login, address or parameters; not in words that nobody knows.</param>
internal sealed record ConnectionProblem(string Reason, bool IsOurs = true);

/// <summary>Reads <c>APIConnect</c>: whether the gateway took a request at all, before anything it says of the transaction.</summary>
internal static class ApiConnect
{
    private const int QuoteLength = 60;

    /// <summary>Null when it took it.</summary>
    public static ConnectionProblem? Read(string? apiConnect) => apiConnect switch
    {
        "DONE" => null,
        "FAILED" => new("It refused the store's login: check the store id and the API password, which is not the panel's."),
        "INACTIVE" => new("It says that the store is not active."),
        "INVALID_REQUEST" => new("It did not understand the question."),

        // The address it saw, where it names one, is what has to be registered.
        not null when apiConnect.StartsWith("REQUEST_FROM_INVALID_SOURCE", StringComparison.Ordinal) =>
            new("It does not take requests from this server's address: have the address registered with the gateway "
                + $"({FieldText.Fit(apiConnect, QuoteLength)})."),
        _ => new($"It answered with an unknown APIConnect '{FieldText.Fit(apiConnect, QuoteLength)}'.", IsOurs: false),
    };
}
