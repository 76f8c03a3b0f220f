using System.Net;
using System.Security.Cryptography;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>What came back: a body, or why there is none and whether asking again may help.</summary>
internal readonly record struct SslCommerzReply(byte[]? Body, string Trouble = "", bool IsPassing = false, Exception? Cause = null);

/// <summary>
/// Carries requests to the gateway. Credentials travel in its query strings, so no URL leaves this class: not in a log, an
/// exception, or a trace.
/// </summary>
internal sealed class SslCommerzClient(IHttpClientFactory clients, TimeProvider clock)
{
    public const string HttpClientName = "SSLCOMMERZ";
    public const int MaxAnswerBytes = 256 * 1024;
    public const int MaxTries = 3;

    /// <summary>
    /// Tells the built-in sandbox what time it is for the application that is asked for, when that goes by a test clock. SSLCOMMERZ itself
    /// knows no such header, as it knows no clock but its own.
    /// </summary>
    public const string TestTimeHeader = "Sandbox-Time";

    public static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan RefundTimeout = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan QuestionTimeout = TimeSpan.FromSeconds(10);

    private const int FirstBackoffMilliseconds = 300;

    /// <summary>Sends a form, once: whether a lost answer opened a session nobody knows, and a second try could open another.</summary>
    public async Task<SslCommerzReply> PostAsync(
        GatewayAccount account, string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        using var request = Request(account, HttpMethod.Post, Url(account, path));
        request.Content = new FormUrlEncodedContent(fields);
        return await SendAsync(request, SessionTimeout, ct);
    }

    /// <summary>Asks a question that changes nothing, up to <see cref="MaxTries"/> times while the trouble looks passing.</summary>
    public Task<SslCommerzReply> AskAsync(
        GatewayAccount account, string path, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken ct)
    {
        var url = Url(account, path, parameters);
        return AskAsync(() => Request(account, HttpMethod.Get, url), ct);
    }

    /// <summary>As <see cref="AskAsync(GatewayAccount, string, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>, by a
    /// form.</summary>
    public Task<SslCommerzReply> AskByFormAsync(
        GatewayAccount account, string path, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken ct) => AskAsync(
        () =>
        {
            var request = Request(account, HttpMethod.Post, Url(account, path));
            request.Content = new FormUrlEncodedContent(fields);
            return request;
        }, ct);

    /// <summary>
    /// Gives an order in a query string, as the gateway wants it, once: whoever waits for the answer is not kept waiting for
    /// another try, and repeats the order when it likes.
    /// </summary>
    public async Task<SslCommerzReply> OrderAsync(
        GatewayAccount account, string path, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken ct)
    {
        using var request = Request(account, HttpMethod.Get, Url(account, path, parameters));
        return await SendAsync(request, RefundTimeout, ct);
    }

    private async Task<SslCommerzReply> AskAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        for (var tried = 1; ; tried++)
        {
            using var request = make();
            var reply = await SendAsync(request, QuestionTimeout, ct);
            if (!reply.IsPassing || tried == MaxTries) return reply;

            await Task.Delay(Backoff(tried), clock, ct);
        }
    }

    private static HttpRequestMessage Request(GatewayAccount account, HttpMethod method, Uri url)
    {
        var request = new HttpRequestMessage(method, url);
        if (account.TestTime is { } shown) request.Headers.Add(TestTimeHeader, IsoTime.Instant(shown));
        return request;
    }

    private async Task<SslCommerzReply> SendAsync(HttpRequestMessage request, TimeSpan limit, CancellationToken ct)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var response = await client.SendAsync(request, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new(await response.Content.ReadAsByteArrayAsync(either.Token)),
                >= HttpStatusCode.InternalServerError => Passing($"it answered with HTTP {(int)response.StatusCode}"),
                _ => new(null, $"it answered with HTTP {(int)response.StatusCode}"),
            };
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            return Passing($"it did not answer within {limit.TotalSeconds:0} seconds", e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            return new(null, $"it answered with more than {MaxAnswerBytes / 1024} KiB", Cause: e);
        }
        catch (HttpRequestException e)
        {
            return Passing($"it could not be reached ({e.HttpRequestError})", e);
        }
    }

    private static SslCommerzReply Passing(string trouble, Exception? cause = null) => new(null, trouble, IsPassing: true, cause);

    // Doubled each time and spread by half either way, so that callers thrown back together do not return together.
    private static TimeSpan Backoff(int tried)
    {
        var middle = FirstBackoffMilliseconds << (tried - 1);
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(middle / 2, (middle * 3 / 2) + 1));
    }

    private static Uri Url(GatewayAccount account, string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var query = string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return new UriBuilder(Url(account, path)) { Query = query }.Uri;
    }

    // A base URL may have a path of its own, as behind a proxy.
    private static Uri Url(GatewayAccount account, string path) =>
        new($"{account.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}
