using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using OiPayments.Applications;

namespace OiPayments.Webhooks;

/// <summary>An event as it goes out: always the same, however often.</summary>
/// <param name="Id">The event's reference.</param>
/// <param name="Sequence">Its number within its application and mode.</param>
/// <param name="Body">What is signed.</param>
internal sealed record OutgoingEvent(string Id, long Sequence, string Body);

/// <summary>What one try came to: the receiver's status, or what kept it from answering.</summary>
internal sealed record DeliveryResult(DateTimeOffset StartedAt, TimeSpan Duration, IReadOnlyDictionary<string, string> RequestHeaders)
{
    public int? Status { get; init; }
    public string? Error { get; init; }

    /// <summary>The beginning of the answer's body, as text.</summary>
    public string? Body { get; init; }

    /// <summary>How long the receiver asked us to wait, with 429 or 503.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>
/// Posts one signed event. A receiver has 15 seconds; a redirect is not followed, since it would lead the signature elsewhere.
/// </summary>
internal sealed class WebhookSender(IHttpClientFactory clients, TimeProvider clock)
{
    public const string ClientName = "webhooks";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Sends it once, signed with every one of these secrets, as of now.</summary>
    /// <exception cref="OperationCanceledException">The service is ending; whether the receiver got it is not known.</exception>
    public async Task<DeliveryResult> SendAsync(Uri url, SigningSecrets secrets, OutgoingEvent sent, CancellationToken ct)
    {
        var (now, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(sent.Body))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") }
        };
        request.Headers.Add("webhook-id", sent.Id);
        request.Headers.Add("X-Webhook-Id", sent.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secrets.NewestFirst, sent.Id, now, sent.Body));
        request.Headers.Add("X-Webhook-Sequence", sent.Sequence.ToString(CultureInfo.InvariantCulture));
        request.Headers.UserAgent.Add(new("OiPayments", "1"));
        var headers = request.Headers.Concat(request.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase);

        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            return Ended(
                status is >= 200 and < 300 ? null : $"The receiver answered {status}.", status,
                await ReadBeginningAsync(response.Content, either.Token), RetryAfter(response, now));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Ended($"No answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException failure)
        {
            return Ended(failure.InnerException switch
            {
                AddressRefusedException => $"Refused to connect: the host {url.IdnHost} is not at a public address. Nothing was sent.",
                SocketException socket => $"Could not connect: {socket.SocketErrorCode}.",
                _ => $"Could not send: {failure.HttpRequestError}.",
            });
        }

        DeliveryResult Ended(string? error, int? status = null, string? body = null, TimeSpan? retryAfter = null) =>
            new(now, clock.GetElapsedTime(started), headers)
            {
                Status = status,
                Error = error?.CutTo(WebhookDelivery.MaxErrorLength),
                Body = body,
                RetryAfter = retryAfter
            };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) ? null
        : response.Headers.RetryAfter is not { } asked ? null
        : asked.Delta ?? asked.Date - now;

    /// <summary>The status is the answer already; a body that breaks off or never ends takes nothing from it.</summary>
    private static async Task<string?> ReadBeginningAsync(HttpContent content, CancellationToken ct)
    {
        var buffer = new byte[WebhookAttempt.MaxBodyBytes];
        var length = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(ct);
            int read;
            while (length < buffer.Length && (read = await body.ReadAsync(buffer.AsMemory(length), ct)) > 0) length += read;
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException or HttpRequestException)
        {
            // What came until then is kept.
        }

        // PostgreSQL keeps no NUL in a text. Anything else that is not text shows as replacement characters.
        return length == 0 ? null : Encoding.UTF8.GetString(buffer, 0, length).Replace('\0', '\uFFFD');
    }
}
