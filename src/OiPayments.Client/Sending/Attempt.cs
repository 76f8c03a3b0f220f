using System.Net;

namespace OiPayments.Client;

/// <summary>
/// One try to get a request answered, within the retries: reads the whole answer, so that one that breaks off is tried again, and keeps
/// count of whether a try may have been done although no answer says so.
/// </summary>
internal sealed class Attempt : DelegatingHandler
{
    /// <summary>Whether the request may be sent again although an earlier try may have been done.</summary>
    public static readonly HttpRequestOptionsKey<bool> Repeatable = new("OiPayments.Client.Repeatable");

    /// <summary>Set as soon as one try may have been done.</summary>
    public static readonly HttpRequestOptionsKey<bool> MayBeDone = new("OiPayments.Client.MayBeDone");

    /// <summary>How long a try may take where that is longer than usual.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Patience = new("OiPayments.Client.Patience");

    /// <summary>Set for an answer that never ends: it is read as it comes.</summary>
    public static readonly HttpRequestOptionsKey<bool> Streams = new("OiPayments.Client.Streams");

    /// <summary>No answer of the API is longer: 200 invoices of 500 lines.</summary>
    private const int MaxAnswerBytes = 64 << 20;

    /// <summary>Whether nothing of the request can have reached the service.</summary>
    public static bool WasNeverSent(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var isLeftOpen = request.Options.TryGetValue(Streams, out var streams) && streams && response.IsSuccessStatusCode;
            if (!isLeftOpen) await BufferAsync(response.Content, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode >= HttpStatusCode.InternalServerError) request.Options.Set(MayBeDone, true);
            return response;
        }
        catch (Exception failure)
        {
            response?.Dispose();
            if (!WasNeverSent(failure)) request.Options.Set(MayBeDone, true);
            throw;
        }
    }

    private static Task BufferAsync(HttpContent content, CancellationToken ct) =>
#if NET9_0_OR_GREATER
        content.LoadIntoBufferAsync(MaxAnswerBytes, ct);
#else
        content.LoadIntoBufferAsync(MaxAnswerBytes).WaitAsync(ct);
#endif
}
