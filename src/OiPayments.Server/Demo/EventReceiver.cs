using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace OiPayments.Server.Demo;

/// <summary>An event as it arrived: its headers and the bytes that were signed.</summary>
internal sealed record ArrivedEvent(string Id, string Timestamp, string Signature, string Body);

/// <summary>
/// The application's side of webhooks: a small HTTP server of its own, which believes nothing that is not signed. Written as an
/// integrator would, from the Standard Webhooks specification, and not with the service's own code.
/// </summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Channel<ArrivedEvent> arrived = Channel.CreateUnbounded<ArrivedEvent>();
    private readonly WebApplication app;

    private EventReceiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/webhooks";

    public static async Task<EventReceiver> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new EventReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync(ct);
        return receiver;
    }

    /// <summary>Null when none came in time.</summary>
    public async Task<ArrivedEvent?> NextAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return await arrived.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public static bool IsGenuine(ArrivedEvent told, string secret, DateTimeOffset now)
    {
        if (!long.TryParse(told.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)) return false;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(sent)).Duration() > Tolerance) return false;

        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{told.Id}.{told.Timestamp}.{told.Body}"));
        return told.Signature.Split(' ').Any(signature => signature.StartsWith("v1,", StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(expected, Convert.FromBase64String(signature[3..])));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers;
        await arrived.Writer.WriteAsync(
            new(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body),
            context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
