using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using OiPayments.Applications;

namespace OiPayments.Webhooks;

/// <summary>What one try came to: the receiver's status, or what kept it from answering.</summary>
internal sealed record DeliveryResult(int? Status, string? Error)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Posts one signed event. A receiver has 15 seconds; a redirect is not followed, since it would lead the signature elsewhere.</summary>
internal sealed class WebhookSender(IHttpClientFactory clients, TimeProvider clock)
{
    public const string ClientName = "webhooks";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<DeliveryResult> SendAsync(Uri url, SigningSecrets secrets, string id, string body, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("X-Webhook-Id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secrets, id, now, body));
        request.Headers.UserAgent.Add(new("OiPayments", "1"));

        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            return new(status, status is >= 200 and < 300 ? null : $"The receiver answered {status}.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, $"No answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException failure)
        {
            return new(null, failure.InnerException is SocketException socket ? $"Could not connect: {socket.SocketErrorCode}." : $"Could not send: {failure.HttpRequestError}.");
        }
    }
}
