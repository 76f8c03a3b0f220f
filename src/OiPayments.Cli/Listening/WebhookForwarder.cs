using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using OiPayments.Client;

namespace OiPayments.Cli.Listening;

/// <summary>What the local server said: a status, or why there was none.</summary>
internal sealed record LocalAnswer(int? Status, string? Error, long DurationMs)
{
    public bool IsTaken => Status is >= 200 and < 300;
}

/// <summary>Hands events to a server on the developer's machine, as the service would. Each once: what failed is said, not repeated.</summary>
internal sealed class WebhookForwarder(Uri target, SigningKey key, TimeProvider clock) : IDisposable
{
    /// <summary>A developer may stand at a breakpoint.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Patience,
    };

    public async Task<LocalAnswer> SendAsync(StreamedEvent happened, CancellationToken ct)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        request.Content = new StringContent(happened.Body, Encoding.UTF8);
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(WebhookVerifier.IdHeader, happened.Id);
        request.Headers.Add(WebhookVerifier.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookVerifier.SignatureHeader, key.Sign(happened.Id, timestamp, happened.Body));
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new((int)answer.StatusCode, Meaning(answer), Elapsed());
        }
        catch (HttpRequestException failure)
        {
            return new(null, failure.Message, Elapsed());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, $"No answer in {Patience.TotalSeconds:0} seconds.", Elapsed());
        }

        long Elapsed() => (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    public void Dispose() => http.Dispose();

    private static string? Meaning(HttpResponseMessage answer) => answer.StatusCode switch
    {
        _ when answer.IsSuccessStatusCode => null,
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
            $"A redirect to {answer.Headers.Location} counts as failed: webhooks are not redirected.",
        _ => answer.ReasonPhrase,
    };
}
