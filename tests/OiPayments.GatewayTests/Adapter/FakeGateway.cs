using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OiPayments.GatewayTests.Adapter;

/// <summary>What a fake gateway was sent.</summary>
internal sealed record Received(
    string Method,
    string Path,
    string QueryString,
    string? ContentType,
    byte[] Body,
    IReadOnlyDictionary<string, string> Headers)
{
    public IReadOnlyList<KeyValuePair<string, string>> Fields =>
        Split(Method == "POST" ? System.Text.Encoding.ASCII.GetString(Body) : QueryString);

    // In the order sent, and by the rules of HTML forms.
    private static List<KeyValuePair<string, string>> Split(string text) =>
        [
            .. text.TrimStart('?').Split('&')
                .Select(pair => pair.Split('=', 2))
                .Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1]))),
        ];
}

/// <summary>
/// A web server on a free port that answers each request with the next prepared answer, and with HTTP 418 when there is none left.
/// </summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<RequestDelegate> answers = new();
    private readonly Channel<Received> arrivals = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentQueue<Received> received = new();

    private FakeGateway(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single());

    public IReadOnlyList<Received> Received => [.. received];

    public static async Task<FakeGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var gateway = new FakeGateway(builder.Build());
        gateway.app.Run(gateway.AnswerAsync);
        await gateway.app.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    public FakeGateway Answer(RequestDelegate answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    public FakeGateway Answer(string body, int status = 200, string contentType = "application/json") => Answer(http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(body);
    });

    /// <summary>Takes the request and says nothing until the caller hangs up.</summary>
    public FakeGateway SaysNothing() => Answer(http => Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted));

    /// <summary>Cuts the line without an answer.</summary>
    public FakeGateway HangsUp() => Answer(http =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Waits for a request; one that never comes fails the test instead of stopping it.</summary>
    public Task<Received> NextArrivalAsync() =>
        arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var request = new Received(
            http.Request.Method,
            http.Request.Path,
            http.Request.QueryString.Value ?? "",
            http.Request.ContentType,
            body.ToArray(),
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        received.Enqueue(request);
        arrivals.Writer.TryWrite(request);

        if (answers.TryDequeue(out var answer)) await answer(http);
        else http.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }
}
