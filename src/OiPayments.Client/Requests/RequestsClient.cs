namespace OiPayments.Client;

/// <summary>What your application asked in the last 7 days, and how it was answered: for whoever looks for a mistake.</summary>
public sealed class RequestsClient
{
    private readonly ApiConnection api;

    internal RequestsClient(ApiConnection api) => this.api = api;

    /// <summary>
    /// All requests that are meant, page by page as they are asked for. One is listed about a quarter of a second after its answer.
    /// </summary>
    /// <param name="filter">Which; all when left out.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public IAsyncEnumerable<LoggedRequest> ListAsync(RequestFilter? filter = null, CancellationToken ct = default) =>
        api.ListAsync("requests", filter ?? new(), OiPaymentsJson.Default.IReadOnlyListLoggedRequest, ct);
}
