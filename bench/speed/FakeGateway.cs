using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace OiPayments.Bench;

/// <summary>
/// Answers at once what SSLCOMMERZ would answer to a store all of whose customers pay, and listens to webhooks: in the process that makes
/// the load, so that the server's own time is the server's alone.
/// </summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    public const string Amount = "1250.50", Kept = "1219.24";
    public const long AmountMinor = 125050;

    private readonly WebApplication app;

    private FakeGateway(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.First());

    /// <summary>Webhooks that came: the id, and when.</summary>
    public ConcurrentDictionary<string, long> Arrived { get; } = new();

    public static async Task<FakeGateway> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new FakeGateway(app);
        app.Run(gateway.AnswerAsync);
        await app.StartAsync();
        return gateway;
    }

    /// <summary>The validation id of a transaction here says which transaction it is of.</summary>
    public static string ValidationOf(string transaction) => $"val-{transaction}";

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, path) = (context.Request, context.Request.Path.Value ?? "");
        if (path.StartsWith("/hook", StringComparison.Ordinal))
        {
            await request.Body.CopyToAsync(Stream.Null);
            Arrived.TryAdd(request.Headers["webhook-id"].ToString(), Stopwatch.GetTimestamp());
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        object answer = path switch
        {
            "/gwprocess/v4/api.php" => new { status = "SUCCESS", failedreason = "", sessionkey = Guid.NewGuid().ToString("N"), GatewayPageURL = $"{Url}pay" },
            "/validator/api/validationserverAPI.php" when (string?)request.Query["val_id"] is { } validation && validation["val-".Length..] is var transaction => new
            {
                status = "VALID", tran_date = "2026-01-01 12:00:00", tran_id = transaction, val_id = validation, bank_tran_id = $"B{transaction}", amount = Amount, store_amount = Kept,
                currency_type = "BDT", currency_amount = Amount, card_type = "BKASH-BKash", risk_level = "0", risk_title = "Safe", APIConnect = "DONE",
            },
            _ when request.Query.ContainsKey("refund_amount") => new { APIConnect = "DONE", bank_tran_id = (string?)request.Query["bank_tran_id"], status = "success", refund_ref_id = Guid.NewGuid().ToString("N"), errorReason = "" },
            _ when (string?)request.Query["refund_ref_id"] is { } refund => new { APIConnect = "DONE", refund_ref_id = refund, status = "refunded", errorReason = "" },
            _ => new { APIConnect = "DONE", no_of_trans_found = "0", element = Array.Empty<object>() },
        };
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer));
    }
}
