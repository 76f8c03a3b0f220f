using System.Text.Json;

namespace OiPayments.TestSupport.Contract;

/// <summary>
/// Sends what tests ask of the API through a validating proxy, one for all servers under test: <c>./test contract</c> starts it, with
/// something behind it that reads from a header which server is meant. What the proxy finds wrong with an answer, or with a request
/// that was accepted, it says in a header.
/// </summary>
internal sealed class ThroughProxy(Uri proxy, Action<string> note) : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>Null in all other runs.</summary>
    public static readonly Uri? Address =
        Environment.GetEnvironmentVariable("API_PROXY") is { Length: > 0 } address ? new(address) : null;

    private const string Server = "X-Test-Server";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A stream has no end for the proxy to wait for, and of a picture it makes a text.
        if (request.RequestUri is not { } meant || meant.AbsolutePath.EndsWith("/events/stream", StringComparison.Ordinal)
            || request.Content?.Headers.ContentType?.MediaType is not (null or "application/json"))
            return await base.SendAsync(request, cancellationToken);

        request.Headers.Add(Server, meant.Authority);
        request.RequestUri = new(proxy, meant.PathAndQuery);
        var response = await base.SendAsync(request, cancellationToken);
        Note(request, meant, response);

        // A file does not come through the proxy whole, which takes every answer for a text.
        if (request.Method != HttpMethod.Get || response.Content.Headers.ContentType?.MediaType is not "application/pdf") return response;
        response.Dispose();
        request.Headers.Remove(Server);
        request.RequestUri = meant;
        using var again = Copy(request);
        return await base.SendAsync(again, cancellationToken);
    }

    private void Note(HttpRequestMessage request, Uri meant, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("sl-violations", out var said)) return;
        foreach (var violation in JsonSerializer.Deserialize<JsonElement[]>(string.Concat(said)) ?? [])
        {
            if (IsOurs(violation, response))
                note($"{request.Method} {meant.AbsolutePath} {(int)response.StatusCode}, said the proxy: {violation}");
        }
    }

    // A warning is about an address that nobody described. 415 is about a body where none is asked for, which is ignored. The largest
    // number that JavaScript tells from its neighbours is what the proxy takes for the largest int64.
    private static bool IsOurs(JsonElement violation, HttpResponseMessage response) =>
        violation.GetProperty("severity").GetString() == "Error"
        && !violation.GetProperty("message").ToString().EndsWith("<= 9007199254740991", StringComparison.Ordinal)
        && (violation.GetProperty("location")[0].GetString() == "response"
            || (response.IsSuccessStatusCode && violation.GetProperty("code").ToString() != "415"));

    private static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri);
        foreach (var (name, values) in request.Headers) copy.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }
}
