using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OiPayments.TestSupport;

/// <summary>One delivery as a receiver gets it.</summary>
public sealed record Delivery(IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>An application's webhook endpoint: a real HTTP server that keeps what it gets and answers as it is told.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly Channel<Delivery> received = Channel.CreateUnbounded<Delivery>();
    private readonly WebApplication app;

    private WebhookReceiver(WebApplication app) => this.app = app;

    public Uri Url => new(new Uri(app.Urls.First()), "/hook");

    /// <summary>What it answers from now on; by default 204.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The next delivery; fails when none comes in a minute of real time.</summary>
    public async Task<Delivery> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await received.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Deliveries that came and were not taken yet.</summary>
    public int Waiting => received.Reader.Count;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await received.Writer.WriteAsync(new(headers, body), context.RequestAborted);
        await Answer(context);
    }
}
