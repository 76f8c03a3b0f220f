using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OiPayments.Client.AspNetCore;

/// <summary>
/// Takes one delivery after the other: reads it up to a limit, verifies it before it is parsed, hands it on once, and answers what makes the
/// service send it again exactly when that helps.
/// </summary>
internal sealed partial class WebhookReceiver(
    IOptionsMonitor<OiPaymentsOptions> options, IHandledEvents handled,
    Func<OiPaymentsEvent, IServiceProvider, CancellationToken, Task> handle, TimeProvider clock, ILogger<WebhookReceiver> log)
{
    /// <summary>An invoice of 500 lines in Bangla, with all of its payments, is smaller.</summary>
    public const int MaxBodyBytes = 4 << 20;

    private const int RetryAfterSeconds = 5;

    public async Task ReceiveAsync(HttpContext http)
    {
        if (await ReadAsync(http) is not { } body)
        {
            TooLarge(log, MaxBodyBytes);
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var headers = http.Request.Headers;
        var id = headers[WebhookVerifier.IdHeader].ToString();
        var verdict = Verify(id, headers, body);
        if (verdict is not WebhookVerdict.Genuine)
        {
            NotBelieved(log, verdict);
            http.Response.StatusCode =
                verdict is WebhookVerdict.NotAWebhook ? StatusCodes.Status400BadRequest : StatusCodes.Status401Unauthorized;
            return;
        }

        OiPaymentsEvent told;
        try
        {
            told = OiPaymentsEvent.Parse(body);
        }
        catch (JsonException unreadable)
        {
            Unreadable(log, id, unreadable);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await TakeAsync(http, told);
    }

    private async Task TakeAsync(HttpContext http, OiPaymentsEvent told)
    {
        switch (await handled.ClaimAsync(told.Id, http.RequestAborted))
        {
            case EventClaim.HandledBefore:
                HandledBefore(log, told.Id, told.Type);
                break;
            case EventClaim.InProgress:
                // Not 2xx: nobody knows yet whether the other one succeeds.
                http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            default:
                await HandleAsync(http, told);
                break;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task HandleAsync(HttpContext http, OiPaymentsEvent told)
    {
        try
        {
            await handle(told, http.RequestServices, http.RequestAborted);
        }
        catch
        {
            // The caller may have hung up, which is no reason to keep the event from being handled when it comes again.
            await handled.ReleaseAsync(told.Id, CancellationToken.None);
            throw;
        }

        await handled.CompleteAsync(told.Id, CancellationToken.None);
    }

    private WebhookVerdict Verify(string id, IHeaderDictionary headers, byte[] body)
    {
        // Each time anew: a secret that rotates is read without a restart.
        var settings = options.CurrentValue;
        return new WebhookVerifier(settings.KnownWebhookSecrets, settings.WebhookTolerance, clock).Verify(
            id, headers[WebhookVerifier.TimestampHeader], headers[WebhookVerifier.SignatureHeader], body);
    }

    /// <summary>The bytes as they came; null when there are too many.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBodyBytes) return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = MaxBodyBytes + 1;

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBodyBytes) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    [LoggerMessage(LogLevel.Warning, "A webhook of more than {MaxBytes} bytes was refused")]
    private static partial void TooLarge(ILogger log, int maxBytes);

    [LoggerMessage(LogLevel.Warning, "A webhook was not believed: {Verdict}. Check OiPayments:WebhookSecrets, and the clock")]
    private static partial void NotBelieved(ILogger log, WebhookVerdict verdict);

    [LoggerMessage(LogLevel.Error, "The genuine event {EventId} cannot be read")]
    private static partial void Unreadable(ILogger log, string eventId, Exception failure);

    [LoggerMessage(LogLevel.Debug, "The event {EventId}, {EventType}, was handled before")]
    private static partial void HandledBefore(ILogger log, string eventId, EventType eventType);
}
